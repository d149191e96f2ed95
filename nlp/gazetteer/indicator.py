"""The indicators of the scheme: their names, and which words mean which of them.

``ontology/indicator.ttl`` is the single source. Parsing it takes longer than a question may, so a
compact table beside this module is generated from it (``python -m nlp.gazetteer.indicator``) and a
test asserts that the two agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.extraction import ExtractionError
from ontology.iri import indicator_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).with_name("indicator.tsv")
_HEADER = "slug\tname\tunit\tpolarity\tbase\tother names"

GROWTH = ("增长", "增速", "增幅", "增长率", "增长速度", "年均增长", "同比增长", "实际增长", "涨幅")
DECLINE = ("下降", "降低", "降幅", "下降率", "降低率", "减少")

# Ways of writing that are one word to the lexicon; applied to its entries and to what is looked up.
_SAME = (
    (re.compile(r"规上|规模以上|规模(?=工业)"), "规模以上"),
    (re.compile(r"(?:地区|国内|国民|区域|省内)?生产总值|(?:地区)?GDP"), "地区生产总值"),
    (re.compile(r"常住居民|常住人口(?=人均)"), "居民"),
    (re.compile(r"全体(?=居民)"), ""),
    (re.compile(r"(?:外贸|对外贸易|货物贸易|货物)(?=进出口|进口|出口)"), ""),
    (re.compile(r"(?<=口)总值"), "总额"),
    (re.compile(r"(?:细颗粒物)?[（(]?PM[_ ]?2\.5[)）]?"), "细颗粒物"),
    (re.compile(r"年度(?=.)|[ 的“”（）()]"), ""),
)
# What may stand before an indicator's name without changing which indicator it is.
_PREFIX = re.compile(
    r"(?:全省|全市|全区|全县|全州|全盟|全域|全疆|全国|我省|我市|我区|我县|我国|本省|本市|本区|自治区|全自治区|省域|市域"
    r"|地方(?!政府)|全社会|全口径|全年|全部|预计|年度|当年|本年|年(?=均)|其中|力争|确保|办理|实有|累计|完成|实现|各地|国家|中国)+"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the scheme; ``base`` is the slug of the level a growth rate belongs to."""

    slug: str
    name: str
    unit: str
    polarity: str
    base: str | None
    other_names: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The published IRI."""
        return indicator_iri(self.slug)


class Lexicon:
    """What words mean which indicator: exact lookup, and a search through running text."""

    def __init__(self, indicators: tuple[Indicator, ...]) -> None:
        self.indicators = {indicator.slug: indicator for indicator in indicators}
        self._by_name: dict[str, Indicator] = {}
        self._change: dict[tuple[str, str], Indicator] = {}
        for indicator in indicators:
            self._add(indicator)

    def _add(self, indicator: Indicator) -> None:
        for name in (indicator.name, *indicator.other_names):
            self._by_name.setdefault(normalise(name), indicator)
        if indicator.base is None:
            return
        direction = "decline" if indicator.slug.endswith("-decline") else "growth"
        self._change[indicator.base, direction] = indicator
        base = self.indicators[indicator.base]
        suffixes = DECLINE if direction == "decline" else GROWTH
        for name in (base.name, *base.other_names):
            for suffix in suffixes:
                self._by_name.setdefault(normalise(name + suffix), indicator)

    def link(self, words: str) -> Indicator | None:
        """Return the indicator that the words name as a whole, None if they name none.

        Prefixes that only say whose figure it is (全省, 地方, 全社会) are passed over.
        """
        whole = normalise(words)
        return self._by_name.get(whole) or self._by_name.get(_PREFIX.sub("", whole, count=1))

    def change(self, level: Indicator, direction: str) -> Indicator | None:
        """Return the ``growth`` or ``decline`` variant of a level, None if the scheme has none."""
        return self._change.get((level.slug, direction))

    def find(self, text: str) -> Iterator[tuple[int, int, Indicator]]:
        """Yield the names of indicators in a folded text, the longest first at each place."""
        for match in _finder().finditer(text):
            indicator = self._by_name.get(normalise(match[0]))
            if indicator is not None:
                yield match.start(), match.end(), indicator

    def level_names(self) -> frozenset[str]:
        """Return the names of levels, those of growth rates left out."""
        levels = (i for i in self.indicators.values() if i.base is None)
        return frozenset(name for i in levels for name in (i.name, *i.other_names) if len(name) > 3)

    def surfaces(self) -> frozenset[str]:
        """Return the names to search for in text: those too short to be sure are left out."""
        names: set[str] = set()
        for indicator in self.indicators.values():
            own = [indicator.name, *indicator.other_names]
            names.update(own)
            growth = self._change.get((indicator.slug, "growth"))
            if growth is not None:
                names.update(name + suffix for name in own for suffix in GROWTH)
        return frozenset(name for name in names if len(name) > 2)


def normalise(words: str) -> str:
    """Return the form under which the lexicon knows the words (规上 is 规模以上).

    >>> normalise("规上工业增加值"), normalise("单位GDP能耗")
    ('规模以上工业增加值', '单位地区生产总值能耗')
    """
    for pattern, replacement in _SAME:
        words = pattern.sub(replacement, words)
    return words


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of the scheme, read from the generated table."""
    return Lexicon(read_table(TABLE.read_text(encoding="utf-8")))


