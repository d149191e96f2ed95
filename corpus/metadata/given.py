"""The keys given beside a text: which of them mean a field, in the names that sources use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.metadata.calendar import day_given
from corpus.metadata.number import normal_number

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "标题"),
    "document_number": ("document_number", "number", "发文字号", "文号"),
    "issuers": ("issuer", "issuers", "office", "发文机关"),
    "issued_on": ("issued_on", "成文日期"),
    "published_on": ("published", "published_on", "date", "发布日期"),
    "effective_from": ("effective_from", "施行日期"),
    "effective_until": ("effective_until",),
    "kind": ("kind",),
    "addressees": ("addressees",),
    "source_url": ("source_url", "url"),
}
"""For each field of ``Metadata`` the keys that give it, the first that is set being taken."""

_ID = ("id", "docid")
_DAYS = ("issued_on", "published_on", "effective_from", "effective_until")
_LISTS = ("issuers", "addressees")
_PART = re.compile(r"[、，,;；]\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def fields_given(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that the keys give, and the keys that give none, unchanged."""
    fields: dict[str, Any] = {}
    used = set(_ID)
    for field, keys in NAMES.items():
        for key in keys:
            value = _value(field, given.get(key))
            if value:
                used.add(key)
                fields.setdefault(field, value)
            elif key in given and given[key] in (None, "", []):
                used.add(key)
    return fields, {key: value for key, value in given.items() if key not in used}


def _value(field: str, value: object) -> object:
    """Return a given value as its field has it, None if it cannot be that."""
    if value is None or value == "":
        return None
    if field in _DAYS:
        return day_given(value)
    if field in _LISTS:
        many = value if isinstance(value, list) else _PART.split(str(value))
        return tuple(str(each).strip() for each in many if str(each).strip())
    if isinstance(value, dict | list):
        return None
    text = str(value).strip()
    return normal_number(text) if field == "document_number" else text
