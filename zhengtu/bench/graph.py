"""``zhengtu bench graph``: load, lookups, queries and export on a large graph, beside rdflib's.

The graph is generated from the sample documents (``zhengtu.bench.synthetic``). Of the folder of
real documents some are drawn to tell how many quads a fact takes (``zhengtu.bench.quads``).
"""

from __future__ import annotations

import io
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from rdflib import RDFS, Literal

from kg.export import export
from kg.storage.directory import Store
from kg.storage.memory_store import memory_store
from zhengtu.bench.measure import machine, megabytes, peak, spread, timed, worked
from zhengtu.bench.quads import quads_per_fact
from zhengtu.bench.synthetic import clones
from zhengtu.service.cookbook import recipes
from zhengtu.service.ingest import BATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from corpus.document import PolicyDocument
    from kg.statement import DocumentGraph
    from kg.storage.store import GraphView

    Clock = Callable[[Callable[[], object]], float]
    Clone = tuple[PolicyDocument, DocumentGraph]

QUADS = 1_000_000
"""What the store holds at least when it is measured."""

SMALL = 60_000
"""Quads of the graph that rdflib's memory store is compared on; it holds them all in Python."""

_QUICK = 50
"""Milliseconds in which a recipe of the cookbook is to be done."""

_WITHIN = "within 50 ms (p95)"

_ROUNDS = 7
_ADDED = 20
_LABELS = (
    "浙江省",
    "武汉市",
    "国务院",
    "工业和信息化部",
    "数据局",
    "地区生产总值增长",
    "成都市",
    "江西省",
)


def run(data: Path, quads: int = QUADS, small: int = SMALL) -> dict[str, Any]:
    """Measure a generated graph on disk; leaves no store behind.

    Args:
        data: The folder of real documents; they are for the quads of a fact only.
        quads: How many quads to write at least.
        small: How many for the comparison with rdflib.

    Returns:
        Sizes; quads written a second; milliseconds of lookups, queries and additions, by the clock
        and of the processor; seconds and memory of an export; the ratio of rdflib's time to
        Oxigraph's; quads of a fact; the goals, and whether they are met.
    """
    begun = machine()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        found = {"machine": begun, **_filled(store, quads)}
        view, first = store.view(), found["documents"]
        found["label_lookup_ms"] = spread(lookups(view))
        found["label_lookup_processor_ms"] = spread(lookups(view, clock=worked))
        found["cookbook_ms"] = cookbook(view)
        found["cookbook_processor_ms"] = cookbook(view, clock=worked)
        found["add_a_document_ms"] = spread(additions(store, first))
        later = additions(store, first + _ADDED, worked)
        found["add_a_document_processor_ms"] = spread(later)
        found["export"] = _export(view)
    found["against_rdflib"] = comparison(small)
    found["quads_per_fact"] = quads_per_fact(data)
    return {**found, "load_at_the_end": machine()["load"][0], "goals": _goals(found)}


def _goals(found: dict[str, Any]) -> dict[str, str]:
    """Return what the figures are to be, each with what it is; times are those of the processor."""
    values = {
        "label lookup p50, ms": (found["label_lookup_processor_ms"]["p50"], "≤", 1),
        "load, quads/s": (found["load_quads_per_processor_second"], "≥", 40_000),
        "add a document, slowest, ms": (found["add_a_document_processor_ms"]["max"], "≤", 200),
        "recipes with p95 ≤ 50 ms": (found["cookbook_processor_ms"][_WITHIN], "≥", 10),
        "memory that an export adds, MB": (found["export"]["memory_growth_mb"], "≤", 16),
        "quads of a fact": (found["quads_per_fact"]["all"]["as stored"], "≤", 12),
    }
    return {
        name: f"{value:,} {sign} {goal:,}: {_verdict(value, sign, goal)}"
        for name, (value, sign, goal) in values.items()
    }


def _verdict(value: float, sign: str, goal: float) -> str:
    met = value <= goal if sign == "≤" else value >= goal
    return "met" if met else "not met"


def _filled(store: Store, quads: int) -> dict[str, Any]:
    """Write clones as a build does until there are enough quads; only writing is timed."""
    written = documents = 0
    seconds = processor = 0.0
    with store.writer() as writer:
        for batch, size in batches(quads):
            begun, worked = time.perf_counter(), time.process_time()
            writer.replace_all(batch)
            seconds += time.perf_counter() - begun
            processor += time.process_time() - worked
            written += size
            documents += len(batch)
    return {
        "documents": documents,
        "quads": written,
        "facts": sum(1 for _ in store.view().select(_STATEMENTS)),
        "load_quads_per_second": round(written / seconds),
        "load_quads_per_processor_second": round(written / processor),
        "load_seconds": round(seconds, 1),
        "megabytes": None if store.folder is None else megabytes(store.folder),
    }


