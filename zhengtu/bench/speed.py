"""``zhengtu bench speed``: build, start, ask, search, export and what they cost, beside peers.

A tenth of the statutes is built with as many processes as a build takes; searching is measured on
the policy documents and questions, beside SQLite's FTS5 and bm25s over the same terms; vectors
beside plain numpy; the graph beside rdflib's memory store (``zhengtu.bench.graph``).
"""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.retrieval.home import TEXT_FOLDER
from qa.retrieval.term import query_terms, terms
from qa.retrieval.text_index import TextIndex
from qa.retrieval.vector_index import VectorIndex
from qa.retrieval.vector_writer import VectorWriter
from zhengtu.bench.graph import comparison
from zhengtu.bench.measure import machine, megabytes, peak, spread, timed
from zhengtu.bench.peer import Bm25s, Fts5
from zhengtu.bench.retrieval import LIMIT, documents, questions
from zhengtu.bench.scale import DIMENSION, PASSAGES, RandomEmbedder
from zhengtu.bench.synthetic import texts
from zhengtu.service import build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhengtu.bench.retrieval import Question

    Search = Callable[[str], list[str]]

STATUTES = "statutes.jsonl.gz"
EVERY = 10
"""Of the statutes, one in so many is built."""

QUADS = 20_000
"""Of the graph that rdflib is compared on."""

QUICK = frozenset({"01-documents", "13-in-force-from", "14-mentions-of-a-place"})
"""Recipes that rdflib answers in seconds; ``zhengtu bench graph`` has more."""

VECTORS = 100_000
_STARTS = 3
_ASKED = 40
_NEW = {
    "id": "bench-new",
    "title": "关于新增文件的通知",
    "text": "各市人民政府：请认真贯彻落实。\n" * 40,
}


