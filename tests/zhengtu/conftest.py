"""Two small made-up documents, and a store of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """# 青禾省2026年政府工作报告

## 一、2025年工作回顾

2025年，武汉市智慧城市项目总投资12亿元，其中政府投资3亿元。

## 二、2026年主要目标

浙江省2026年地区生产总值增长5%左右，城镇新增就业95万人以上。
江西省2026年地区生产总值增长5%—5.5%，城镇新增就业40万人以上。
"""
NOTICE = """湖北省人民政府办公厅关于推进政务数据共享的通知
鄂政办发〔2024〕7号

各市、州、县人民政府：
省数据局牵头建立政务数据共享协调机制。各地要在2025年底前建成数据共享平台。

湖北省人民政府办公厅
2024年3月5日
"""


def write_sources(folder: Path) -> Path:
    """Write the two documents into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(REPORT, "utf-8")
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of its own with the two documents."""
    return write_sources(tmp_path / "sources")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for a store that is not there yet."""
    return Settings(store=tmp_path / "store", workers=1)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of the two documents that tests read and do not change."""
    folder = tmp_path_factory.mktemp("built")
    settings = Settings(store=folder / "store", workers=1)
    report = build([str(write_sources(folder / "sources"))], settings)
    assert not report.failed
    return settings
