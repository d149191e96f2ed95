"""A figure that no document states: of which places it is lacking, and which places have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.question.focus import Operation
from qa.recall.home import of_class, place_class
from qa.way.aggregate import fetch
from qa.wording.compose import KIND_WORDS, listed, period_words

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

MOST_NAMED = 16
"""Places with the figure that are named."""
NAMES = {"Province": "省级地区", "City": "市", "County": "区县"}


def lacking(intent: Intent, view: GraphView, catalog: Catalog) -> str | None:
    """Return which places asked about lack the figure and which like them have it.

    None where no figure of places is asked for, where none of them lacks it (what was asked is
    something narrower) or where nobody has it.

    Args:
        intent: The question.
        view: The graph.
        catalog: The documents.
    """
    exact = tuple(m for m in intent.indicators if m.score == 1.0)
    places = [x for x in intent.places if x.iri]
    if not exact or not places or intent.narrowing or intent.entries:
        return None
    focus = replace(intent.focus, operation=Operation.TABLE)
    table = fetch(view, replace(intent, places=(), indicators=exact[:1], focus=focus))
    level = place_class(str(places[0].iri))
    found = {(str(f.area_iri), f.area or "") for f in table.figures} if table is not None else set()
    having = of_class(found, level)
    names = dict(having)
    without = [x for x in places if x.iri not in names]
    if not having or not without:
        return None
    what = f"{intent.periods[0].text if intent.periods else ''}{exact[0].label}"
    what += KIND_WORDS.get(intent.kind or "", "")
    held = listed([name for _, name in having[:MOST_NAMED]])
    more = "等" if len(having) > MOST_NAMED else ""
    said = listed([x.name or x.mention.text for x in without])
    return (
        f"已收录的{len(catalog)}份文件中没有找到{said}{what}的数据；"
        f"有这一数据的{NAMES[level]}有{len(having)}个：{held}{more}。"
    )


def other_times(intent: Intent, view: GraphView, catalog: Catalog) -> str | None:
    """Return the times of which a place's figure is held, where none is of the time asked about."""
    exact = tuple(m for m in intent.indicators if m.score == 1.0)
    places = [x for x in intent.places if x.iri]
    if not exact or len(places) != 1 or not intent.periods:
        return None
    focus = replace(intent.focus, operation=Operation.TIMELINE)
    own = replace(intent, periods=(), indicators=exact[:1], focus=focus)
    table = fetch(view, own, areas=[str(places[0].iri)])
    figures = sorted(table.figures, key=lambda f: str(f.end)) if table is not None else []
    times = dict.fromkeys(period_words(f.start, f.end, f.period_text) for f in figures)
    if not times:
        return None
    what = f"{exact[0].label}{KIND_WORDS.get(intent.kind or '', '')}"
    return (
        f"已收录的{len(catalog)}份文件中没有找到{places[0].name or places[0].mention.text}"
        f"{intent.periods[0].text}{what}的数据；有的是{listed([t for t in times if t])}的。"
    )
