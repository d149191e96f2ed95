"""What a build does to one input, in this process or in one of a pool."""

from __future__ import annotations

import signal
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.document import Failure

if TYPE_CHECKING:
    from corpus.document import PolicyDocument, RawDocument
    from kg.statement import DocumentGraph
    from nlp.pipeline import Pipeline

Made = tuple["PolicyDocument", "DocumentGraph"]


@cache
def pipeline() -> Pipeline:
    """Return this process's pipeline, loaded once; settings are read in every process of a pool."""
    from nlp.pipeline import load
    from zhengtu.settings import load_settings

    return load(recogniser=load_settings().recogniser)


def start() -> None:
    """Prepare a process of the pool: Ctrl-C is for the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def process(raw: RawDocument) -> Made | Failure:
    """Parse an input, extract and build its graph; what goes wrong concerns this input alone."""
    from corpus import parse
    from kg.build import document_graph

    extractor = pipeline()
    try:
        document = parse(raw)
        return document, document_graph(document, extractor.extract(document))
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


def _failure(raw: RawDocument, error: Exception) -> Failure:
    return Failure(
        raw.source or raw.id,
        f"处理时出错（{type(error).__name__}: {error}）：其余文件不受影响，请报告此问题。",
    )
