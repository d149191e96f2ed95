"""Characters of pages put back into lines and paragraphs, as browsers and others place them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from corpus import PolicyDocument, read
from corpus.reader.draft import Draft
from corpus.reader.grid import rows_of
from corpus.reader.layout import Sheet, compose
from corpus.reader.line import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = 12.0
WORDS = "加快建设统一平台，推进数据归集共享，一网通办事项应接尽接，提升服务水平"


def typed(text: str, left: float, top: float) -> Iterator[Run]:
    """Return the characters of a line; 一 and ，have a box of their ink only, as in some fonts."""
    for at, character in enumerate(text):
        x = left + at * SIZE
        low = {"一": (5.0, 7.0), "，": (9.0, 12.5)}.get(character, (0.0, SIZE))
        yield Run(character, x, top + low[0], x + SIZE, top + low[1])


def sheet(*lines: tuple[str, float, float]) -> Sheet:
    return Sheet(tuple(run for line in lines for run in typed(*line)))


def composed(*sheets: Sheet) -> list[str]:
    draft = Draft()
    compose(sheets, draft)
    return draft.document("x", "x", {}).text.strip().split("\n")


def test_low_characters_stay_in_their_line() -> None:
    lines = [f"{WORDS}。", "一是统一标准，二是落实责任。"]
    assert composed(sheet((lines[0], 30, 100), (lines[1], 30, 120))) == lines


@pytest.mark.parametrize("offset", [0.0, 2.5, 4.0, 5.2, 6.8, 8.4, 11.0, 14.0])
def test_columns_whose_lines_are_not_level(offset: float) -> None:
    left = [(f"左{WORDS[:19]}", 30.0, 100 + at * 17.0) for at in range(8)]
    right = [(f"右{WORDS[:19]}", 310.0, 100 + offset + at * 17.0) for at in range(8)]
    found = "".join(composed(sheet(*left, *right)))
    assert found == f"左{WORDS[:19]}" * 8 + f"右{WORDS[:19]}" * 8


def test_a_running_head_is_left_out_and_a_line_that_recurs_in_the_text_is_not() -> None:
    pages = [
        sheet(
            ("云岭市统计年鉴", 200, 30),
            ("以下单位完成任务：", 30, 80),
            *((f"{name}局第{page}组承担数据归集任务。", 30.0, 80 + 18.0 * at)
              for at, name in enumerate("甲乙丙丁戊", 1)),
        )
        for page in range(1, 10)
    ]  # fmt: skip
    found = composed(*pages)
    assert "云岭市统计年鉴" not in found
    assert found.count("以下单位完成任务：") == 9


def test_lines_of_one_width_that_end_in_a_stop_are_paragraphs() -> None:
    lines = [f"第{n}组承担平台建设和数据归集的任务。" for n in "一二三四五"]
    assert composed(sheet(*((line, 30, 100 + 20 * at) for at, line in enumerate(lines)))) == lines


def test_merged_cells_stand_in_each_place() -> None:
    table = lxml_html.fromstring(
        "<table><tr><td colspan=3>任务分工表</td></tr>"
        "<tr><td rowspan=2>市数据局</td><td>平台</td><td>2025年</td></tr>"
        "<tr><td>目录</td><td>2026年</td></tr>"
        "<tr><td colspan=2>其他部门</td><td rowspan='99999999999'>2027年</td></tr></table>"
    )
    assert rows_of(table) == [
        ["任务分工表"],
        ["市数据局", "平台", "2025年"],
        ["市数据局", "目录", "2026年"],
        ["其他部门", "其他部门", "2027年"],
    ]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
@pytest.mark.parametrize("style", ["p{text-indent:2em}", "div{column-count:2}p{text-indent:2em}"])
def test_a_page_printed_by_a_browser(tmp_path: Path, style: str) -> None:
    paragraphs = [f"{n}、第{n}项工作。{'，'.join([WORDS] * 3)}。" for n in "一二三四五六七八九十"]
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    style = f"body{{font-family:'Noto Sans CJK SC'}}{style}"
    page = f"<meta charset=utf-8><style>{style}</style><h1>平台建设要点</h1><div>{body}</div>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    address = (tmp_path / "page.html").as_uri()
    printed = tmp_path / "page.pdf"
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={printed}",
    ]
    subprocess.run([*command, address], check=False, capture_output=True, timeout=120)
    if not printed.exists():
        pytest.skip("Chromium does not print here")
    document = next(iter(read([printed])))
    assert isinstance(document, PolicyDocument)
    assert [line for line in document.text.split("\n") if "项工作" in line] == paragraphs
