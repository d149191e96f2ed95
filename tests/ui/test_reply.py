"""Whoever asks is told how far the answer is; one that is there already needs no telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.stage import Stage, reached
from zhengtu.ui import card, reply

if TYPE_CHECKING:
    import pytest

    from qa.answer import Answer
    from tests.ui.conftest import FakeReader
    from zhengtu.ui.site import Site

QUESTION = ("云岭市政府投资是多少？",)


def test_stages_are_told_once(
    site: Site, reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = reader.ask

    def ask(question: str, **given: object) -> Answer:
        reached(Stage("searched", passages=3, documents=2))
        return plain(question, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "ask", ask)
    heard: list[Stage] = []
    first = reply.answer(site, QUESTION, None, heard.append)
    assert reply.answer(site, QUESTION, None, heard.append) is first
    assert heard == [Stage("searched", passages=3, documents=2)]


def test_stages_are_only_words() -> None:
    shown = card.stages([Stage("understood", words=("<b>杭州</b> → 地区",)), Stage("reading")])
    assert "&lt;b&gt;杭州" in shown
    assert "<b>" not in shown
    assert shown.count("<li>") == 2
