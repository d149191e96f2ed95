"""The front end as it is started, over stores that are missing, of another version, and real."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from zhengtu.settings import load_settings
from zhengtu.ui import frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def start(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The front end over an empty place, not yet run."""
    import streamlit as st

    monkeypatch.setenv("ZHENGTU_STORE", str(tmp_path / "store"))
    st.cache_data.clear()
    yield AppTest.from_file(str(root / "app_streamlit.py"), default_timeout=120)
    st.cache_resource.clear()


def words(shown: AppTest) -> str:
    return "\n".join(str(getattr(each, "value", "")) for each in shown.get("html"))


def test_entrance_is_short(root: Path) -> None:
    assert len((root / "app_streamlit.py").read_text("utf-8").splitlines()) <= 60


def test_no_store_says_how_to_build_one(start: AppTest, tmp_path: Path) -> None:
    start.run()
    assert not start.exception
    assert "还没有数据" in words(start)
    assert start.code[0].value == f"zhengtu build 政策文件/ --store {tmp_path / 'store'}"
    assert [button.label for button in start.button] == ["用示例文件建立"]


def test_store_of_another_version_gets_a_message(start: AppTest, tmp_path: Path) -> None:
    from kg.storage.directory import Store

    Store.open(tmp_path / "store").close()
    (tmp_path / "store" / "store.json").write_text(json.dumps({"format": 99}))
    start.run()
    assert not start.exception
    assert "无法打开" in words(start)
    assert "99" in str(start.error[0].value)


def test_store_of_the_first_format_is_not_taken_for_an_empty_one(
    start: AppTest, tmp_path: Path
) -> None:
    store = tmp_path / "store"  # format 1 had no generations: the graph stood in the folder itself
    (store / "graph").mkdir(parents=True)
    (store / "documents.sqlite").write_bytes(b"")
    (store / "store.json").write_text(json.dumps({"format": 1, "creator": "zhengtu"}))
    start.run()
    assert not start.exception
    assert "无法打开" in words(start)
    assert "请重新建库" in str(start.error[0].value)


def test_empty_store_can_still_be_built(start: AppTest, tmp_path: Path) -> None:
    from kg.storage.directory import Store

    Store.open(tmp_path / "store").close()
    start.run()
    assert not start.exception
    assert [button.label for button in start.button] == ["用示例文件建立"]
    Store.open(tmp_path / "store").close()


def test_wrong_setting_gets_a_message(start: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_SPARQL_ROWS", "viele")
    start.run()
    assert not start.exception
    assert "设置有误" in words(start)


def test_version_changes_with_what_is_published(tmp_path: Path) -> None:
    from kg.storage.directory import Store

    Store.open(tmp_path).close()
    before = frame.store_version(tmp_path)
    Store.open(tmp_path).close()
    assert frame.store_version(tmp_path) == before
    with Store.open(tmp_path) as store:
        store.touch()
    assert frame.store_version(tmp_path) != before


@pytest.mark.slow
def test_sample_documents_are_built_and_asked(start: AppTest, tmp_path: Path) -> None:
    start.run(timeout=60)
    start.button[0].click().run(timeout=300)
    assert not start.exception
    assert (tmp_path / "store" / "current").is_file()
    assert "份文件中查找" in words(start)
    questions = [button.label for button in start.button if "？" in button.label]
    assert 4 <= len(questions) <= 6
    for question in questions:
        shown = next(button for button in start.button if button.label == question)
        shown.click().run(timeout=60)
        assert not start.exception
        assert "zt-quote" in words(start), question
        del start.query_params["q"]
        start.run(timeout=60)


def test_store_being_built_first_offers_and_refuses_another_build(
    start: AppTest, tmp_path: Path
) -> None:
    from kg.storage.directory import Store

    assert load_settings().store == tmp_path / "store"
    with Store.open(tmp_path / "store"):
        start.run()
        start.button[0].click().run()
    assert not start.exception
    assert start.error


def test_store_of_the_first_format_is_refused_with_the_way_out(
    start: AppTest, tmp_path: Path
) -> None:
    (tmp_path / "store" / "graph").mkdir(parents=True)
    (tmp_path / "store" / "store.json").write_text(json.dumps({"format": 1}))
    start.run()
    assert not start.exception
    assert "无法打开" in words(start)
    assert "格式是 1" in str(start.error[0].value)
    fresh = tmp_path / "store-new"
    assert start.code[0].value.splitlines() == [
        f"zhengtu build 政策文件/ --store {fresh}",
        f"zhengtu app --store {fresh}",
    ]
    assert [button.label for button in start.button] == ["重试"]


def test_damaged_store_is_refused_with_the_way_out(start: AppTest, tmp_path: Path) -> None:
    from kg.storage.directory import Store, current_generation

    Store.open(tmp_path / "store").close()
    folder = tmp_path / "store" / str(current_generation(tmp_path / "store"))
    (folder / "documents.sqlite").write_bytes(b"nonsense" * 1000)
    start.run()
    assert not start.exception
    assert "无法打开" in words(start)
    assert "已损坏" in str(start.error[0].value)
    assert "zhengtu build" in start.code[0].value
