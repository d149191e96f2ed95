"""Files handed in from the page, and documents held twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhengtu.service import open_services, remove
from zhengtu.service.duplicate import duplicates
from zhengtu.service.intake import FOLDER, Upload, add, safe_name
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "关于推进云溪市数字政务建设的通知\n\n到2028年，云溪市政府投资660万元建设数字政务平台。\n"


@pytest.mark.parametrize("name", ["../../a.txt", "..\\..\\a.txt", "/etc/a.txt", "a\0.txt", "."])
def test_names_of_files_stay_in_their_folder(name: str, tmp_path: Path) -> None:
    made = (tmp_path / safe_name(name)).resolve()
    assert made.parent == tmp_path


def test_outcome_of_each_file_is_told_while_it_is_read(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", workers=1)
    rows = b'{"text": "%s"}\n{"text": "%s"}\n' % (b"one notice", b"another notice")
    told: list[tuple[str, bool]] = []
    files = [
        Upload("两份.jsonl", rows),
        Upload("坏.pdf", b"%PDF-1.7 no"),
        Upload("一样.jsonl", rows),
    ]
    add(files, settings, outcome=lambda source, reason="": told.append((source, not reason)))
    assert sorted(told) == [
        ("一样.jsonl", True), ("一样.jsonl", True), ("两份.jsonl", True), ("两份.jsonl", True),
        ("坏.pdf", False),
    ]  # fmt: skip


def test_each_file_is_told_of_and_the_good_ones_are_read_beside_a_reader(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", workers=1)
    first = add([Upload("通知.txt", NOTICE.encode())], settings)
    assert [(each.name, each.reason) for each in first] == [("通知.txt", "")]
    with open_services(settings) as before:
        told = add(
            [Upload("又一份.txt", NOTICE.encode()), Upload("坏.pdf", b"%PDF-1.7 no")], settings
        )
        reasons = {each.name: each.reason for each in told}
        assert reasons["又一份.txt"] == ""
        assert "Traceback" not in reasons["坏.pdf"]
        assert reasons["坏.pdf"]
        assert len(before.documents()) == 1
    assert not (settings.store / FOLDER / "坏.pdf").exists()
    with open_services(settings) as services:
        listed = services.documents()
        assert len(listed) == 2
        assert [len(each.documents) for each in duplicates(listed)] == [2]
    remove(listed[0].id, settings)
    with open_services(settings) as services:
        assert len(services.documents()) == 1
