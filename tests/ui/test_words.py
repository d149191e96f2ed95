"""The catalogue of the interface's strings: complete in both languages, used, and used alone."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import zhengtu.ui
from zhengtu.ui.words import LANGUAGES, catalogue

SOURCES = sorted(Path(zhengtu.ui.__file__).parent.glob("*.py"))
CJK = re.compile(r"[\u4e00-\u9fff]")


def places(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("key", catalogue())
def test_every_string_is_there_in_every_language(key: str) -> None:
    said = catalogue()[key]
    assert set(said) == set(LANGUAGES)
    assert all(each.strip() for each in said.values())
    assert places(said["zh"]) == places(said["en"])
    assert not CJK.search(said["en"]) or "zh" not in key


def test_every_string_that_is_asked_for_exists_and_every_one_is_asked_for() -> None:
    asked: set[str] = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        for call in calls(path):
            if name_of(call) != "t" or not call.args:
                continue
            key = call.args[0]
            if isinstance(key, ast.Constant):
                assert key.value in catalogue(), f"{path.name}: {key.value!r}"
                asked.add(str(key.value))
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                start = str(key.values[0].value)
                found = {each for each in catalogue() if each.startswith(start)}
                assert found, f"{path.name}: {start}…"
                asked |= found
        asked |= {each for each in catalogue() if f'"{each}"' in text}
    asked |= {each for each in catalogue() if f'"{each}"' in app()}
    assert set(catalogue()) - asked == set()


def app() -> str:
    return (Path(zhengtu.ui.__file__).parents[2] / "app_streamlit.py").read_text(encoding="utf-8")


def test_everything_that_is_counted_has_a_name() -> None:
    from zhengtu.service.count import NAMES

    assert {f"count.{key}" for key in NAMES} <= set(catalogue())


def test_nothing_is_shown_that_is_not_in_the_catalogue() -> None:
    shown = {
        "html", "info", "error", "warning", "success", "button", "text_input", "selectbox",
        "multiselect", "expander", "popover", "tabs", "toast", "heading", "small", "sub", "link",
        "spinner", "slider", "toggle", "radio", "progress", "form_submit_button", "date_input",
    }  # fmt: skip
    found = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if name_of(call) in shown
        for part in call.args[:1]
        for node in ast.walk(part)
        if isinstance(node, ast.Constant) and CJK.search(str(node.value))
        and not re.fullmatch(r"[《》“”（）：、　·]+", CJK.sub("", str(node.value)) or "：")
    ]  # fmt: skip
    assert found == []
