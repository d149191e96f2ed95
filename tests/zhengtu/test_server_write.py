"""Writing over HTTP: only with the token; nothing half; and what the log says of it."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import httpx
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from kg.storage.directory import Store
from tests.zhengtu.test_server import Running
from zhengtu.server.app import create_app
from zhengtu.server.log import JsonLines, TextLines
from zhengtu.service import build
from zhengtu.service.intake import FOLDER
from zhengtu.service.live import LiveServices
from zhengtu.service.permission import may_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhengtu.settings import Settings

TOKEN = "a-token-of-the-tests"
HOLDER = {"authorization": f"Bearer {TOKEN}"}
TEXT = "# 2026年工作安排\n\n福建省2026年地区生产总值增长7%左右。\n"
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def writable(sources: Path, settings: Settings) -> Settings:
    build([str(sources)], settings)
    return settings.model_copy(update={"write_token": SecretStr(TOKEN)})


@pytest.fixture
def client(writable: Settings) -> Iterator[TestClient]:
    with LiveServices(writable) as live, TestClient(create_app(live)) as found:
        yield found


def post(client: TestClient, text: str = TEXT, name: str = "云溪.md", **headers: str) -> int:
    given = {"params": {"name": name}, "content": text.encode()}
    return client.post("/api/documents", **given, headers=headers).status_code  # type: ignore[arg-type]


def test_without_a_token_in_the_settings_nothing_is_written(settings: Settings) -> None:
    with Store.open(settings.store) as store:
        store.touch()
    with LiveServices(settings) as live, TestClient(create_app(live)) as client:
        assert post(client, **HOLDER) == 403
        assert client.delete("/api/documents", params={"id": "x"}).status_code == 403
        assert client.get("/api/documents").json() == []


@pytest.mark.parametrize(
    "shown", [None, "Bearer", "Bearer ", "Bearer a-token-of-the-test", f"Basic {TOKEN}", TOKEN]
)
def test_who_does_not_show_the_token_writes_nothing(client: TestClient, shown: str | None) -> None:
    headers = {} if shown is None else {"authorization": shown}
    assert post(client, **headers) == 401
    refused = client.delete("/api/documents", params={"id": "notice.txt"}, headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    listed = client.get("/api/documents").json()
    assert len(listed) == 2
    assert not any("path" in each for each in listed)


def test_tokens_are_compared_as_bytes(writable: Settings, settings: Settings) -> None:
    assert may_write(writable, TOKEN)
    assert not may_write(writable, TOKEN + "é")
    assert not may_write(writable, "\udcff")
    assert not may_write(settings, "")


def test_a_document_is_added_asked_about_and_removed(client: TestClient) -> None:
    assert post(client, **HOLDER) == 201
    asked = {"question": "福建省2026年地区生产总值增长目标是多少？"}
    answer = client.get("/api/ask", params=asked).json()
    assert answer["values"][0]["value"] == "7%左右"
    added = answer["evidence"][0]["document"]
    removed = client.delete("/api/documents", params={"id": added}, headers=HOLDER)
    assert removed.status_code == 200
    assert client.get("/healthz").json()["documents"] == 2
    assert client.get("/api/ask", params=asked).json()["outcome"] == "abstained"
    again = client.delete("/api/documents", params={"id": added}, headers=HOLDER)
    assert again.status_code == 400
    assert added in again.json()["error"]


def test_a_file_that_cannot_be_read_is_told_of(client: TestClient) -> None:
    bad = client.post(
        "/api/documents", params={"name": "坏.pdf"}, content=b"%PDF-1.7 no", headers=HOLDER
    )
    assert bad.status_code == 422
    assert bad.json()["reason"]
    assert client.post("/api/documents", content=b"x", headers=HOLDER).status_code == 400


def test_a_busy_store_is_a_conflict_and_keeps_the_file_as_it_was(
    client: TestClient, writable: Settings
) -> None:
    assert post(client, **HOLDER) == 201
    kept = writable.store / FOLDER / "云溪.md"
    before = kept.read_bytes()
    with Store.open(writable.store):
        for name in ("云溪.md", "新.md"):
            refused = client.post(
                "/api/documents", params={"name": name}, content=b"# x", headers=HOLDER
            )
            assert refused.status_code == 409
            assert int(refused.headers["retry-after"]) > 0
            assert "等" in refused.json()["error"]
    assert kept.read_bytes() == before
    assert [each.name for each in kept.parent.iterdir()] == ["云溪.md"]
    assert post(client, TEXT.replace("7%", "8%"), **HOLDER) == 201


def test_a_full_disk_is_told_of(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.storage.generation.shutil.copyfile", full)
    refused = client.delete("/api/documents", params={"id": "notice.txt"}, headers=HOLDER)
    assert (refused.status_code, "磁盘已满" in refused.json()["error"]) == (503, True)
    assert client.get("/healthz").json()["documents"] == 2


def test_a_large_body_is_refused(writable: Settings) -> None:
    small = writable.model_copy(update={"max_file_mb": 1})
    with LiveServices(small) as live, TestClient(create_app(live)) as client:
        assert post(client, "字" * (1 << 20), **HOLDER) == 413


def test_a_page_of_another_origin_cannot_write(built: Settings) -> None:
    preflight = {
        "origin": "https://other.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    with Running(built) as url:
        assert httpx.options(f"{url}/api/documents", headers=preflight).status_code == 400


def test_a_store_that_does_not_answer_is_unhealthy_and_metrics_go_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "zhengtu_documents 2.0" in client.get("/metrics").text

    def broken(_: object) -> int:
        raise OSError("the disk is gone")

    monkeypatch.setattr("zhengtu.service.query.Services.document_count", broken)
    found = client.get("/healthz")
    assert (found.status_code, "the disk is gone" in found.text) == (503, True)
    assert client.get("/metrics").status_code == 200


def test_our_faults_are_logged_with_the_request_they_answer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("zhengtu.service.query.Services.search", broken)
    caplog.handler.setFormatter(JsonLines())
    with caplog.at_level(logging.INFO, "zhengtu.server"):
        found = client.get(
            "/api/search", params={"text": "内部问题"}, headers={"x-request-id": "here-1"}
        )
    assert found.status_code == 500
    assert found.headers["x-request-id"] == "here-1"
    assert "here-1" in found.text
    assert "fault of ours" not in found.text
    failed, noted = (json.loads(line) for line in caplog.text.splitlines())
    assert (failed["request"], failed["level"]) == ("here-1", "error")
    assert "RuntimeError: a fault of ours" in failed["error"]
    assert (noted["status"], noted["path"], noted["method"]) == (500, "/api/search", "GET")
    assert "内部问题" not in caplog.text


def test_the_log_as_text() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "%(path)s", ({"path": "/x"},), None)
    assert TextLines().format(record).endswith("INFO - /x")
