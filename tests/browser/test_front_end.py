"""The front end in a real browser: Debian's chromium, spoken to in its own protocol."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

pytestmark = pytest.mark.slow

HOSTILE = """---
title: 通知<script>window.pwned=1</script>[点](javascript:alert(1))
issuer: [云岭市人民政府]
issued_on: 2026-03-02
source_url: "javascript:window.pwned=1"
---

# 一、总体目标

到2027年，云岭市<img src=x onerror="window.pwned=1">政府投资550万元。:material/home: $x^2$

<script>window.pwned=1</script><svg onload="window.pwned=1"></svg>
"""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0", "--remote-allow-origins=*",
]  # fmt: skip
READY = (
    "document.querySelector('.zt-title, .zt-answer') !== null"
    " && document.querySelector('[data-testid=stSpinner]') === null"
)


class Page:
    """One tab of the browser."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)

    def call(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            reply = json.loads(self._connection.recv(timeout=60))
            if reply.get("id") == number:
                assert "error" not in reply, reply
                return dict(reply["result"])

    def value(self, expression: str) -> Any:  # noqa: ANN401 - whatever JavaScript returns
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    def open(self, url: str, ready: str = READY, seconds: float = 90) -> None:
        self.call("Page.navigate", url=url)
        until(lambda: bool(self.value(f"location.href !== 'about:blank' && {ready}")), seconds)

    def width(self, pixels: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=pixels, height=844, deviceScaleFactor=1,
            mobile=pixels < 600,
        )  # fmt: skip


def until(done: Any, seconds: float) -> None:  # noqa: ANN401 - a callable
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "not within the time"
        time.sleep(0.2)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab of a browser with a profile of its own."""
    client = pytest.importorskip("websockets.sync.client")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium here: install Debian's package chromium to run this")
    profile = tmp_path_factory.mktemp("profile")
    command = [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        told = profile / "DevToolsActivePort"
        until(lambda: told.is_file() and told.read_text().count("\n") == 1, 60)
        port = told.read_text().split("\n")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as reply:
            tabs = json.load(reply)
        address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
        with client.connect(address, max_size=None) as connection:
            yield Page(connection)
    finally:
        stop(process)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The front end over the sample documents and a hostile one; gives its address."""
    from zhengtu.service import build
    from zhengtu.settings import load_settings

    folder = tmp_path_factory.mktemp("site")
    (folder / "hostile.md").write_text(HOSTILE, "utf-8")
    documents = [root / "corpus/documents" / f"{name}-work-report-2026.md" for name in
                 ("zhejiang", "jiangxi", "hubei")]  # fmt: skip
    settings = load_settings(store=folder / "store", workers=1)
    report = build([str(folder / "hostile.md"), *map(str, documents)], settings)
    assert not report.failed
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(root / "app_streamlit.py"),
         f"--server.port={port}"],
        env=os.environ | {"ZHENGTU_STORE": str(folder / "store")},
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: alive(f"http://127.0.0.1:{port}/_stcore/health"), 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


def alive(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as reply:
            return bool(reply.status == 200)
    except urllib.error.URLError:
        return False


def test_question_is_answered_with_its_quote(page: Page, site: str) -> None:
    page.width(1280)
    question = quote("浙江省2026年地区生产总值增长目标是多少？")
    page.open(f"{site}/?q={question}", "document.querySelector('.zt-answer') !== null")
    assert page.value("document.title") == "政图"
    until(lambda: page.value("document.querySelector('mark.zt-hit') !== null"), 60)
    assert page.value("document.querySelector('mark.zt-hit').textContent.length") > 4


def test_hostile_document_is_only_words(page: Page, site: str) -> None:
    page.width(1280)
    page.open(f"{site}/documents?doc=hostile.md", "document.querySelector('.zt-text') !== null")
    time.sleep(1)
    assert page.value("typeof window.pwned") == "undefined"
    text = page.value("document.querySelector('.zt-text').innerText")
    for part in ("<script>window.pwned=1</script>", ":material/home: $x^2$", "<svg onload="):
        assert part in text
    assert page.value("document.querySelectorAll('.stHtml img, .stHtml svg').length") == 0
    assert page.value("document.querySelectorAll('a[href^=\"javascript\"]').length") == 0


def test_address_follows_from_the_list_to_a_document_and_back(page: Page, site: str) -> None:
    page.width(1280)
    page.open(f"{site}/documents", "document.querySelector('.stPageLink a') !== null")
    page.value("document.querySelector('.stPageLink a').click()")
    until(lambda: "?doc=" in page.value("location.href"), 30)
    until(lambda: bool(page.value("document.querySelector('.zt-text') !== null")), 30)
    page.value("history.back()")
    until(lambda: page.value("location.href") == f"{site}/documents", 30)
    until(lambda: page.value("document.querySelector('.zt-title').innerText") == "已收录的文件", 30)


@pytest.mark.parametrize("path", ["", "documents", "documents?doc=hostile.md", "query", "about"])
def test_every_page_fits_a_phone_and_stays_on_this_machine(
    page: Page, site: str, path: str
) -> None:
    page.width(390)
    page.open(f"{site}/{path}")
    time.sleep(1)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.value(f"{main}.scrollWidth - {main}.clientWidth") <= 0
    loaded = page.value("performance.getEntriesByType('resource').map(each => each.name)")
    assert loaded
    assert [name for name in loaded if not name.startswith((site, "data:", "blob:"))] == []
