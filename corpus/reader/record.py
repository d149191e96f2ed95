"""The record of a document on a government page: 索引号, 发文机关, 成文日期 beside their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.reader.draft import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

META: Mapping[str, str] = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "content_source",
    "url": "source_url",
    "og:url": "source_url",
}
"""The ``meta`` names that government sites have to set (国办发〔2019〕19号 asks for them)."""

RECORD: Mapping[str, str] = {
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "信息名称": "title",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "制发机关": "issuer",
    "发布机构": "issuer",
    "发布单位": "issuer",
    "发布机关": "issuer",
    "发文字号": "document_number",
    "发文文号": "document_number",
    "文号": "document_number",
    "成文日期": "issued_on",
    "成文时间": "issued_on",
    "发文日期": "issued_on",
    "生成日期": "issued_on",
    "发布日期": "published",
    "发布时间": "published",
    "公开日期": "published",
    "施行日期": "effective_from",
    "实施日期": "effective_from",
    "生效日期": "effective_from",
    "失效日期": "effective_until",
    "废止日期": "effective_until",
    "索引号": "index_number",
    "主题分类": "topic",
    "主题词": "keywords",
    "有效性": "validity",
}
"""What the labels of a record give; see ``corpus.metadata.given.NAMES`` for the keys."""

_LABELS = "|".join(" ?".join(label) for label in sorted(RECORD, key=lambda label: -len(label)))
_LABEL = re.compile(rf"[【\[]?\s*({_LABELS.replace(' ?', chr(92) + 's*')})\s*[】\]]?\s*[:：]?")
_ENOUGH = 3


def record_of(root: Any) -> dict[str, str]:  # noqa: ANN401 - an lxml element
    """Return what the record of a page gives, and take the record out of the page."""
    best: dict[str, str] = {}
    found = None
    for box in root.iter("table", "dl", "ul", "div"):
        if len(box) == 0 or len("".join(box.itertext())) > 1500:
            continue
        pairs = _pairs(box)
        if len(pairs) >= _ENOUGH and len(pairs) > len(best):
            best, found = pairs, box
    if found is not None:
        for child in list(found):
            found.remove(child)
        found.text = None
    return best


def _pairs(box: Any) -> dict[str, str]:  # noqa: ANN401
    cells = [text for each in box.itertext() if (text := clean_line(each))]
    pairs: dict[str, str] = {}
    label = ""
    for cell in cells:
        match = _LABEL.match(cell)
        if match and (
            match.end() == len(cell) or match[0].rstrip().endswith((":", "：", "】", "]"))
        ):
            label = RECORD[re.sub(r"\s", "", match[1])]
            value = cell[match.end() :].strip()
        elif label and cell not in (":", "："):
            value = cell
        else:
            continue
        if value and label not in pairs and len(value) < 200:
            pairs[label] = value.lstrip(":： ")
            label = ""
    return pairs
