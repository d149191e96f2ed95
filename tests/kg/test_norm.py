"""Norms in the graph: which are kept, and what stands on their statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Literal

from corpus.document import Metadata, PolicyDocument
from kg.build import document_graph
from kg.value import is_kept
from nlp.extraction import Relation
from nlp.pipeline import load
from ontology.namespace import ZT

NORM = Relation("甲", None, "PolicyDocument", "requires", "乙", None, None, 0, 1, "m", 0.9)
TEXT = "江海省云票条例\n第一条 禁止任何单位伪造云票。云票单位应当建账。财政部应当公布目录。\n"


@pytest.mark.parametrize(
    ("relation", "kept"),
    [
        (NORM, False),
        (replace(NORM, bearer="财政部", bearer_iri="x"), True),
        (replace(NORM, predicate="permits"), False),
        (replace(NORM, predicate="prohibits"), True),
        (replace(NORM, predicate="encourages"), True),
        (replace(NORM, predicate="establishes"), True),
    ],
)
def test_obligations_of_a_sort_of_people_stay_out(relation: Relation, kept: bool) -> None:
    assert is_kept(relation) is kept


def test_norms_carry_word_and_bearer() -> None:
    document = PolicyDocument("x", TEXT, Metadata(title="江海省云票条例"), (), (), "0")
    graph = document_graph(document, load(recogniser=False).extract(document))
    said = {s.object: dict(s.qualifiers) for s in graph.statements if s.predicate == ZT.prohibits}
    assert said == {
        Literal("伪造云票"): {ZT.modalityText: Literal("禁止"), ZT.bearer: Literal("任何单位")}
    }
    demanded = [str(s.object) for s in graph.statements if s.predicate == ZT.requires]
    assert demanded == ["公布目录"]
