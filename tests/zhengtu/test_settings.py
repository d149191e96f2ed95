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


def test_a_slip_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "zhengtu.toml").write_text("sparql_second = 5\n")
    with pytest.raises(SettingsError, match="sparql_second: 没有这个设置"):
        load_settings()


def test_another_file_may_be_named_and_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.toml").write_text("sparql_rows = 9\n")
    monkeypatch.setenv("ZHENGTU_CONFIG", "other.toml")
    settings = load_settings()
    assert settings.sparql_rows == 9
    assert settings.environment()["ZHENGTU_CONFIG"] == str(tmp_path / "other.toml")
    monkeypatch.setenv("ZHENGTU_CONFIG", "absent.toml")
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        load_settings()


def test_a_process_of_ours_gets_the_settings_with_their_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zhengtu.toml").write_text(
        'write_token = "sixteen-characters"\nlanguage_model_key = "k"\nrecogniser = false\n'
    )
    first = load_settings()
    assert "sixteen" not in repr(first)
    (tmp_path / "zhengtu.toml").unlink()
    for name, value in first.environment().items():
        monkeypatch.setenv(name, value)
    second = load_settings()
    assert second.write_token == first.write_token
    assert second.language_model_key == first.language_model_key
    assert second.recogniser is False
    assert second.store == tmp_path / "zhengtu-store"


def test_a_short_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_WRITE_TOKEN", "short")
    with pytest.raises(SettingsError, match="write_token") as refused:
        load_settings()
    assert "short" not in refused.value.message.replace("shorter", "")


def test_credentials_of_an_endpoint_come_from_the_environment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_GRAPH_URL", "http://127.0.0.1:7878/query")
    monkeypatch.setenv("ZHENGTU_GRAPH_USER", "reader")
    monkeypatch.setenv("ZHENGTU_GRAPH_PASSWORD", "secret word")
    endpoint = load_settings().endpoint
    assert endpoint is not None
    assert endpoint.update == "http://127.0.0.1:7878/update"
    assert (endpoint.user, endpoint.password) == ("reader", "secret word")
    assert "secret word" not in repr(load_settings()) + repr(endpoint)
    (tmp_path / "zhengtu.toml").write_text('graph_password = "secret word"\n')
    with pytest.raises(SettingsError, match="ZHENGTU_GRAPH_PASSWORD") as caught:
        load_settings()
    assert "secret word" not in str(caught.value)


def test_without_an_address_the_graph_is_in_the_store() -> None:
    assert load_settings().endpoint is None


def test_the_token_of_the_indexes_comes_from_the_environment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings().index is None
    monkeypatch.setenv("ZHENGTU_INDEX_URL", "http://127.0.0.1:19530")
    monkeypatch.setenv("ZHENGTU_INDEX_TOKEN", "reader:secret word")
    address = load_settings().index
    assert address is not None
    assert (address.url, address.token) == ("http://127.0.0.1:19530", "reader:secret word")
    assert "secret word" not in repr(load_settings()) + repr(address)
    (tmp_path / "zhengtu.toml").write_text('index_token = "secret word"\n')
    with pytest.raises(SettingsError, match="ZHENGTU_INDEX_TOKEN"):
        load_settings()