def batches(quads: int, first: int = 0) -> Iterator[tuple[list[Clone], int]]:
    """Yield clones in batches as a build writes them, each with its number of quads.

    Args:
        quads: How many quads to make at least.
        first: The number of the first clone.
    """
    batch: list[Clone] = []
    size = written = 0
    for document, graph in clones(quads, first):
        batch.append((document, graph))
        size += len(graph.facts()) + len(graph.provenance())
        enough = written + size >= quads
        if enough or sum(len(each.statements) for _, each in batch) >= BATCH:
            yield batch, size
            written += size
            batch, size = [], 0
        if enough:
            return


_STATEMENTS = "SELECT ?s WHERE { ?s a <https://w3id.org/zhengtu/ontology#Statement> }"


def lookups(view: GraphView, rounds: int = _ROUNDS * 5, clock: Clock = timed) -> list[float]:
    """Return the milliseconds of finding things by their labels."""
    query = f"SELECT ?x WHERE {{ ?x <{RDFS.label}> ?label }}"
    return [
        clock(partial(view.select, query, {"label": Literal(name, lang="zh")}))
        for _ in range(rounds)
        for name in _LABELS
    ]


def cookbook(view: GraphView, rounds: int = _ROUNDS, clock: Clock = timed) -> dict[str, Any]:
    """Return the median of each recipe, and over all runs of all of them."""
    times = {
        recipe.name: [clock(partial(view.run, recipe.query)) for _ in range(rounds)]
        for recipe in recipes()
    }
    every = [each for some in times.values() for each in some]
    return {
        _WITHIN: sum(spread(some)["p95"] <= _QUICK for some in times.values()),
        "each": {name: round(median(some), 1) for name, some in times.items()},
        **spread(every),
    }


def additions(store: Store, first: int, clock: Clock = timed) -> list[float]:
    """Return the milliseconds of adding single documents, clones from number ``first`` on."""
    times = []
    later = list(clones(_ADDED, first))
    with store.writer() as writer:
        for document, graph in later:
            times.append(clock(partial(writer.replace, document, graph)))
    return times


class _Counter(io.RawIOBase):
    """A file that keeps nothing but how much was written."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401 - any buffer
        self.size += len(content)
        return len(content)


def _export(view: GraphView) -> dict[str, Any]:
    before, target = peak(), _Counter()
    seconds = timed(lambda: export(view, target, "nquads", provenance=True)) / 1000  # type: ignore[arg-type]
    return {
        "seconds": round(seconds, 1),
        "megabytes": round(target.size / 1e6, 1),
        "memory_growth_mb": round(peak() - before, 1),
    }


def comparison(quads: int, chosen: Collection[str] | None = None) -> dict[str, Any]:
    """Run the recipes that both stores answer on the same graph in turn; all but slow ones."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as ours:
        theirs = memory_store()
        size = 0
        load = {"oxigraph": 0.0, "rdflib": 0.0}
        with ours.writer() as first, theirs.writer() as second:
            for batch, quads_of_it in batches(quads):
                size += quads_of_it
                load["oxigraph"] += timed(partial(first.replace_all, batch))
                load["rdflib"] += timed(partial(second.replace_all, batch))
        rows: dict[str, Any] = {}
        for recipe in recipes():
            if recipe.name in _SLOW or (chosen and recipe.name not in chosen):
                continue
            times = [
                (timed(partial(ours.view().run, recipe.query)),
                 timed(partial(theirs.view().run, recipe.query)))
                for _ in range(3)
            ]  # fmt: skip
            mine, other = (median(side) for side in zip(*times, strict=True))
            rows[recipe.name] = {
                "oxigraph_ms": round(mine, 1),
                "rdflib_ms": round(other, 1),
                "ratio": round(other / mine, 1),
            }
    return {
        "quads": size,
        "load_ratio": round(load["rdflib"] / load["oxigraph"], 2),
        "queries": rows,
        "median_ratio": round(median(row["ratio"] for row in rows.values()), 1),
    }


_SLOW = frozenset(
    {
        "04-target-against-actual",
        "06-at-least",
        "08-citations",
        "12-who-leads",
        "15-co-mentions",
        "18-ontology",
    }
)
"""Recipes that take rdflib minutes or hours: left out so that the run ends. Those that name what a
sub-select found are among them: rdflib pairs all labels with all labels before it joins."""
