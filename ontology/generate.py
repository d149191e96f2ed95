"""Writes what is made from ``policy.ttl``: ``python -m ontology.generate``."""

from __future__ import annotations

import sys
from pathlib import Path

from ontology import context
from ontology.lexicon import NAMESPACE, Term, terms

TARGET = Path(__file__).with_name("namespace.py")

_HEAD = '''"""The terms of ``policy.ttl`` as Python names, written by ``ontology.generate``."""

# ruff: noqa: N815 - a term's Python name is its local name in the ontology

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

IND = Namespace("https://w3id.org/zhengtu/indicator#")


class ZT(DefinedNamespace):
    """The ontology's namespace; a name that the ontology does not declare raises."""

    _fail = True
    _NS = Namespace("{namespace}")

'''


def namespace_source(ontology: tuple[Term, ...]) -> str:
    """Return the text of ``namespace.py``: classes first, then properties, each by name."""
    ordered = sorted(ontology, key=lambda term: (term.kind != "class", term.name))
    lines = [f"    {term.name}: URIRef  # {term.labels_zh[0]}" for term in ordered]
    return _HEAD.format(namespace=NAMESPACE) + "\n".join(lines) + "\n"


def main() -> int:
    """Write the Python names and the JSON-LD context; return the exit status."""
    TARGET.write_text(namespace_source(terms()), encoding="utf-8")
    Path(__file__).with_name(context.TARGET).write_text(context.source(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
