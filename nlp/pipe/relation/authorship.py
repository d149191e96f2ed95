"""Who issued a document that is named: the body right before its title, or at the title's head."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.body import body_by_surface
from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import place_by_surface
from nlp.pipe.relation.build import relate, support
from nlp.pipe.relation.citation import titles
from nlp.pipe.relation.clause import Sentence, heads
from nlp.pipe.relation.mask import AGENT, ASIDE, TITLE, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import Named, agent_named, show, title_named
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation

_BEFORE = re.compile(
    f"(?<!{AGENT})(?P<agents>{AGENT}++{ASIDE}*+(?:(?:、|和|与|及){AGENT}++{ASIDE}*+)*+)"
    f"(?P<title>{TITLE}++)"
)
_GOVERNMENT = re.compile(
    r"(?:人民政府|人民代表大会常务委员会)(?:办公厅|办公室)?(?=关于|印发|转发|批转)"
)
_OFFICE = re.compile(r"办公厅|办公室")
_VERB = re.compile(r"关于|印发|转发|批转")


def read_authorship(scene: Scene, sentence: Sentence) -> Iterator[Relation]:
    """Yield the issuers of the titles of a sentence: 财政部《…》, 《国务院办公厅关于…的通知》."""
    for found in _BEFORE.finditer(scene.masked, sentence.start, sentence.end):
        document = title_named(scene, *found.span("title"))
        evidence = support(scene, sentence, found.start(), found.end())
        for agent in heads(scene, found, "agents"):
            if document and agent.mention.label != "Organization":
                yield relate(pattern("issue-title"), document, agent_named(agent), evidence)
    for document in titles(scene, sentence.start, sentence.end, asides=True):
        issuer = _issuer(show(document.name))
        if issuer:
            evidence = support(scene, sentence, document.start, document.end)
            yield relate(pattern("title-issuer"), document, issuer, evidence)


@lru_cache(maxsize=1)
def _central() -> Matcher:
    return Matcher(body_by_surface())


@lru_cache(maxsize=1)
def _places() -> Matcher:
    return Matcher(name for name, meant in place_by_surface().items() if meant[0].name == name)


def _issuer(title: str) -> Named | None:
    """Return the one body with whose full name a title begins, as its issuer."""
    for end in _central().at(title, 0):
        body = body_by_surface()[title[:end]][0]
        office = _OFFICE.match(title, end)
        if _VERB.match(title, office.end() if office else end):
            name = body.name + (office[0] if office else "")
            known = body_by_surface().get(name)
            iri = known[0].iri if known else mint("body", name)
            return Named(name, iri, "GovernmentBody", 0, 0, True)
    for end in _places().at(title, 0):
        own = _GOVERNMENT.match(title, end)
        if own and len(place_by_surface()[title[:end]]) == 1:
            name = title[: own.end()]
            return Named(name, mint("body", name), "GovernmentBody", 0, 0, True)
    return None
