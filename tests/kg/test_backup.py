"""A backup is a whole store; putting it back is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import document_graph
from kg.error import StoreError
from kg.storage.backup import backup, restore
from kg.storage.directory import Store, current_generation

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.document import PolicyDocument
    from kg.statement import Quad
    from nlp.extraction import Extraction


@pytest.fixture
def held(document: PolicyDocument, extraction: Extraction, tmp_path: Path) -> Path:
    """A store of one document."""
    folder = tmp_path / "store"
    with Store.open(folder) as store, store.writer() as writer:
        writer.replace(document, document_graph(document, extraction))
    return folder


def content(path: Path) -> tuple[list[str], list[Quad]]:
    with Store.open_read_only(path) as store:
        return store.archive.ids(), sorted(store.view().quads())


def test_a_backup_is_taken_while_the_store_is_written(held: Path, tmp_path: Path) -> None:
    before = content(held)
    with Store.open(held) as store, store.writer() as writer:
        writer.remove(store.archive.ids()[0])
        assert backup(held, tmp_path / "copy") == 1
    assert content(held) != before
    assert content(tmp_path / "copy") == before


def test_what_was_removed_is_put_back_beside_a_reader(held: Path, tmp_path: Path) -> None:
    before = content(held)
    backup(held, tmp_path / "copy")
    with Store.open(held) as store, store.writer() as writer:
        writer.remove(store.archive.ids()[0])
    with Store.open_read_only(held) as reading:
        assert restore(tmp_path / "copy", held) == 1
        assert reading.archive.ids() == []
    assert content(held) == before
    assert content(tmp_path / "copy") == before


def test_restoring_makes_a_store_and_drops_what_a_killed_build_left(
    held: Path, tmp_path: Path
) -> None:
    assert restore(held, tmp_path / "new") == 1
    assert content(tmp_path / "new") == content(held)

    def fail() -> None:
        with Store.open(held) as store, store.writer() as writer:
            writer.remove(store.archive.ids()[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    restore(tmp_path / "new", held)
    assert content(held) == content(tmp_path / "new")


def test_nothing_is_overwritten_and_no_store_is_no_backup(held: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(StoreError, match="there"):
        backup(held, tmp_path / "there")
    with pytest.raises(StoreError):
        backup(tmp_path / "none", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    published = current_generation(held)
    with pytest.raises(StoreError):
        restore(tmp_path / "there", held)
    assert current_generation(held) == published
    with Store.open(held), pytest.raises(StoreError, match="in use"):
        restore(held, held)
