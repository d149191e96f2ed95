"""SPARQL 1.1 Protocol, query operation: what a request asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.storage.store import Dataset
from zhengtu.server.error import HttpError

if TYPE_CHECKING:
    from starlette.requests import Request

BODY_LIMIT = 1 << 20
"""Bytes of a request's body; a query may have 200,000 characters."""

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query and the dataset given beside it; ``query`` None asks for the service description."""

    query: str | None
    dataset: Dataset | None


async def read_request(request: Request) -> SparqlRequest:
    """Read a query by GET, by form POST or by direct POST (sections 2.1.1 to 2.1.3).

    Raises:
        HttpError: 400 malformed; 403 an update; 413 too long; 415 another content type.
    """
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        kind, _, parameter = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind == _UPDATE:
            raise _read_only()
        if kind == _FORM:
            pairs = _pairs(_text(await body_of(request)))
        elif kind == _QUERY:
            _utf8(parameter)
            if any(name == "query" for name, _ in pairs):
                raise HttpError(400, "the query is given twice: in the address and in the body")
            pairs.append(("query", _text(await body_of(request))))
        else:
            raise HttpError(415, f"the content type must be {_FORM} or {_QUERY}, not {kind or '-'}")
    return _read(pairs, must=request.method == "POST")


async def body_of(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """Return the body of a request.

    Raises:
        HttpError: 413, it has more than ``limit`` bytes.
    """
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > limit:
            raise HttpError(413, f"the request has more than {limit:,} bytes: shorten it")
    return bytes(found)


def _read(pairs: list[tuple[str, str]], *, must: bool) -> SparqlRequest:
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise HttpError(400, "give the parameter query once")
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    if not queries and (must or default or named):
        raise HttpError(400, "the parameter query is missing")
    dataset = Dataset(default, named) if default or named else None
    return SparqlRequest(queries[0] if queries else None, dataset)


def _read_only() -> HttpError:
    return HttpError(
        403, "this endpoint is read-only: documents are added with `zhengtu build`, not by update"
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict")
    except ValueError as error:
        raise HttpError(400, f"the parameters are not URL-encoded UTF-8: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HttpError(400, f"the body is not UTF-8: {error}") from error


def _utf8(parameter: str) -> None:
    name, _, value = parameter.strip().partition("=")
    if name.lower() == "charset" and value.strip('"').lower() not in {"utf-8", "utf8"}:
        raise HttpError(415, f"the charset must be UTF-8, not {value}")
