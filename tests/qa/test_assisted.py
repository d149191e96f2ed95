"""The optional language model, played by a local server that speaks the chat protocol."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from qa.answer import Outcome
from qa.assisted import assisted
from qa.language_model import LanguageModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa.answer import Answer
    from qa.service import Asker

QUESTION = "安徽省2024年城镇新增就业目标是多少？"


@contextmanager
def stub(reply: Callable[[dict[str, Any]], tuple[int, bytes]]) -> Iterator[LanguageModel]:
    """Serve replies on loopback for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            status, body = reply(json.loads(self.rfile.read(size)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield LanguageModel(f"http://127.0.0.1:{server.server_port}/v1", "stub", "key", 5.0)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saying(text: str) -> Callable[[dict[str, Any]], tuple[int, bytes]]:
    choice = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return lambda _: (200, json.dumps(choice, ensure_ascii=False).encode())


def helped(asker: Asker, question: str, model: LanguageModel) -> Answer:
    return assisted(question, asker.ask(question), asker.ask, model, asker.pipeline)


def test_a_faithful_sentence_replaces_the_plain_one(asker: Asker) -> None:
    said = "安徽省提出，2024年城镇新增就业目标为60万人以上。"
    with stub(saying(said)) as model:
        answer = helped(asker, QUESTION, model)
    assert answer.text == said
    assert answer.values == asker.ask(QUESTION).values


@pytest.mark.parametrize(
    "said",
    [
        "安徽省2024年城镇新增就业目标为61万人以上。",
        "安徽省2024年城镇新增就业目标为60万人以上，比上年少12.5万人。",
        "江苏省2024年城镇新增就业目标为60万人以上。",
        "安徽省2024年城镇新增就业目标为60万人以上，即“就业优先”。",
        "安徽省2024年没有把60万人以上作为城镇新增就业目标。",
        "目标已经提出。",
        "60万人以上" * 200,
    ],
)
def test_what_the_evidence_does_not_have_is_thrown_away(asker: Asker, said: str) -> None:
    with stub(saying(said)) as model:
        assert helped(asker, QUESTION, model) == asker.ask(QUESTION)


def test_a_reworded_question_is_asked_where_it_names_the_same_things(asker: Asker) -> None:
    typed = "安徽2024年城里头打算让新找着活儿干的有多少来着"
    assert asker.ask(typed).outcome is Outcome.ABSTAINED
    with stub(saying("安徽2024年城镇新增就业目标是多少？")) as model:
        answer = helped(asker, typed, model)
    assert answer.values[0].value == "60万人以上"
    assert answer.question == typed
    with stub(saying("湖南2024年城镇新增就业目标是多少？")) as model:
        assert helped(asker, typed, model).outcome is Outcome.ABSTAINED


@pytest.mark.parametrize(
    "reply",
    [(500, b"{}"), (200, b"not json"), (200, b'{"choices": []}'), (200, b'{"choices": [{}]}')],
)
def test_a_model_that_fails_changes_nothing(asker: Asker, reply: tuple[int, bytes]) -> None:
    with stub(lambda _: reply) as model:
        assert helped(asker, QUESTION, model) == asker.ask(QUESTION)


def test_the_request_follows_the_protocol(asker: Asker) -> None:
    seen: list[dict[str, Any]] = []

    def reply(body: dict[str, Any]) -> tuple[int, bytes]:
        seen.append(body)
        return saying("…")(body)

    with stub(reply) as model:
        helped(asker, QUESTION, model)
    assert seen[0]["model"] == "stub"
    assert [m["role"] for m in seen[0]["messages"]] == ["system", "user"]
    assert "60万人以上" in seen[0]["messages"][1]["content"]


def test_no_server_is_no_harm(asker: Asker) -> None:
    model = LanguageModel("http://127.0.0.1:9/v1", "none", seconds=0.5)
    assert helped(asker, QUESTION, model) == asker.ask(QUESTION)