def read_table(table: str) -> tuple[Indicator, ...]:
    """Read the compact table.

    Raises:
        ExtractionError: The table is not what this version writes.
    """
    header, *lines = table.splitlines()
    if header != _HEADER:
        raise ExtractionError(
            f"{TABLE.name} was written by another version: run `python -m nlp.gazetteer.indicator`"
        )
    return tuple(_row(line.split("\t")) for line in lines)


def _row(cells: list[str]) -> Indicator:
    slug, name, unit, polarity, base, others = cells
    return Indicator(
        slug, name, unit, polarity, base or None, tuple(filter(None, others.split("|")))
    )


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    return re.compile(trie_expression(lexicon().surfaces()))


def trie_expression(words: frozenset[str]) -> str:
    """Return an expression that matches the longest of the words without trying each of them."""
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in sorted(words):
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _node_expression(trie)


def _node_expression(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [
        re.escape(character) + _node_expression(child)
        for character, child in node.items()
        if character
    ]
    if not branches:
        return ""
    optional = "?" if "" in node else ""
    return "(?:" + "|".join(branches) + ")" + optional


def render(turtle: Path) -> str:
    """Return the compact table for the scheme in a Turtle file."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF, SKOS

    zt = Namespace("https://w3id.org/zhengtu/ontology#")
    graph = Graph().parse(turtle, format="turtle")
    rows = []
    for subject in graph.subjects(RDF.type, zt.Indicator):
        names = {str(o) for o in graph.objects(subject, SKOS.prefLabel) if o.language == "zh"}  # type: ignore[attr-defined]
        others = sorted(str(o) for o in graph.objects(subject, SKOS.altLabel))
        base = graph.value(subject, zt.baseIndicator)
        cells = (
            _slug(subject),
            min(names),
            graph.value(subject, zt.unit),
            graph.value(subject, zt.polarity),
        )
        rows.append("\t".join([*map(str, cells), _slug(base) if base else "", "|".join(others)]))
    # Levels first, so that a variant finds its base when the table is read.
    rows.sort(key=lambda row: (row.split("\t")[4] != "", row))
    return "\n".join([_HEADER, *rows]) + "\n"


def _slug(iri: object) -> str:
    return str(iri).rpartition("#")[2]


def _regenerate() -> None:
    from ontology.lexicon import INDICATORS

    TABLE.write_text(render(INDICATORS), encoding="utf-8")


if __name__ == "__main__":
    _regenerate()
