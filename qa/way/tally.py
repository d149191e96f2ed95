"""Who has most of them: documents counted by issuer, place or year.

哪个部门发布的文件最多; 各省有多少部条例. Each act counts once, copies do not; what has no issuer,
place or day is counted apart, so that the denominator is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ontology.iri import mint
from qa.answer import Answer, Outcome, Value
from qa.question.focus import Operation
from qa.recall.fact import PREFIXES, local_name
from qa.recall.home import homes, of_class
from qa.recall.selection import select
from qa.way.ends import MOST_CITED
from qa.way.set_kind import kind_named
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

Each = TypeVar("Each")
MOST_SHOWN = 10
"""Places of an order that are told where the question does not say how many."""
_MADE = r"(?:发布|印发|制定|出台|颁布|公布|下发|发文|通过|修改|施行|实施)"
_GROUPS = {
    "issuer": r"部门|部委|机关|单位|机构",
    "Province": r"省(?:份|区市|级)?",
    "City": r"市|城市",
    "Place": r"地区|地方",
    "year": r"年份?|年度",
}
_WHO = "|".join(f"(?P<{name}>{words})" for name, words in _GROUPS.items())
_BY = re.compile(
    rf"(?:哪一?[个些家]?|哪几个?|各个?|每一?个?|不同)(?:{_WHO})(?=[^，]{{0,12}}(?:{_MADE}|有|的))"
)
_OF = re.compile(rf"最[多少]的?前?(?:[一二两三四五六七八九十\d]+个?)?(?:{_WHO})")
_MORE = re.compile(r"(?:哪[个一]?|谁)[^，。？?]{0,12}更?(?:多|(?<!多)少)[？?]?$")
_ORDER = re.compile(r"最[多少]的?|排名|前[一二三四五六七八九十\d]+[名位个]?|分别|是(?=哪)")
_EACH = re.compile(r"^(?:各|每|不同)|(?:各个?|每一?个?|不同)(?:部门|部委|机关|单位|省|市|地|年)")
_PLACES = {"Province", "City", "Place"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What documents were counted under."""

    name: str
    iri: str | None
    entries: tuple[Entry, ...]


