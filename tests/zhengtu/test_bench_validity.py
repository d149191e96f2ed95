"""The gold of validity: read whole, half held out, and a measurement over a made collection."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from zhengtu.bench import validity

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OLD = """# 云河省水条例

2001年1月2日云河省第九届人民代表大会常务委员会第二次会议通过

第一条 本条例自2001年3月1日起施行。
"""
NEW = """# 云河省水资源条例

2020年1月2日云河省第十三届人民代表大会常务委员会第二次会议通过

第一条 本条例自2020年3月1日起施行。《云河省水条例》同时废止。
"""


def test_half_of_the_gold_is_held_out_and_intervals_are_ordered() -> None:
    gold = validity.read_gold()
    assert len(gold) >= 60
    assert sum(case.held_out for case in gold) * 2 == len(gold)
    assert all(case.until is None or case.start < case.until for case in gold)


def test_days_around_the_limits() -> None:
    case = validity.Case("0", date(2001, 3, 1), True, date(2020, 2, 29), True, "repealed", 0)
    assert [(str(day), status) for day, status in case.days()] == [
        ("2001-02-28", "not_in_force"),
        ("2001-03-01", "in_force"),
        ("2020-02-29", "in_force"),
        ("2020-03-01", "not_in_force"),
    ]


def test_run_over_a_made_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"path": str(at), "title": text[2:].split("\n")[0], "text": text}
            for at, text in enumerate((OLD, NEW, "# 其他条例\n\n第一条 无关。\n"))]  # fmt: skip
    with gzip.open(tmp_path / validity.STATUTES, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    case = validity.Case(digest, date(2001, 3, 1), True, date(2020, 2, 29), True, "repealed", 0)
    monkeypatch.setattr(validity, "read_gold", lambda: [case])
    found = validity.run(tmp_path)
    assert found["documents in the store"] == 2
    half = found["held out" if case.held_out else "tuned"]
    assert (half["days asked"], half["right"], half["list"]) == (4, 4, [])
    assert half["endings with the right reason"] == "1 of 1"
