"""A copy of the text, as long as the text, in which what was recognised is one sign per kind.

Every character of an agent's mention becomes ``AGENT``, of a title ``TITLE`` and so on, so that the
grammar of relations is a handful of regular expressions over signs and function words, and clause
marks inside titles, quotation marks and parentheses cannot be mistaken for clause ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.extraction import Link, Mention, Period
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AGENT, TITLE, NUMBER, NAMED, PERIOD, ASIDE = (
    "\ue000",
    "\ue001",
    "\ue002",
    "\ue003",
    "\ue004",
    "\ue005",
)
AGENT_LABELS = frozenset({"Province", "City", "County", "Region", "GovernmentBody", "Organization"})
_SIGN = {"PolicyDocument": TITLE, "DocumentNumber": NUMBER, "Programme": NAMED}
_SIGNS = re.compile(f"[{AGENT}-{ASIDE}]")
_QUOTED = re.compile(r"“[^“”\n，。；：！？]{1,40}”")
_TITLED = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,120}》[^《》\n]{0,120}){0,4}》")
_BARE_TITLE = re.compile(
    "(?:印发|发布|下发|出台|公布|转发|颁布|制定)了?"
    "(?P<title>关于[^，。；：《》“”（）\n]{4,60}?的(?:若干|实施|指导)?"
    "(?:通知|意见|公告|决定|办法|措施|方案|函|通报|规定|通告))(?=[，。；！）\n]|$)"
)
"""A title without its marks after a verb of issuing: 印发关于…的通知."""
_ASIDE = re.compile(r"（[^（）\n]{0,200}）")


@dataclass(frozen=True, slots=True)
class Source:
    """What relations are read from: one text and what the components before found in it.

    ``folded`` is as long as ``text``; ``title`` and ``document_iri`` name this document as the
    subject of its own relations, empty for a bare text (a question). ``sentences`` are divided anew
    where they are not given. ``speaker`` is whose report it is, who acts where nobody is named.
    """

    text: str
    folded: str
    links: tuple[Link, ...]
    periods: tuple[tuple[Mention, Period], ...] = ()
    title: str = ""
    document_iri: str | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    speaker: Link | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A source with its masked text.

    ``masked`` hides parentheses, ``open`` shows them: headers of statutes tell their history there.
    """

    source: Source
    masked: str
    open: str
    agents: tuple[Link, ...]
    named: tuple[Link, ...]
    periods: tuple[tuple[Mention, Period], ...]
    agent_starts: tuple[int, ...] = field(repr=False)
    named_starts: tuple[int, ...] = field(repr=False)
    period_starts: tuple[int, ...] = field(repr=False)

    def agents_in(self, start: int, end: int) -> tuple[Link, ...]:
        """Return the links of the agents that begin in a stretch."""
        return _within(self.agents, self.agent_starts, start, end)

    def named_in(self, start: int, end: int) -> tuple[Link, ...]:
        """Return the links of titles, numbers and programmes that begin in a stretch."""
        return _within(self.named, self.named_starts, start, end)

    def period_in(self, start: int, end: int) -> Period | None:
        """Return the last period that begins in a stretch."""
        at = bisect_left(self.period_starts, end) - 1
        if at < 0 or self.period_starts[at] < start:
            return None
        period = self.periods[at][1]
        return period if period.start or period.end else None


def _within(links: Sequence[Link], starts: Sequence[int], start: int, end: int) -> tuple[Link, ...]:
    return tuple(links[bisect_left(starts, start) : bisect_left(starts, end)])


_STATE = re.compile(
    "(?<![\u4e00-\u9fff])国家(?=(?:明确|已|还|先后|近日|计划|全面|积极)?"
    "(?:提出|建立|设立|实行|实施|启动|推进|推动|制定|出台|建设|编制|构建|将|鼓励|支持|引导|提倡|倡导|禁止))"
)
"""国家 as the one who acts (国家建立…制度), not as the first word of a name (国家标准)."""


def _state(source: Source) -> list[Link]:
    found = []
    for match in _STATE.finditer(source.folded):
        written = Mention(*match.span(), "GovernmentBody", "国家")
        found.append(Link(written, mint("body", "国家"), "国家", 0.8, "the state acts"))
    return found


def mask(source: Source) -> Scene:
    """Return the scene of a source; linear in its length."""
    signs = list(_SIGNS.sub(" ", source.folded))
    titled = [m.span() for m in _TITLED.finditer(source.folded)]
    titled += [m.span("title") for m in _BARE_TITLE.finditer(source.folded)]
    agents = [k for k in source.links if k.mention.label in AGENT_LABELS]
    taken = {k.mention.start for k in source.links}
    agents += [k for k in _state(source) if k.mention.start not in taken]
    _paint(signs, ((k.mention.start, k.mention.end) for k in agents), AGENT)
    _paint(signs, (m.span() for m in _QUOTED.finditer(source.folded)), NAMED)
    _paint(signs, ((m.start, m.end) for m, _ in source.periods), PERIOD)
    named = [k for k in source.links if k.mention.label in _SIGN]
    for link in named:
        _paint(signs, [(link.mention.start, link.mention.end)], _SIGN[link.mention.label])
    _paint(signs, titled, TITLE)
    bare = "".join(signs)
    _paint(signs, (m.span() for m in _ASIDE.finditer(bare)), ASIDE)
    agents = [k for k in agents if bare[k.mention.start] == AGENT]
    agents.sort(key=lambda k: k.mention.start)
    named.sort(key=lambda k: k.mention.start)
    periods = tuple(sorted(source.periods, key=lambda pair: pair[0].start))
    return Scene(
        source=source,
        masked="".join(signs),
        open=bare,
        agents=tuple(agents),
        named=tuple(named),
        periods=periods,
        agent_starts=tuple(k.mention.start for k in agents),
        named_starts=tuple(k.mention.start for k in named),
        period_starts=tuple(m.start for m, _ in periods),
    )


def _paint(signs: list[str], spans: Iterable[tuple[int, int]], sign: str) -> None:
    for start, end in spans:
        signs[start:end] = [sign] * (end - start)
