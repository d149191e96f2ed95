"""What went wrong at an endpoint, as errors that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.endpoint.address import EndpointError
from kg.error import QueryError, QueryTimeoutError

if TYPE_CHECKING:
    import httpx

BUSY = frozenset({429, 502, 503, 504})
_FORBIDDEN = frozenset({401, 403})
_NOT_THERE = frozenset({404, 405})
_SHOWN = 300


def unreachable(address: str, error: Exception) -> EndpointError:
    """Return the error of an endpoint that does not answer, or breaks off."""
    return EndpointError(
        f"图数据库 {address} 没有应答，请检查地址和服务是否在运行。 "
        f"The endpoint {address} cannot be reached ({type(error).__name__}: {error}): check that "
        "it runs and that graph_url is its address",
        address=address,
    )


def refusal(response: httpx.Response) -> EndpointError:
    """Return the error of a request that the endpoint answers with an error; its body is read."""
    status, address = response.status_code, str(response.request.url)
    return EndpointError(
        f"图数据库 {address} 拒绝了请求（HTTP {status}）。 "
        f"The endpoint {address} answered HTTP {status} ({_said(response)}): {_advice(status)}",
        address=address,
        status=status,
    )


def not_accepted(response: httpx.Response, query: str) -> EndpointError | QueryError:
    """Return the error of a query that was answered with an error: its own fault, or not."""
    if response.status_code in _FORBIDDEN | _NOT_THERE | BUSY:
        return refusal(response)
    return QueryError(
        f"查询失败。 The endpoint {response.request.url} did not run the query (HTTP "
        f"{response.status_code}): {_said(response)}",
        query=query,
    )


def too_late(address: str, seconds: float) -> QueryTimeoutError:
    """Return the error of a query that took too long."""
    return QueryTimeoutError(
        f"{address} 在 {seconds:g} 秒内没有答完。 "
        f"The endpoint {address} did not answer within {seconds:g} s: narrow the query down, or "
        "raise graph_seconds",
        address=address,
    )


def may_pass(error: BaseException) -> bool:
    """Return whether the same request may succeed a moment later."""
    return isinstance(error, EndpointError) and error.fields.get("status") in {None, *BUSY}


def _advice(status: int) -> str:
    if status in _FORBIDDEN:
        return (
            "set ZHENGTU_GRAPH_USER and ZHENGTU_GRAPH_PASSWORD to a user who may do that, or "
            "allow it at the endpoint"
        )
    if status in _NOT_THERE:
        return "check graph_url, graph_update_url and graph_store_url"
    if status in BUSY:
        return "it is overloaded or starting: try again later"
    return "look into the endpoint's log"


def _said(response: httpx.Response) -> str:
    """Return the first words of an error, on one line."""
    return " ".join(response.text.split())[:_SHOWN] or "no reason given"
