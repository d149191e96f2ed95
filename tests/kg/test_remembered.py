"""A view that remembers gives what a plain one gives, and asks the store once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib import Literal, URIRef

from kg import remembered
from kg.remembered import RememberingView
from kg.storage.oxigraph_store import OxigraphBackend

if TYPE_CHECKING:
    import pytest

    from kg.storage.store import QueryResult

QUERY = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?o"
S, P = URIRef("http://x/s"), URIRef("http://x/p")


class Counting(OxigraphBackend):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.replace({URIRef("http://x/g"): [(S, P, Literal(str(n))) for n in range(4)]})

    def query(self, text: str, **given: Any) -> QueryResult:  # noqa: ANN401 - handed on
        self.asked += 1
        return super().query(text, **given)


def test_what_was_read_is_not_read_again() -> None:
    backend = Counting()
    view = RememberingView(backend)
    first = view.select(QUERY, {"p": P})
    first.clear()
    assert [str(row["o"]) for row in view.select(QUERY, {"p": P})] == ["0", "1", "2", "3"]
    assert backend.asked == 1
    assert len(view.select(QUERY, {"p": P}, limit=2)) == 2
    assert view.select(QUERY, {"p": S}) == []
    assert view.select(QUERY, {"p": S}) == []
    assert backend.asked == 3


def test_only_the_latest_are_kept_and_nothing_large(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Counting()
    view = RememberingView(backend)
    monkeypatch.setattr(remembered, "MOST_ROWS", 6)
    for limit in (2, 1, 2, 3):  # 3 + 2 rows, the first again, then 4 more: the second goes
        view.select(QUERY, limit=limit)
    assert backend.asked == 3
    view.select(QUERY, limit=3)
    assert backend.asked == 3
    view.select(QUERY, limit=1)
    assert backend.asked == 4
    monkeypatch.setattr(remembered, "_LARGEST", 3)
    view.select(QUERY)
    view.select(QUERY)
    assert backend.asked == 6


def test_a_node_is_read_once_whatever_it_is_read_with(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Counting()
    other = URIRef("http://x/t")
    backend.replace({URIRef("http://x/g"): [(S, P, Literal("0"))], other: [(other, P, S)]})
    view = RememberingView(backend)
    told = {str(S): {str(P): [Literal("0")]}, str(other): {str(P): [S]}}
    assert view.nodes([S, S, "http://x/none"]) == {str(S): told[str(S)]}
    assert backend.asked == 1
    assert view.nodes([other, S]) == told == RememberingView(backend).nodes([S, other])
    assert backend.asked == 3
    assert view.nodes([S, other]) == told
    assert backend.asked == 3
    monkeypatch.setattr(remembered, "MOST_NODES", 1)
    assert view.nodes([S, other, "http://x/none"]) == told
    assert view.nodes([S, other]) == told
    assert backend.asked == 5


def test_a_property_is_remembered_by_thing() -> None:
    backend = Counting()
    view, other = RememberingView(backend), "http://x/none"
    values = [str(value) for value in view.values([str(S), other], str(P))[str(S)]]
    assert sorted(values) == ["0", "1", "2", "3"]
    asked = backend.asked
    assert list(view.values([str(S)], str(P))) == [str(S)]
    assert view.values([other], str(P)) == {}  # that it has none is known too
    assert backend.asked == asked
    assert view.values([str(S)], "http://x/q") == {}
    assert backend.asked == asked + 1
