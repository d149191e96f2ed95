"""Documents over HTTP: listed for everybody, added and removed for who shows the token."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from kg.error import StoreBusyError
from zhengtu.server.error import HttpError
from zhengtu.server.protocol import body_of
from zhengtu.service import remove
from zhengtu.service.intake import Upload, add
from zhengtu.service.permission import is_open, may_write

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from zhengtu.service.intake import Received
    from zhengtu.service.live import LiveServices


class DocumentApi:
    """One writes at a time: a second is told to come back rather than kept waiting."""

    def __init__(self, live: LiveServices) -> None:
        self._live = live
        self._turn = threading.Lock()

    async def serve(self, request: Request) -> Response:
        """List (GET), add the file in the body as ``name`` (POST), or remove ``id`` (DELETE)."""
        if request.method == "POST":
            return await self._add(request)
        if request.method == "DELETE":
            return await self._remove(request)
        return JSONResponse(await run_in_threadpool(self._listed))

    def _listed(self) -> list[dict[str, object]]:
        with self._live.use() as services:
            listed = [each.to_json() for each in services.documents()]
        for each in listed:
            del each["path"]  # where the files lie on this machine is nobody's business
        return listed

    async def _add(self, request: Request) -> Response:
        self._check(request)
        name = _parameter(request, "name")
        content = await body_of(request, self._live.settings.max_file_mb << 20)
        received = await run_in_threadpool(self._added, Upload(name, content))
        told = {"name": received.name, "reason": received.reason or None}
        return JSONResponse(told, 422 if received.reason else 201)

    def _added(self, upload: Upload) -> Received:
        with _Turn(self._turn):
            (received,) = add([upload], self._live.settings)
        return received

    async def _remove(self, request: Request) -> Response:
        self._check(request)
        document = _parameter(request, "id")
        await run_in_threadpool(self._removed, document)
        return JSONResponse({"id": document})

    def _removed(self, document: str) -> None:
        with _Turn(self._turn):
            remove(document, self._live.settings)

    def _check(self, request: Request) -> None:
        settings = self._live.settings
        if is_open(settings):
            raise HttpError(403, "没有设置 write_token，这里不能写入：请用 zhengtu build。")
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not may_write(settings, shown.strip()):
            message = "写入需要令牌：请求头须有 Authorization: Bearer <write_token>。"
            raise HttpError(401, message, WWW_Authenticate='Bearer realm="zhengtu"')


class _Turn:
    """The turn to write, as a context manager.

    Raises:
        StoreBusyError: Somebody else has it.
    """

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise StoreBusyError("库正在写入：请稍后再试。")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _parameter(request: Request, name: str) -> str:
    value = request.query_params.get(name, "")
    if not value.strip():
        raise HttpError(400, f"缺少参数 {name}。")
    return value
