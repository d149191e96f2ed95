"""Where a token is set, the page offers nothing that writes before it was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import elements, labels, run

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.ui.site import Site

TOKEN = "open-sesame-of-the-desk"
QUESTION = "云岭市政府投资是多少？"


@pytest.fixture
def locked(site: Site) -> Site:
    settings = site.settings.model_copy(update={"write_token": SecretStr(TOKEN)})
    return replace(site, settings=settings)


def show(shown: AppTest, token: str) -> None:
    next(each for each in shown.text_input if each.label == "令牌").set_value(token).run()


def test_without_a_token_everybody_may_write(site: Site) -> None:
    assert elements(run(site, "library", view="add"), "file_uploader")
    assert elements(run(site, "asking", q=QUESTION), "feedback")


def test_files_are_taken_once_the_token_was_shown(locked: Site) -> None:
    shown = run(locked, "library", view="add")
    assert not elements(shown, "file_uploader")
    show(shown, "open-sesame-of-the-door")
    assert [each.value for each in shown.error] == ["令牌不对。"]
    assert not elements(shown, "file_uploader")
    show(shown, TOKEN)
    assert elements(shown, "file_uploader")


def test_a_document_is_removed_by_who_has_the_token(locked: Site) -> None:
    shown = run(locked, "library", doc="a.md")
    assert "确定移除" not in labels(shown, "button")
    show(shown, TOKEN)
    assert "确定移除" in labels(shown, "button")


def test_answers_are_judged_by_who_has_the_token(locked: Site) -> None:
    assert not elements(run(locked, "asking", q=QUESTION), "feedback")


def test_an_empty_store_is_filled_by_who_has_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setenv("ZHENGTU_STORE", str(tmp_path / "none"))
    monkeypatch.setenv("ZHENGTU_WRITE_TOKEN", TOKEN)
    shown = AppTest.from_file(str(root / "app_streamlit.py"), default_timeout=60).run()
    before = len(shown.button)
    show(shown, TOKEN)
    assert len(shown.button) == before + 1
