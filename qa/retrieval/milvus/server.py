"""Talking to Milvus: collections of one store, rows in, rows out; pymilvus is known only here."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qa.error import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qa.retrieval.milvus.address import Address

    Sparse = Mapping[int, float]
    Row = dict[str, Any]

DOCUMENTS = "documents"
PASSAGES = "passages"
VECTORS = "vectors"

MOST = 16_384
"""Rows that Milvus returns for one request at most."""

_PATH_BYTES = 65_535
"""The longest text that Milvus takes in a field."""


class Server:
    """The collections of one store.

    Every row has ``id``, ``version``, ``start``, ``end``, ``path`` and ``vector``.
    """

    def __init__(self, address: Address, name: str) -> None:
        """Reach the server; nothing is made there yet.

        Raises:
            RetrievalError: pymilvus is not installed, or the server does not answer.
        """
        try:
            import pymilvus
        except ImportError as error:
            raise RetrievalError(
                "设置了 index_url，但没有安装 pymilvus：请运行 pip install 'zhengtu[milvus]'，"
                "或去掉这项设置。 index_url is set, but pymilvus is not installed: install "
                "zhengtu[milvus], or unset it.",
                address=address.url,
            ) from error
        # It logs every error with its trace before it raises it; we say what is wrong ourselves.
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        self._milvus = pymilvus
        self._address = address
        self._name = name
        with self._told():
            self._client = pymilvus.MilvusClient(
                uri=address.url, token=address.token or "", timeout=address.seconds
            )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def make(self, kind: str, dimension: int | None = None) -> None:
        """Make a collection, empty: of sparse vectors, or of vectors of this many numbers."""
        types = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", types.INT64, is_primary=True)
        for number in ("version", "start", "end"):
            schema.add_field(number, types.INT64)
        schema.add_field("path", types.VARCHAR, max_length=_PATH_BYTES)
        index = self._client.prepare_index_params()
        if dimension is None:
            schema.add_field("vector", types.SPARSE_FLOAT_VECTOR)
            index.add_index("vector", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        else:
            schema.add_field("vector", types.FLOAT_VECTOR, dim=dimension)
            index.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        name = self._collection(kind)
        with self._told():
            # Strong: who opens the store after a commit finds what was committed.
            self._client.create_collection(name, schema=schema, consistency_level="Strong")
            # Nothing is in it yet, so nothing has to be waited for.
            self._client.create_index(name, index, sync=False)

    def has(self, kind: str) -> bool:
        """Tell whether there is a collection of this kind."""
        with self._told():
            return bool(self._client.has_collection(self._collection(kind)))

    def load(self, kind: str) -> None:
        """Let a collection be searched, also after the server was started anew."""
        with self._told():
            self._client.load_collection(self._collection(kind))

    def insert(self, kind: str, rows: Sequence[Row]) -> None:
        """Add rows; none with their ids may be there."""
        if rows:
            with self._told():
                self._client.insert(self._collection(kind), list(rows))

    def delete(self, kind: str, condition: str) -> None:
        """Delete the rows for which a condition holds."""
        with self._told():
            self._client.delete(self._collection(kind), filter=condition)

    def flush(self, kind: str) -> None:
        """Let the rows be indexed now, not when there are enough of them."""
        with self._told():
            self._client.flush(self._collection(kind))

    def vectors(self, kind: str, version: int, count: int) -> list[Any]:
        """Return the vectors of a version's ``count`` rows, by the numbers of the rows."""
        found: list[Any] = []
        for at in range(0, count, MOST):
            first = row_id(version, at)
            condition = f"id >= {first} and id < {row_id(version, min(count, at + MOST))}"
            with self._told():
                rows = self._client.query(self._collection(kind), condition, ["vector"], limit=MOST)
            found += (row["vector"] for row in rows)
        return found

    def search(
        self, kind: str, vector: Sparse | Sequence[float], condition: str, limit: int
    ) -> list[tuple[Row, float]]:
        """Return the rows with the largest products with a vector, equal ones by their ids."""
        with self._told():
            found = self._client.search(
                self._collection(kind),
                data=[vector],
                anns_field="vector",
                search_params={"metric_type": "IP"},
                filter=condition,
                limit=min(limit, MOST),
                output_fields=["version", "start", "end", "path"],
            )[0]
        rows = [({"id": each["id"], **each["entity"]}, float(each["distance"])) for each in found]
        return sorted(rows, key=lambda pair: (-pair[1], pair[0]["id"]))

    def _collection(self, kind: str) -> str:
        return f"zhengtu_{self._name}_{kind}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (self._milvus.MilvusException, OSError) as error:
            raise RetrievalError(
                f"检索服务 {self._address.url} 没有响应或拒绝了请求（{error}）："
                "请检查它是否在运行，以及设置 index_url 和 ZHENGTU_INDEX_TOKEN。 "
                "Milvus does not answer or refused: check that it runs, index_url and "
                "ZHENGTU_INDEX_TOKEN.",
                address=self._address.url,
            ) from error


def row_id(version: int, number: int) -> int:
    """Return the id of a row: versions of documents are far enough apart for all their passages."""
    return (version << 20) + number
