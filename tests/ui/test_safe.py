from __future__ import annotations

import csv
import io

import pytest

from zhengtu.ui.safe import address, csv_bytes, escape, label


def test_html_shows_the_words_themselves() -> None:
    assert escape('<script>"x"&\'') == "&lt;script&gt;&quot;x&quot;&amp;&#x27;"


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!|~$<>&="))
def test_label_takes_the_meaning_from_every_sign(sign: str) -> None:
    assert label(f"甲{sign}乙") == f"甲\\{sign}乙"


@pytest.mark.parametrize("directive", [":material/home:", ":red[x]", ":smile:", ":streamlit:"])
def test_label_breaks_up_directives(directive: str) -> None:
    name = directive.strip(":").split("[")[0].split("/")[0]
    assert f":{name}" not in label(directive)


def test_label_is_one_line_of_the_same_words() -> None:
    assert label("第一行\n\n  第二行：2026年") == "第一行 第二行：2026年"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//x.example", "", None,
     "http://", "https://[", "file:///etc/passwd", " vbscript:x"],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert address(url) is None


def test_web_address_is_kept() -> None:
    assert address(" https://www.example.org/a?b=1 ") == "https://www.example.org/a?b=1"


def test_csv_opens_in_spreadsheets_and_runs_nothing() -> None:
    cells = [
        "=1+1",
        "@x",
        "-cmd|x",
        "+x",
        "\tx",
        "-0.3%",
        "+5.5",
        "甲,乙",
        "第一行\n第二行",
        None,
        3,
    ]
    data = csv_bytes(["列"], [[cell] for cell in cells])
    assert data.startswith(b"\xef\xbb\xbf")
    read = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert read == [
        "列", "'=1+1", "'@x", "'-cmd|x", "'+x", "'\tx", "-0.3%", "+5.5", "甲,乙", "第一行\n第二行",
        "", "3",
    ]  # fmt: skip
