"""A real browser on a real server: one of each for a module, a fresh context for each test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SAMPLES = ("zhejiang-work-report-2026", "jiangxi-work-report-2026", "hubei-work-report-2026")
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

FIGURE = """---
title: {title}
issuer: [{issuer}]
issued_on: {day}
---

# {title}

2025年，杭州市地区生产总值增长{value}。
"""
CONTRADICTING = {
    "bulletin.md": FIGURE.format(
        title="杭州市2025年统计公报", issuer="杭州市统计局", day="2026-03-01", value="5.2%"
    ),
    "report.md": FIGURE.format(
        title="杭州市2026年工作要点", issuer="杭州市人民政府", day="2026-01-20", value="6.8%"
    ),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; elsewhere these tests are left out."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium here: install Debian's package chromium to run this")
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The front end over three sample documents, a hostile one, and two that contradict."""
    from zhengtu.service import build
    from zhengtu.settings import load_settings

    folder = tmp_path_factory.mktemp("site")
    made = {"hostile.md": HOSTILE, **CONTRADICTING}
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    documents = [root / "corpus/documents" / f"{name}.md" for name in SAMPLES]
    documents += [folder / name for name in made]
    settings = load_settings(store=folder / "store", workers=1)
    report = build(list(map(str, documents)), settings)
    assert not report.failed
    with serving(root, folder / "store") as address:
        yield address


@contextmanager
def serving(root: Path, store: Path) -> Iterator[str]:
    """Serve the front end over a store until the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(root / "app_streamlit.py"),
         f"--server.port={port}"],
        env=os.environ | {"ZHENGTU_STORE": str(store)},
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        while not alive(f"http://127.0.0.1:{port}/_stcore/health"):
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def alive(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as reply:
            return bool(reply.status == 200)
    except urllib.error.URLError:
        return False


@contextmanager
def tab(browser: Browser, site: str, *, phone: bool = False, dark: bool = False) -> Iterator[Page]:
    """A page of a session of its own, which may ask nobody but the server."""
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(60_000)
    outside: list[str] = []
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((site, "data:", "blob:")) else outside.append(asked.url)
        ),
    )
    yield page
    context.close()
    assert outside == []


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with tab(browser, site) as opened:
        yield opened
