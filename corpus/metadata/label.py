"""Labelled keys above a text, as government pages show their record of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIELDS: Mapping[str, str] = {
    "title": "标题 名称 文件名称 信息名称",
    "issuers": "发文机关 发文单位 发布机构 发布单位 制发机关",
    "document_number": "发文字号 发布文号 发文文号 文号",
    "issued_on": "成文日期 成文时间 发文日期 生成日期",
    "published_on": "发布日期 发布时间 公开日期",
    "effective_from": "施行日期 实施日期 生效日期",
    "effective_until": "失效日期 废止日期",
    "subject": "主题分类 主题词",
    "": "索引号 有效性 是否有效 效力状态 公开方式 公开类别 公文种类 分类 信息分类"
    " 体裁 关键词 内容概述",
}
"""What the labels of a record mean; those of no field still tell a record from the text."""
_LABELS = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_SPACED = "|".join(" ?".join(label) for label in sorted(_LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"(?P<open>[【\[])?(?P<label>{_SPACED}) ?(?(open)[】\]]：?|：)")
ENOUGH = 2
"""Labels from which a head counts as a record; one alone may be part of the text."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The values by field, and the lines (indices) that hold labels or their values."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()


def may_have_labels(text: str) -> bool:
    """Tell quickly whether a text can begin with labelled keys."""
    opening = "".join(text[:3000].split())
    return sum(opening.count(label) for label in _LABELS) >= ENOUGH


def labels_of(lines: Sequence[str]) -> Labels:
    """Return the labelled keys among the folded lines of a head.

    A value stands behind its label or, from a table, on the next line.
    """
    values: dict[str, str] = {}
    used: set[int] = set()
    count = 0
    for at, line in enumerate(lines):
        if "：" not in line and "】" not in line and "]" not in line:
            continue
        found = list(_LABEL.finditer(line))
        if not found or found[0].start() > 0:
            continue
        count += len(found)
        used.add(at)
        ends = [match.start() for match in found[1:]] + [len(line)]
        for match, end in zip(found, ends, strict=True):
            value = line[match.end() : end].strip()
            if not value and at + 1 < len(lines) and not _LABEL.match(lines[at + 1]):
                value = lines[at + 1].strip()
                used.add(at + 1)
            name = _LABELS[match["label"].replace(" ", "")]
            if name and value and len(value) < 200:
                values.setdefault(name, value)
    return Labels(values, frozenset(used)) if count >= ENOUGH else Labels()
