"""The colour of each class of entity, declared once; the names come from the ontology."""

from __future__ import annotations

from functools import lru_cache

from zhengtu.ui.words import Language, language

# Middle tones: readable as a line or a tint on a light and on a dark page alike.
_PLACE = "#2f8f83"
_BODY = "#4f7fbf"
_DOCUMENT = "#b0793a"
_TIME = "#8a7fb5"
_FIGURE = "#c0574b"
_EFFORT = "#6f9440"

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
    "Programme": _EFFORT,
    "Meeting": _EFFORT,
    "Date": _TIME,
    "Period": _TIME,
    "Quantity": _FIGURE,
    "Indicator": _FIGURE,
}
"""By local class name, as the labels of mentions are."""

ICONS: dict[str, str] = {
    _PLACE: "place",
    _BODY: "account_balance",
    _DOCUMENT: "description",
    _EFFORT: "flag",
    _TIME: "badge",
    _FIGURE: "analytics",
}
"""The Material icon of each group of classes, by its colour."""

OTHER = "#8a857c"
"""The colour of what belongs to no group."""

_STRONG = {
    _PLACE: "#1f7267",
    _BODY: "#3a67a3",
    _DOCUMENT: "#8a5a22",
    _EFFORT: "#4f7029",
    _TIME: "#6a5f99",
    _FIGURE: "#a8443a",
    OTHER: "#6b665e",
}

LEGEND: tuple[tuple[str, str], ...] = (
    ("palette.places", _PLACE),
    ("palette.bodies", _BODY),
    ("palette.documents", _DOCUMENT),
    ("palette.efforts", _EFFORT),
    ("palette.times", _TIME),
    ("palette.figures", _FIGURE),
)
"""What the colours mean: keys of the catalogue of words."""

# Labels of mentions that the ontology has no class for.
_NOT_CLASSES: dict[Language, dict[str, str]] = {
    "zh": {"DocumentNumber": "文号", "Date": "日期", "Period": "时间", "Quantity": "数量"},
    "en": {name: name.lower() for name in ("Date", "Period", "Quantity")}
    | {"DocumentNumber": "document number"},
}


@lru_cache(maxsize=2)
def names(language: Language) -> dict[str, str]:
    """Return the name of each class and property by its local name."""
    from ontology.lexicon import terms

    shown = {
        term.name: labels[0]
        for term in terms()
        if (labels := term.labels_zh if language == "zh" else term.labels_en)
    }
    return shown | _NOT_CLASSES[language]


def name(term: str) -> str:
    """Return what a class or property is called, or the local name where it has no name."""
    return names(language()).get(term, term)


def colour(kind: str) -> str:
    """Return the colour of a class by its local name; kinds of documents are documents."""
    from ontology.lexicon import document_kind

    if kind in COLOURS:
        return COLOURS[kind]
    return _DOCUMENT if document_kind(kind) else OTHER


def is_document(kind: str) -> bool:
    """Return whether a class is one of documents."""
    return colour(kind) == _DOCUMENT and kind != "DocumentNumber"


def strong(kind: str) -> str:
    """Return the colour of a class, dark enough for white words on it (contrast 4.5 to 1)."""
    return _STRONG[colour(kind)]


def css() -> str:
    """Return the rules that colour mentions and the legend."""
    rules = [f".zt-m-{label}{{--zt-c:{colour}}}" for label, colour in COLOURS.items()]
    return "".join(rules)
