"""The files of the vector index: segments of float16 rows, and a file that says which hold.

    meta.json      format, model, dimension, and the segments with the documents removed from each
    <n>.f16        a segment's vectors, row by row
    <n>.json       a segment's documents (id to sha256) and rows (document, start, end, path)
    <n>.ivf        of a large segment, its rows by clusters (``qa.retrieval.approximate``)
    <n>.mean       of a large segment, the mean of its vectors, float32

A segment is never changed; ``meta.json`` is replaced as a whole, so what it names is complete.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.error import RetrievalError

if TYPE_CHECKING:
    from pathlib import Path

    Half = np.ndarray[tuple[int, int], np.dtype[np.float16]]

FORMAT = 1
META = "meta.json"
Row = tuple[str, int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """Which model made the vectors: its name, and the vector it gives to ``PROBE``."""

    name: str
    probe: tuple[float, ...]

    @property
    def dimension(self) -> int:
        """How long its vectors are."""
        return len(self.probe)


PROBE = "关于印发《政务信息系统整合共享实施方案》的通知"
"""A text whose vector tells one model from another; a folder may move, its model stays."""

SAME = 0.999
"""Cosine above which two probes are of one model: other machines round differently."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as ``meta.json`` names it; ``removed`` are documents that no longer count."""

    name: str
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """What ``meta.json`` says."""

    model: Model
    segments: tuple[SegmentEntry, ...] = ()
    next: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment, open: the documents in it, its rows, its vectors as they lie on disk."""

    documents: dict[str, str]
    rows: list[Row]
    matrix: Half
    removed: frozenset[str] = field(default_factory=frozenset)

    def alive(self) -> list[int]:
        """Return the numbers of the rows that count."""
        return [at for at, row in enumerate(self.rows) if row[0] not in self.removed]


def model_record(model: Model) -> dict[str, Any]:
    """Return a model as JSON holds it."""
    return asdict(model)


def model_from(raw: dict[str, Any]) -> Model:
    """Return a model from JSON."""
    return Model(raw["name"], tuple(raw["probe"]))


def read_meta(folder: Path) -> Meta | None:
    """Return what the index of a folder says of itself; None if there is no index.

    Raises:
        RetrievalError: It is damaged or of another version.
    """
    path = folder / META
    if not path.is_file():
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError(f"format {raw['format']}, not {FORMAT}")
        model = model_from(raw["model"])
        entries = (SegmentEntry(s["name"], tuple(s["removed"])) for s in raw["segments"])
        return Meta(model, tuple(entries), raw["next"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder, error) from error


def write_meta(folder: Path, meta: Meta) -> None:
    """Let ``meta`` hold from now on."""
    content = {"format": FORMAT, "dimension": meta.model.dimension, **asdict(meta)}
    partial = folder / (META + ".part")
    partial.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    partial.replace(folder / META)


def write_segment(folder: Path, name: str, documents: dict[str, str], rows: list[Row]) -> None:
    """Write a segment's documents and rows; its vectors lie in ``matrix_path`` already."""
    content = json.dumps({"documents": documents, "rows": rows}, ensure_ascii=False)
    (folder / f"{name}.json").write_text(content, encoding="utf-8")


def matrix_path(folder: Path, name: str) -> Path:
    """Return where the vectors of a segment are."""
    return folder / f"{name}.f16"


def clusters_path(folder: Path, name: str) -> Path:
    """Return where the rows of a large segment are by clusters."""
    return folder / f"{name}.ivf"


def mean_path(folder: Path, name: str) -> Path:
    """Return where the mean vector of a large segment is."""
    return folder / f"{name}.mean"


def row_count(folder: Path, name: str, dimension: int) -> int:
    """Return how many rows a segment has, by the size of its vectors."""
    return matrix_path(folder, name).stat().st_size // (2 * dimension)


def open_segment(folder: Path, entry: SegmentEntry, dimension: int) -> Segment:
    """Open a segment, its vectors mapped into memory.

    Raises:
        RetrievalError: It is damaged.
    """
    try:
        content: dict[str, Any] = json.loads(
            (folder / f"{entry.name}.json").read_text(encoding="utf-8")
        )
        rows = [(row[0], row[1], row[2], tuple(row[3])) for row in content["rows"]]
        matrix = _mapped(matrix_path(folder, entry.name), (len(rows), dimension))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(folder, error) from error
    return Segment(content["documents"], rows, matrix, frozenset(entry.removed))


def _mapped(path: Path, shape: tuple[int, int]) -> Half:
    if not shape[0]:
        return np.empty(shape, np.float16)
    if path.stat().st_size != shape[0] * shape[1] * 2:
        raise ValueError(f"{path} has not the size that its rows need")
    return np.memmap(path, np.float16, "r", shape=shape)


def damaged(folder: Path, error: Exception) -> RetrievalError:
    """Return the error for an index that cannot be read."""
    return RetrievalError(
        f"向量索引 {folder} 无法读取（{error}）：请删除该目录，再运行 zhengtu build 重建。"
        " The vector index is damaged: delete the folder and build again.",
        path=str(folder),
    )


def check_model(folder: Path, made: Model, used: Model) -> None:
    """Refuse vectors of another model than the one in use.

    Raises:
        RetrievalError: They are.
    """
    if made.dimension == used.dimension and float(np.dot(made.probe, used.probe)) > SAME:
        return
    raise RetrievalError(
        f"向量索引 {folder} 由模型 {made.name}（{made.dimension} 维）建立，现在设置的是 {used.name}"
        f"（{used.dimension} 维）：请改回原来的模型，或删除该目录，再运行 zhengtu build 重建。"
        " The vectors were made by another model: set that one, or delete the folder and rebuild.",
        path=str(folder),
        made=made.name,
        used=used.name,
    )
