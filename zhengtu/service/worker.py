"""What a build does to one input, in this process or in one of a pool."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.document import Failure

if TYPE_CHECKING:
    from corpus.document import PolicyDocument, RawDocument
    from kg.statement import DocumentGraph
    from nlp.pipeline import Pipeline
    from qa.retrieval.entry import Entry


@dataclass(frozen=True, slots=True)
class Made:
    """What one input became: what the graph and the index are given of it."""

    document: PolicyDocument
    graph: DocumentGraph
    entry: Entry


@cache
def pipeline(recogniser: bool | None = None) -> Pipeline:
    """Return this process's pipeline, loaded once; None is what this process's settings say."""
    from nlp.pipeline import load
    from zhengtu.settings import load_settings

    return load(recogniser=load_settings().recogniser if recogniser is None else recogniser)


def start() -> None:
    """Prepare a process of the pool: Ctrl-C is for the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def process(raw: RawDocument, *, recogniser: bool | None = None) -> Made | Failure:
    """Parse an input, extract, build its graph; what goes wrong concerns this input alone."""
    from corpus import parse
    from kg.build import document_graph
    from qa.retrieval.entry import entry_of

    extractor = pipeline(recogniser)
    try:
        document = parse(raw)
        graph = document_graph(document, extractor.extract(document))
        return Made(document, graph, entry_of(document))
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return _failure(raw, error)


def extracted(raw: RawDocument) -> dict[str, Any] | Failure:
    """Parse and extract an input; return what was found as the contract's JSON."""
    from corpus import parse
    from zhengtu.service.shape import extraction_json

    extractor = pipeline()
    try:
        document = parse(raw)
        return extraction_json(document, extractor.extract(document))
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return _failure(raw, error)


def lost(raw: RawDocument) -> Failure:
    """Return why an input is missing that ended several processes of a cluster."""
    return Failure(
        raw.source or raw.id,
        "处理它的进程一再被终止（可能是内存不足）：其余文件不受影响，请拆分此文件或增加内存。 "
        "It ended several workers: split it, or give them more memory.",
    )


def _failure(raw: RawDocument, error: Exception) -> Failure:
    return Failure(
        raw.source or raw.id,
        f"处理时出错（{type(error).__name__}: {error}）：其余文件不受影响，请报告此问题。",
    )
