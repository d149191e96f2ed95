"""``python -m zhengtu.bench.scale``: how size, load and queries grow with generated documents.

    python -m zhengtu.bench.scale graph    --work DIR --out scale.jsonl --to 250000 1000000 5000000
    python -m zhengtu.bench.scale passages --work DIR --out scale.jsonl --to 100000 300000 1000000
    python -m zhengtu.bench.scale table    --out scale.jsonl

Each size goes on from the one before, in the folder that ``--work`` names, and adds a line to the
results; so a long run can be done in pieces. Times are processor time, so that other work on the
machine plays little part. The documents are those of ``zhengtu.bench.synthetic`` and say nothing of
the world.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from kg.storage.directory import Store
from ontology.namespace import ZT
from qa.retrieval.text_index import TextIndex
from qa.retrieval.text_writer import TextWriter
from qa.retrieval.vector_index import VectorIndex
from qa.retrieval.vector_writer import VectorWriter
from zhengtu.bench.graph import additions, batches, cookbook, lookups
from zhengtu.bench.measure import machine, megabytes, peak, spread, worked
from zhengtu.bench.synthetic import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.storage.store import GraphView
    from qa.retrieval.embedder import Matrix, Vector

    Row = dict[str, Any]

DIMENSION = 256
"""Of the vectors, as a small static embedding has them."""

PASSAGES = 25
"""Passages of a generated document."""

_EACH = 40
_COMMIT = 2_000
_WRITTEN = "bench:quads"
"""The note in the archive of how many quads were written, so that a run can go on."""

_UNIT = {"graph": "quads", "passages": "passages"}
_FIGURES = (
    f"SELECT ?o ?low WHERE {{ ?o <{ZT.area}> ?area ; <{ZT.indicator}> ?indicator ; "
    f"<{ZT.low}> ?low ; <{ZT.periodEnd}> ?end }}"
)
_ASKED = (
    f"SELECT DISTINCT ?area ?indicator WHERE {{ ?o <{ZT.area}> ?area ; "
    f"<{ZT.indicator}> ?indicator }}"
)


class RandomEmbedder:
    """Vectors of no meaning: what a search costs does not depend on it."""

    name = "random"

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return a row of length 1 for each text."""
        random = np.random.default_rng(crc32(texts[0].encode()))
        rows = random.standard_normal((len(texts), DIMENSION), np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    def query(self, text: str) -> Vector:
        """Return the vector of a query."""
        return np.asarray(self.documents([text])[0])


def grow_graph(work: Path, quads: int) -> Row:
    """Add clones to the graph in ``work`` until it has so many quads, and measure it."""
    path = work / "graph"
    with Store.open(path) as store:
        before = written = int(store.archive.setting(_WRITTEN) or 0)
        load = 0.0
        with store.writer() as writer:
            for batch, size in batches(quads - written, len(store.archive)):
                load += worked(partial(writer.replace_all, batch))
                written += size
                store.archive.set(_WRITTEN, str(written))
        added = additions(store, len(store.archive), worked)
        documents = len(store.archive)
    opened: list[Store] = []
    open_ms = worked(lambda: opened.append(Store.open_read_only(path)))
    with opened[0] as store:
        view = store.view()
        return {
            "documents": documents,
            "quads": written,
            "load_quads_per_second": round((written - before) / load * 1000),
            "disk_mb": megabytes(path),
            "open_ms": round(open_ms, 1),
            "label_ms": spread(lookups(view, clock=worked)),
            "figure_ms": spread(_figures(view)),
            "recipes_ms": cookbook(view, 2, worked),
            "add_ms": spread(added),
            "peak_mb": round(peak()),
        }


def _figures(view: GraphView) -> list[float]:
    """Return the milliseconds of looking up the figures of an area for an indicator."""
    asked = view.select(_ASKED, limit=_EACH)
    return [worked(partial(view.select, _FIGURES, row)) for row in asked]


def grow_passages(work: Path, passages: int) -> Row:
    """Add generated documents to the indexes in ``work`` until they have so many passages."""
    embedder = RandomEmbedder()
    first = TextIndex(work / "text").size
    documents = passages // PASSAGES
    loads = {"text": 0.0, "vectors": 0.0}
    text, vectors = TextWriter(work / "text"), VectorWriter(work / "vectors", embedder)
    for number, document in enumerate(texts(documents - first, PASSAGES, first), 1):
        loads["text"] += worked(partial(text.replace, document))
        loads["vectors"] += worked(partial(vectors.replace, document))
        if number % _COMMIT == 0 or number == documents - first:
            loads["text"] += worked(text.commit)
            loads["vectors"] += worked(vectors.commit)
    loads["text"] += worked(text.close)
    loads["vectors"] += worked(vectors.merge)
    added = (documents - first) * PASSAGES
    found: Row = {"documents": documents, "passages": documents * PASSAGES}
    for name, open_index in _indexes(work, embedder):
        seconds = loads[name] / 1000
        found[f"{name}_passages_per_second"] = round(added / seconds)
        found[f"{name}_disk_mb"] = megabytes(work / name)
        found[f"{name}_ms"] = spread(_searches(open_index()))
    return {**found, "peak_mb": round(peak())}


def _indexes(
    work: Path, embedder: RandomEmbedder
) -> Iterator[tuple[str, Callable[[], TextIndex | VectorIndex]]]:
    yield "text", lambda: TextIndex(work / "text")
    yield "vectors", lambda: VectorIndex(work / "vectors", embedder)


def _searches(index: TextIndex | VectorIndex) -> list[float]:
    """Return the milliseconds of finding ten passages for parts of documents never indexed."""
    asked = [each.text[:20] for each in texts(_EACH + 1, 1, 10**9)]
    index.places(asked[0], 10)  # loads the dictionary, once
    return [worked(partial(index.places, text, 10)) for text in asked[1:]]


GROW = {"graph": grow_graph, "passages": grow_passages}


def rows(out: Path, kind: str) -> list[Row]:
    """Return the rows of a kind in a file of results, smallest first."""
    lines = out.read_text("utf-8").splitlines() if out.exists() else []
    return [row for row in map(json.loads, lines) if row["kind"] == kind]


def table(found: Sequence[Row], kind: str) -> str:
    """Return rows as a Markdown table, a column for each size; of spreads, p50 and p95."""
    names = [name for name in found[0] if name not in {"kind", "machine", _UNIT[kind]}]
    lines = [[_UNIT[kind], *(f"{row[_UNIT[kind]]:,}" for row in found)], ["---"] * (len(found) + 1)]
    lines += [[name, *(_cell(row[name]) for row in found)] for name in names]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['p50']} / {value['p95']}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def main(arguments: Sequence[str] | None = None) -> None:
    """Grow to each size in turn, or show what was measured."""
    parser = argparse.ArgumentParser(prog="python -m zhengtu.bench.scale", description=__doc__)
    parser.add_argument("kind", choices=(*GROW, "table"))
    parser.add_argument("--work", type=Path, default=Path("scale"))
    parser.add_argument("--out", type=Path, default=Path("scale.jsonl"))
    parser.add_argument("--to", type=int, nargs="+", default=[])
    given = parser.parse_args(arguments)
    if given.kind in GROW:
        given.work.mkdir(parents=True, exist_ok=True)
        for size in given.to:
            line = {"kind": given.kind, **GROW[given.kind](given.work, size), "machine": machine()}
            with given.out.open("a", encoding="utf-8") as target:
                target.write(json.dumps(line, ensure_ascii=False) + "\n")
    for kind in GROW if given.kind == "table" else (given.kind,):
        if found := rows(given.out, kind):
            sys.stdout.write(table(found, kind) + "\n")


if __name__ == "__main__":
    main()
