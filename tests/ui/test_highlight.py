from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ui.highlight import Mark, context, marked

TEXTS = st.text(alphabet="甲乙<>&\"'/\n 7a", max_size=40)


class Balance(HTMLParser):
    """Checks that elements nest and keeps the text and where each class stood."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.styled: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span"
        self.open.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert tag == "span"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for style in self.open:
            self.styled[style] = self.styled.get(style, "") + data


@given(TEXTS, st.lists(st.tuples(st.integers(0, 45), st.integers(1, 45)), max_size=6))
def test_any_marks_give_nested_elements_over_the_same_words(
    text: str, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(start, start + size, f"s{i}") for i, (start, size) in enumerate(spans)]
    read = Balance()
    read.feed(marked(text, marks))
    read.close()
    assert not read.open
    assert read.text == text
    for mark in marks:
        assert read.styled.get(mark.style, "") == text[mark.start : mark.end]


def test_window_clips_marks_and_words() -> None:
    shown = marked("零一二三四五", [Mark(0, 4, "a")], 2, 5)
    assert shown == '<span class="a">二三</span>四'


def test_anchor_stands_once_where_the_mark_begins() -> None:
    marks = [Mark(1, 5, "a", anchor="here"), Mark(2, 3, "b"), Mark(0, 2, "c")]
    shown = marked("零一二三四五", marks)
    assert shown.count('id="here"') == 1
    assert html.unescape(re.sub("<[^>]*>", "", shown.split('id="here"')[0])).startswith("零")


def test_titles_are_escaped() -> None:
    assert '"><script>' not in marked("甲", [Mark(0, 1, "a", title='"><script>')])


def test_context_stays_in_the_paragraph() -> None:
    text = "上一段。\n甲乙丙丁\n下一段。"
    start = text.index("乙")
    first, last = context(text, start, start + 2)
    assert text[first:last] == "甲乙丙丁"
    assert context("长" * 500, 200, 210, around=30) == (170, 240)
