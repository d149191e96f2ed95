"""The colour of each class of entity, declared once; the names come from the ontology."""

from __future__ import annotations

from functools import lru_cache

# Middle tones: readable as a line or a tint on a light and on a dark page alike.
_PLACE = "#2f8f83"
_BODY = "#4f7fbf"
_DOCUMENT = "#b0793a"
_TIME = "#8a7fb5"
_FIGURE = "#c0574b"

COLOURS: dict[str, str] = {
    "Province": _PLACE,
    "City": _PLACE,
    "County": _PLACE,
    "Region": _PLACE,
    "GovernmentBody": _BODY,
    "Organization": _BODY,
    "Person": _BODY,
    "PolicyDocument": _DOCUMENT,
    "DocumentNumber": _DOCUMENT,
    "Programme": "#6f9440",
    "Meeting": "#6f9440",
    "Date": _TIME,
    "Period": _TIME,
    "Quantity": _FIGURE,
    "Indicator": _FIGURE,
}
"""By local class name, as the labels of mentions are."""

LEGEND: tuple[tuple[str, str], ...] = (
    ("地区", _PLACE),
    ("机构与人物", _BODY),
    ("文件", _DOCUMENT),
    ("项目与会议", "#6f9440"),
    ("时间", _TIME),
    ("指标与数量", _FIGURE),
)
"""What the colours mean, for readers."""

# Labels of mentions that the ontology has no class for.
_NOT_CLASSES = {"DocumentNumber": "文号", "Date": "日期", "Period": "时间", "Quantity": "数量"}


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Return the Chinese name of each class and property by its local name."""
    from ontology.lexicon import terms

    shown = {term.name: term.labels_zh[0] for term in terms() if term.labels_zh}
    return shown | _NOT_CLASSES


def name(term: str) -> str:
    """Return the Chinese name of a class or property, or the local name where it has none."""
    return names().get(term, term)


def css() -> str:
    """Return the rules that colour mentions and the legend."""
    rules = [f".zt-m-{label}{{--zt-c:{colour}}}" for label, colour in COLOURS.items()]
    return "".join(rules)
