"""What may be sent to somebody else's engine: standard SPARQL 1.1 queries and nothing beside.

Engines have extensions that change the graph or reach out: Virtuoso's ``define get:soft``, its
``bif:`` and ``sql:`` functions, Jena's ``java:``. So a query has to be standard in the eyes of
Oxigraph's parser before it leaves, calls no function but the casts of XML Schema, and goes without
its comments, in which some engines look for instructions. That it is no update and has no SERVICE
is for ``kg.query.guard`` to see, as everywhere.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from rdflib import XSD

from kg.error import QueryRefusedError
from kg.query import (
    Token,
    declared_prefixes,
    resolve,
    syntax_error,
    tokens,
    without_comments,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal["select", "ask", "graph"]

_ENGINE = re.compile(r"<?(?:bif|sql|java):", re.IGNORECASE)
_CASTS = str(XSD)


def portable(text: str) -> tuple[str, Form]:
    """Return a query as it may be sent, and what it returns.

    Raises:
        QueryError: Not SPARQL 1.1.
        QueryRefusedError: An engine's own function.
    """
    found = tokens(text)
    prefixes = declared_prefixes(found)
    for token, following in pairwise(found):
        if token.kind in {"iri", "name"}:
            _check(token, following, prefixes)
    return without_comments(text), _form(text)


def _check(token: Token, following: Token, prefixes: Mapping[str, str]) -> None:
    iri = resolve(token, prefixes) or token.text
    called = following.text == "(" and not iri.startswith(_CASTS)
    if called or _ENGINE.match(token.text) or _ENGINE.match(iri):
        raise QueryRefusedError(
            f"不能用 {token.text}：只能用 SPARQL 1.1 自己的函数。 "
            f"{token.text} is no function of SPARQL 1.1: queries that go to an endpoint use the "
            "functions of the standard and casts to xsd: types only"
        )


def _form(text: str) -> Form:
    """Return what a query returns, by running it on nothing."""
    try:
        result = ox.Store().query(text)
    except SyntaxError as error:
        raise syntax_error(text, error) from error
    if isinstance(result, ox.QueryBoolean):
        return "ask"
    return "select" if isinstance(result, ox.QuerySolutions) else "graph"