def run(
    data: Path, every: int = EVERY, quads: int = QUADS, vectors: int = VECTORS
) -> dict[str, Any]:
    """Measure all parts, each on a store of its own that is not kept.

    Args:
        data: The folder with the statutes, the policy documents and their questions.
        every: One statute in so many is built.
        quads: Of the graph that rdflib is compared on.
        vectors: How many vectors numpy is compared on.

    Returns:
        Facts of the machine; seconds, milliseconds, MB; and how many times longer a peer takes
        (``ratio``: above 1 is slower than ours).
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        found = {"machine": machine(), "build": _build(data, every, work)}
        found["start"] = _starts(work / "store")
        found["ask_ms"] = _asks(work / "store")
        found["export"] = _export(work / "store")
        found["search"] = _search(data, work / "search")
        found["vectors"] = _vectors(vectors, work / "vectors")
    return {**found, "graph_against_rdflib": comparison(quads, QUICK)}


def _build(data: Path, every: int, work: Path) -> dict[str, Any]:
    """Build, build again, add a document."""
    source, settings = work / "statutes.jsonl.gz", Settings(store=work / "store")
    with gzip.open(data / STATUTES, "rt", encoding="utf-8") as lines:
        chosen = [line for number, line in enumerate(lines) if number % every == 0]
    with gzip.open(source, "wt", encoding="utf-8") as target:
        target.writelines(chosen)
    (work / "new.jsonl").write_text(json.dumps(_NEW, ensure_ascii=False) + "\n", "utf-8")
    first = build([str(source)], settings)
    again = build([str(source)], settings)
    added = build([str(work / "new.jsonl")], settings)
    rate = first.characters / first.seconds
    return {
        "documents": first.added,
        "characters": first.characters,
        "seconds": round(first.seconds, 1),
        "characters_per_second": round(rate),
        "writer_mb": round(peak()),
        "largest_worker_mb": round(peak(children=True)),
        "disk_mb": megabytes(settings.store),
        "unchanged_seconds": round(again.seconds, 2),
        "add_one_seconds": round(added.seconds, 2),
    }


def _starts(store: Path) -> dict[str, float]:
    """Return the median milliseconds of commands from process start."""
    command = [sys.executable, "-m", "zhengtu"]
    asked = [*command, "ask", "《新增文件》何时施行？", "--store", str(store)]
    return {
        "help_ms": round(median(_started([*command, "--help"]) for _ in range(_STARTS))),
        "ask_ms": round(median(_started(asked) for _ in range(_STARTS))),
    }


def _started(command: Sequence[str]) -> float:
    return timed(partial(subprocess.run, command, check=True, capture_output=True))


def _asks(store: Path) -> dict[str, float]:
    """Return the milliseconds of warm answers about days of effect of the stored documents."""
    with open_services(Settings(store=store)) as services:
        titles = [row.title for row in services.documents() if row.title][: _ASKED + 1]
        asked = [f"《{title}》什么时候施行？" for title in titles]
        services.ask(asked[0])
        return spread([timed(partial(services.ask, question)) for question in asked[1:]])


def _export(store: Path) -> dict[str, float]:
    target = io.BytesIO()
    with open_services(Settings(store=store)) as services:
        seconds = timed(lambda: services.export(target, "nquads", provenance=True)) / 1000
    size = len(target.getvalue()) / 1e6
    return {"megabytes": round(size, 1), "megabytes_per_second": round(size / seconds, 1)}


def _search(data: Path, work: Path) -> dict[str, Any]:
    """Index the policy documents with each engine; ask all the questions."""
    from qa.retrieval import IndexWriter

    found, asked = list(documents(data, 0)), questions(data)

    def ours() -> Search:
        with IndexWriter(work) as writer:
            for document in found:
                writer.replace(document)
        index = TextIndex(work / TEXT_FOLDER)
        return lambda text: [name for name, _ in index.documents(text, LIMIT)]

    def peer(kind: type[Fts5] | type[Bm25s]) -> Search:
        index = kind([(document.id, terms(document.text)) for document in found])
        return lambda text: index.search(query_terms(text), LIMIT)

    made: dict[str, Callable[[], Search]] = {
        "zhengtu": ours,
        "fts5": partial(peer, Fts5),
        "bm25s": partial(peer, Bm25s),
    }
    rows = {name: _searched(make, asked) for name, make in made.items()}
    return {
        name: {**row, "index_seconds": round(row["index_seconds"], 1)}
        | _ratios(row, rows["zhengtu"])
        for name, row in rows.items()
    }


def _searched(make: Callable[[], Search], asked: Sequence[Question]) -> dict[str, float]:
    search: list[Search] = []
    seconds = timed(lambda: search.append(make())) / 1000
    search[0](asked[0].text)
    hits: list[list[str]] = []
    times = [timed(lambda text=each.text: hits.append(search[0](text))) for each in asked]  # type: ignore[misc]
    first = fmean(ids[:1] == [each.document_id] for ids, each in zip(hits, asked, strict=True))
    return {"index_seconds": seconds, **spread(times), "right_first": round(first, 3)}


def _ratios(row: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    return {
        "index_ratio": round(row["index_seconds"] / own["index_seconds"], 2),
        "query_ratio": round(row["p50"] / own["p50"], 2),
    }


def _vectors(count: int, work: Path) -> dict[str, Any]:
    """Search vectors of no meaning with the index and with a single product of numpy."""
    embedder = RandomEmbedder()
    writer = VectorWriter(work, embedder)
    for document in texts(count // PASSAGES, PASSAGES):
        writer.replace(document)
    writer.commit()
    writer.merge()
    index = VectorIndex(work, embedder)
    random = np.random.default_rng(1)
    plain = random.standard_normal((count, DIMENSION), np.float32)

    def product(text: str) -> None:
        np.argpartition(-(plain @ embedder.query(text)), LIMIT)[:LIMIT]

    asked = [f"第{number}项" for number in range(_ASKED)]
    own = spread([timed(partial(index.places, text, LIMIT)) for text in asked])
    numpy = spread([timed(partial(product, text)) for text in asked])
    return {"vectors": count, "zhengtu_ms": own, "numpy_ms": numpy,
            "query_ratio": round(numpy["p50"] / own["p50"], 2)}  # fmt: skip
