"""A reproducible bundle: all that a paper needs to be checked, in one zip with hashes.

The same store gives the same bytes: entries are sorted, their times fixed, nothing says when.
"""

from __future__ import annotations

import io
import json
from hashlib import sha256
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from rdflib import OWL, RDF, Graph

from corpus.error import ZhengtuError
from kg.export import export
from kg.sparql import answer
from ontology.lexicon import INDICATORS, INSTRUMENTS, POLICY, SHAPES, UNITS
from zhengtu.service.citation import gbt7714
from zhengtu.service.dataset import COLUMNS, write_dataset
from zhengtu.service.version import extractor_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView

    Writer = Callable[[IO[bytes]], object]

MANIFEST = "manifest.json"
_TIME = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
_README = """政图数据包

graph.trig            全部事实与出处（RDF TriG；每条陈述有文件、位置、引文、方法、置信度）
ontology/             本体、指标表与 SHACL 形状（Turtle）
tables/               文件、实体、数据三张表（CSV，UTF-8）
queries/              随包的 SPARQL 查询与结果（CSV）
citations.txt         各文件的参考文献著录（GB/T 7714—2015）
manifest.json         各部分的 SHA-256，文件清单与版本

核对：zhengtu bundle --verify 本文件.zip
"""


class BundleError(ZhengtuError):
    """A bundle cannot be made, read, or is not what its manifest says."""


class _Hashed(io.RawIOBase):
    """Hands on what is written and hashes it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._found = sha256()

    @property
    def digest(self) -> str:
        return self._found.hexdigest()

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401 - any buffer, typed from 3.12 on
        self._found.update(content)
        return self._target.write(content)


def write_bundle(
    view: GraphView, archive: Archive, target: IO[bytes], queries: Mapping[str, str]
) -> dict[str, Any]:
    """Write a bundle and return its manifest.

    Args:
        view: The graph.
        archive: Its documents; their texts do not go into the bundle, only their hashes.
        target: A binary file that can seek.
        queries: SPARQL SELECT or ASK queries by name; each goes in with its result.

    Raises:
        QueryError: A query is malformed, not read-only, or no SELECT or ASK.
    """
    hashes: dict[str, str] = {}
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, write in sorted(_parts(view, archive, queries)):
            with bundle.open(_entry(name), "w", force_zip64=True) as file:
                hashed = _Hashed(file)
                write(cast("IO[bytes]", hashed))
            hashes[name] = hashed.digest
        manifest = _manifest(archive, hashes)
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        bundle.writestr(_entry(MANIFEST), text + "\n", ZIP_DEFLATED)
    return manifest


def verify_bundle(path: Path) -> list[str]:
    """Return what in a bundle is not what its manifest says; nothing if it is whole.

    Raises:
        BundleError: It is no bundle.
    """
    try:
        with ZipFile(path) as bundle:
            hashes = json.loads(bundle.read(MANIFEST))["files"]
            present = set(bundle.namelist()) - {MANIFEST}
            wrong = [f"{name}：清单中没有" for name in sorted(present - set(hashes))]
            for name, expected in sorted(hashes.items()):
                if name not in present:
                    wrong.append(f"{name}：缺失")
                elif _hash_of(bundle, name) != expected:
                    wrong.append(f"{name}：内容与清单不符")
            return wrong
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise BundleError(
            f"{path} 不是政图数据包（{error}）：请给出 bundle 写出的 zip。"
        ) from error


def _parts(
    view: GraphView, archive: Archive, queries: Mapping[str, str]
) -> Iterator[tuple[str, Writer]]:
    yield "README.txt", _text(_README)
    yield "graph.trig", lambda file: export(view, file, "trig", provenance=True)
    for source in (POLICY, INDICATORS, INSTRUMENTS, UNITS, SHAPES):
        yield f"ontology/{source.name}", _bytes(source.read_bytes())
    for name in COLUMNS:
        yield f"tables/{name}.csv", _table(view, archive, name)
    for name, query in queries.items():
        yield f"queries/{name}.rq", _text(query)
        yield f"queries/{name}.csv", _text(answer(view, query, "csv", limit=None).body)
    cited = (gbt7714(archive.document(name).metadata) for name in archive.ids())
    yield "citations.txt", _text("\n".join(cited) + "\n")


def _manifest(archive: Archive, hashes: Mapping[str, str]) -> dict[str, Any]:
    ontology = Graph().parse(POLICY, format="turtle")
    (name,) = ontology.subjects(RDF.type, OWL.Ontology)
    return {
        "software": {"zhengtu": version("zhengtu"), "extractor": extractor_version()},
        "ontology": {"iri": str(name), "version": str(ontology.value(name, OWL.versionInfo))},
        "documents": [
            {
                "id": row.id,
                "title": row.title,
                "text_sha256": row.sha256,
                "source_url": row.source_url,
            }
            for row in archive.summaries()
        ],
        "files": dict(hashes),
    }


def _table(view: GraphView, archive: Archive, name: str) -> Writer:
    return lambda file: write_dataset(view, archive, name, "csv", file)


def _text(text: str) -> Writer:
    return _bytes(text.encode())


def _bytes(content: bytes) -> Writer:
    return lambda file: file.write(content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _hash_of(bundle: ZipFile, name: str) -> str:
    found = sha256()
    with bundle.open(name) as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
