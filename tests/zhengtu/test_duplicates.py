"""Copies are counted once in answers and shown where documents are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengtu.service import build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """国务院办公厅关于推进甲类平台建设的通知
国办发〔2019〕31号
各省、自治区、直辖市人民政府：
为推进平台建设，根据《国务院关于数据工作的意见》，现就有关事项通知如下。
一、统一标准。各地区要按照统一的数据标准建设平台，做到接口一致、目录一致、口径一致，避免重复建设。
二、落实责任。各地区要明确牵头部门，建立定期会商制度，每季度向社会公布一次平台建设的进展情况。
国务院办公厅
2019年6月7日
"""
OTHER = """国务院办公厅关于开展乙类试点工作的通知
国办发〔2019〕40号
各省、自治区、直辖市人民政府：
根据《国务院关于数据工作的意见》，现就开展乙类试点工作通知如下。
试点城市要在两年内形成可以推广的经验，并向国务院办公厅报送总结报告。
国务院办公厅
2019年8月9日
"""


def test_copies_are_counted_once_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    reprint = f"首页 > 政策\n来源：某网\n{TEXT}（责任编辑：小李）\n"
    (folder / "b.txt").write_text(reprint, encoding="utf-8")
    (folder / "c.txt").write_text(OTHER, encoding="utf-8")
    settings = Settings(store=tmp_path / "store", workers=1)
    build([str(folder)], settings)
    with open_services(settings) as services:
        answer = services.ask("哪些文件引用了《国务院关于数据工作的意见》？")
        copies = {row.id: row.duplicate_of for row in services.documents()}
        counts = services.counts()
    first = copies["b.txt"] or "b.txt"
    assert sum(of is not None for of in copies.values()) == 1
    assert {first, copies["a.txt"] or "a.txt"} == {first}
    assert copies["c.txt"] is None
    assert (counts["documents"], counts["duplicates"]) == (3, 1)
    assert "3份文件（其中1份是重复件）" in answer.text
    assert len(answer.values) == 2
    (folder / "b.txt").unlink()
    build([str(folder)], settings, prune=True)
    with open_services(settings) as services:
        assert all(row.duplicate_of is None for row in services.documents())
