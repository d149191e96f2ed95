"""The JSON API: the JSON of ``zhengtu ask`` and ``zhengtu search``."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from corpus.error import ZhengtuError
from zhengtu.server.error import HttpError
from zhengtu.server.protocol import body_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from qa.answer import Answer
    from zhengtu.server.metric import Metrics
    from zhengtu.service.live import LiveServices
    from zhengtu.service.report import Found

MOST_RESULTS = 100
"""The most passages of one search."""


class Api:
    """Answers from the store as it is; parameters come in the address or as a JSON object."""

    def __init__(self, live: LiveServices, metrics: Metrics) -> None:
        self._live = live
        self._metrics = metrics

    async def ask(self, request: Request) -> Response:
        """Answer ``question``, optionally ``as_of`` a day and within one ``document``.

        ``previous`` is the ``resolved`` question of the answer that a follow-up continues.
        """
        given = await _parameters(request, {"question", "as_of", "document", "previous"})
        question = _text(given, "question", must=True)
        day = _day(_text(given, "as_of"))
        document = _text(given, "document")
        previous = _text(given, "previous")

        def answered() -> Answer:
            with self._live.use() as services:
                return services.ask(question or "", as_of=day, document=document, previous=previous)

        answer = await run_in_threadpool(answered)
        self._metrics.answers.labels(answer.outcome, answer.reason or "").inc()
        return JSONResponse(answer.to_json())

    async def search(self, request: Request) -> Response:
        """Return passages for ``text``, at most ``limit`` of them."""
        given = await _parameters(request, {"text", "limit", "document"})
        text = _text(given, "text", must=True) or ""
        limit = _count(given.get("limit", 10))
        document = _text(given, "document")

        def searched() -> list[Found]:
            with self._live.use() as services:
                return services.search(text, limit=limit, document=document)

        found = await run_in_threadpool(searched)
        results = [each.to_json() for each in found]
        return JSONResponse({"id": None, "query": text, "results": results})

    def health(self) -> dict[str, Any]:
        """Return that the store answers, and how many documents it holds.

        Raises:
            HttpError: 503, it does not.
        """
        try:
            with self._live.use() as services:
                documents = services.document_count()
        except (ZhengtuError, OSError, sqlite3.Error) as error:
            raise HttpError(503, f"the store does not answer: {error}") from error
        self._metrics.documents.set(documents)
        return {"status": "ok", "documents": documents}


async def _parameters(request: Request, known: set[str]) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    if request.method == "POST":
        try:
            read = json.loads(await body_of(request))
        except ValueError as error:
            raise HttpError(400, f"请求体不是 JSON：{error}。") from error
        if not isinstance(read, dict):
            raise HttpError(400, '请求体须是 JSON 对象，例如 {"question": "…"}。')
        given |= read
    unknown = sorted(set(given) - known)
    if unknown:
        raise HttpError(
            400, f"没有参数 {'、'.join(unknown)}：可用的有 {'、'.join(sorted(known))}。"
        )
    return given


def _text(given: dict[str, Any], name: str, *, must: bool = False) -> str | None:
    value = given.get(name)
    if value is None and not must:
        return None
    if not isinstance(value, str):
        raise HttpError(400, f"缺少参数 {name}，或它不是文字。")
    return value


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise HttpError(400, f"{text} 不是日期：请写成 2020-06-01。") from error


def _count(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if not 1 <= number <= MOST_RESULTS:
        raise HttpError(400, f"limit 须是 1 到 {MOST_RESULTS} 的整数。")
    return number
