"""``zhengtu bench throughput`` on a handful of documents: what it reports, not how fast it is."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from zhengtu.bench import throughput

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_stretch_and_growth_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "江海省云票条例\n第一条 云票单位应当建立台账。\n"
    row = json.dumps({"title": "江海省云票条例", "text": text}, ensure_ascii=False)
    with gzip.open(tmp_path / throughput.STATUTES, "wt", encoding="utf-8") as lines:
        lines.writelines(f'{row[:-1]}, "id": "{n}"}}\n' for n in range(9))
    monkeypatch.setattr(throughput, "STRETCH", 6 * len(text))
    monkeypatch.setattr(throughput, "PARTS", 2)
    monkeypatch.setattr(throughput, "SHORT", 20)
    monkeypatch.setattr(throughput, "LONG", 40)
    monkeypatch.setattr(throughput, "SOLID", (20, 40))
    monkeypatch.setattr(throughput, "hostile", lambda: iter([("甲", "建立"), ("乙", "《")]))
    report = throughput.run(tmp_path)
    assert report["stretch"]["characters"] == 6 * len(text)
    assert [part["characters"] for part in report["stretch"]["parts"]] == [
        3 * len(text),
        6 * len(text),
    ]
    assert report["stretch"]["characters a second"] > 0
    assert report["growth"]["texts"] == 2
    assert set(report["growth"]["worst"]) == {"甲", "乙"}


def test_every_pattern_has_its_repeats() -> None:
    from nlp.pipe.relation.pattern import patterns

    names = {name.split(":")[0] for name, _ in throughput.hostile()}
    assert names == {pattern.name for pattern in patterns()}
