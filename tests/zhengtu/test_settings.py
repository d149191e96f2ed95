from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from zhengtu.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHENGTU_STORE", raising=False)


def test_default_store_is_beside_the_user() -> None:
    settings = load_settings()
    assert settings.store == Path("zhengtu-store")
    assert settings.embedding_model is None


def test_arguments_come_before_environment_before_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zhengtu.toml").write_text('store = "of-file"\nworkers = 3\nsparql_rows = 7\n')
    monkeypatch.setenv("ZHENGTU_STORE", "of-environment")
    monkeypatch.setenv("ZHENGTU_WORKERS", "5")
    settings = load_settings(store=Path("given"), workers=None)
    assert (settings.store, settings.workers, settings.sparql_rows) == (Path("given"), 5, 7)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings().workers = 2


def test_unusable_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_WORKERS", "many")
    with pytest.raises(SettingsError, match="workers"):
        load_settings()


def test_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "zhengtu.toml").write_text("store = \n")
    with pytest.raises(SettingsError, match=r"zhengtu\.toml"):
        load_settings()
