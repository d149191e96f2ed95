"""What goes wrong over HTTP: a status, a message, and what the client may do."""

from __future__ import annotations

from corpus.error import ZhengtuError
from kg.error import (
    DiskError,
    QueryRefusedError,
    QueryTimeoutError,
    ResultTooLargeError,
    StoreBusyError,
)


class HttpError(ZhengtuError):
    """A request that is answered with an error status.

    Args:
        status: The HTTP status.
        message: What is wrong and what to do.
        **headers: Headers of the answer; ``_`` stands for ``-``.
    """

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def http_error(error: ZhengtuError) -> HttpError:
    """Return an error of the lower rooms as an answer.

    Malformed queries are 400 and refused ones 403; SPARQL 1.1 Protocol, section 2.1.7, leaves the
    status of a query that could not be finished to the service: 503 where time or memory was used
    up, 413 where the result is larger than the settings allow. A cut result is never sent as whole.
    Writing while somebody else writes is 409, and 503 where the disk is full or may only be read.
    """
    if isinstance(error, HttpError):
        return error
    if isinstance(error, QueryRefusedError):
        return HttpError(403, error.message)
    if isinstance(error, QueryTimeoutError):
        return HttpError(503, error.message)
    if isinstance(error, ResultTooLargeError):
        return HttpError(413, error.message)
    if isinstance(error, DiskError):
        return HttpError(503, error.message)
    if isinstance(error, StoreBusyError):
        return HttpError(409, error.message, Retry_After="5")
    return HttpError(400, error.message)