def tallied(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer which group has most documents, or how many each has; None if that is not asked.

    Args:
        intent: The question; it names no document.
        view: The graph.
        catalog: The documents.
    """
    sides = _sides(intent)
    by = _grouping(intent) or sides
    if by is None or intent.indicators:
        return None
    kind = counted_kind(intent)
    if kind is None:
        return None
    asked = intent.question
    bare = _ORDER.sub(" ", _BY.sub(" ", _OF.sub(" ", intent.question)))
    within = tuple(_prefix(x.iri) for x in intent.places if x.iri) if by in _PLACES else ()
    for place in intent.places if within else ():
        bare = bare.replace(place.mention.text, " ")
    intent = replace(intent, question=bare)  # the words of the order are no topic
    chosen = select(replace(intent, places=()) if within else intent, kind)
    entries = chosen.entries(view, catalog)
    groups = _groups(view, entries, by, chosen.query)
    groups = [g for g in groups if not within or local_name(g.iri or "").startswith(within)]
    if sides is not None:
        groups = [g for g in groups if g.iri in {x.iri for x in intent.places}]
    if not groups:
        return None
    answer = _answer(intent, catalog, entries, groups, chosen.query)
    return replace(answer, question=asked)


def _grouping(intent: Intent) -> str | None:
    """Return what documents are to be counted by, None if they are not to be."""
    ordered = intent.focus.operation in {Operation.MAXIMUM, Operation.MINIMUM}
    if not ordered and not (_EACH.search(intent.question) and intent.focus.counts):
        return None
    if ordered and not re.search("最[多少]|前", intent.question):
        return None
    match = _BY.search(intent.question) or _OF.search(intent.question)
    if match is None:
        return None
    return next(name for name, words in match.groupdict().items() if words)


def _sides(intent: Intent) -> str | None:
    """Return what places are counted by that are set side by side: 宁波市和杭州市哪个的条例多."""
    several = len({x.iri for x in intent.places if x.iri}) > 1
    return "Place" if several and _MORE.search(intent.question) else None


def counted_kind(intent: Intent) -> str | None:
    """Return the class of the documents that are counted: the last kind that a question names."""
    bare = re.sub(_WHO, " ", intent.question)
    found = re.findall(
        r"文件|政策|法律|行政法规|法规|条例|规章|办法|规定|通知|意见|决定|公告|司法解释|规划|方案",
        bare,
    )
    return kind_named(found[-1]) if found else None


def _prefix(place: str) -> str:
    """Return what the codes of the places in a place begin with (GB/T 2260)."""
    return re.sub("(?:00){1,2}$", "", local_name(place))


def _groups(view: GraphView, entries: Sequence[Entry], by: str, query: str) -> list[_Group]:
    """Return the groups, those with most documents first."""
    if by == "year":
        keys = _years(view, query)
    elif by == "issuer":
        keys = _issuers(view)
    else:
        home = homes(view)
        kept = set(of_class(home.values(), by))
        keys = {iri: [place] for iri, place in home.items() if place in kept}
    members: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys.get(entry.iri, ()):
            members[key].append(entry)
    groups = [_Group(name, iri or None, tuple(own)) for (iri, name), own in members.items()]
    return sorted(groups, key=lambda g: (-len(g.entries), g.name))


def _issuers(view: GraphView) -> dict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    query = (
        f"{PREFIXES}SELECT DISTINCT ?d ?b ?name WHERE {{\n"
        "  ?d zt:documentId ?id ; zt:issuedBy ?b . ?b rdfs:label ?name .\n"
        '  FILTER (lang(?name) != "en") }'
    )
    for row in sorted(view.select(query), key=lambda row: (str(row["d"]), str(row["b"]))):
        key = (str(row["b"]), str(row["name"]))
        if all(key[0] != iri for iri, _ in found[str(row["d"])]):
            found[str(row["d"])].append(key)
    return found


def _years(view: GraphView, query: str) -> dict[str, list[tuple[str, str]]]:
    return {
        mint("document", str(row["id"])): [("", f"{str(row['day'])[:4]}年")]
        for row in view.select(query)
        if row.get("day")
    }


def _answer(
    intent: Intent, catalog: Catalog, entries: Sequence[Entry], groups: list[_Group], query: str
) -> Answer:
    counted = len({e.id for group in groups for e in group.entries})
    least = intent.focus.operation is Operation.MINIMUM
    each = intent.focus.operation not in {Operation.MAXIMUM, Operation.MINIMUM}
    order = groups[::-1] if least else groups
    shown = groups if each else leading(order, intent.focus.most, lambda g: len(g.entries))
    told = listed([f"{group.name} {len(group.entries)}份" for group in shown])
    others = "" if each else _others(order, len(shown))
    scope = f"在已收录的{catalog.held}中，符合条件的有{len(entries)}份"
    if counted < len(entries):
        scope += f"，其中{counted}份可以这样归类"
    word = "" if each else ("最少的是" if least else "最多的是")
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{scope}。{word}{told}。{others}未收录的文件不在其内。",
        values=tuple(
            value
            for group in shown
            for value in (
                Value(group.name, iri=group.iri),
                Value(f"{len(group.entries)}份", Decimal(len(group.entries)), "份"),
            )
        ),
        evidence=tuple(
            catalog.title_citation(e) for group in shown for e in group.entries[:MOST_SHOWN]
        )[:MOST_CITED],
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"按{'、'.join(g.name for g in shown[:3])}等归类计数"),
        confidence=0.9,
    )


def leading(order: Sequence[Each], most: int, count: Callable[[Each], int]) -> list[Each]:
    """Return the first places of an order, at least one; all that tie with the last."""
    first = max(most, 1)
    last = count(order[min(first, len(order)) - 1])
    return [*order[:first], *(each for each in order[first:] if count(each) == last)]


def _others(order: list[_Group], told: int) -> str:
    rest = order[told : told + MOST_SHOWN]
    if not rest:
        return ""
    return f"其次：{listed([f'{group.name} {len(group.entries)}份' for group in rest])}。"
