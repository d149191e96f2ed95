"""Finding what is referred to: candidates of the right kind nearby, one of them or none.

The antecedent of 该 and a noun is the nearest name of that kind before it, in the same paragraph
or the one before; 上述 asks that there be only one. 其 is the one subject of its sentence if nobody
else could be meant. What is left open is NIL and says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nlp.extraction import Reference
from nlp.pipe.reference.part import find_part
from nlp.pipe.reference.word import nouns, rivals
from nlp.pipe.self_reference import WORD as SELF
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlp.context import Context
    from nlp.extraction import Link
    from nlp.pipe.reference.word import Noun

_NEAR = 160
"""Characters before 该 within which a name of the kind is what is meant."""
_FAR = 400
"""The same for a name that ends in the very noun (…平台 … 该平台)."""

_ACT = (
    "法|条例|规定|办法|细则|决定|通知|意见|方案|规划|计划|规则|规程|规范|标准|公告|解释|纲要|措施"
    "|章程|通告|指南|制度"
)
_TOGETHER = re.compile("[、和与及以同]{1,2}")
_CLAUSE_END = "，。；：！？\n"
_JOINED = re.compile("(?:及|和|与|以及)$")


@lru_cache(maxsize=1)
def _expression() -> re.Pattern[str]:
    words = "|".join(sorted(nouns(), key=len, reverse=True))
    return re.compile(
        rf"(?<!应)(?P<how>该|上述|前述)(?P<noun>{words})(?![长员们团级域内工班])"
        r"|(?P<its>(?<![尤与极何领各听顺莫任耳如临得居享物])其(?![中他它余实次间事乐]))"
        rf"|(?<![基资日样根成版文课剧原])本(?P<act>{_ACT})(?![律人制院定])"
        r"|前(?P<count>[两二三四五])?(?P<unit>款|条)(?!件)"
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a reference is resolved in: the folded text, its names in order, its context."""

    text: str
    links: tuple[Link, ...]
    starts: tuple[int, ...]
    context: Context


def find_references(text: str, links: Sequence[Link], context: Context) -> list[Reference]:
    """Return the words of a text that stand for something named elsewhere, in order.

    Args:
        text: The folded text.
        links: All names found in it, with their entities.
        context: Whose document it is, and its sentences.
    """
    ordered = tuple(sorted(links, key=lambda link: link.mention))
    around = Surroundings(text, ordered, tuple(k.mention.start for k in ordered), context)
    taken = {at for k in ordered for at in range(k.mention.start, k.mention.end)}
    found = [_own_area(k) for k in ordered if SELF.fullmatch(k.mention.text)]
    found += [
        _resolve(around, match)
        for match in _expression().finditer(text)
        if match.start() not in taken
    ]
    return sorted(found, key=lambda reference: reference.start)


def _own_area(link: Link) -> Reference:
    span, label = (link.mention.start, link.mention.end), link.mention.label
    return Reference(
        *span, link.mention.text, link.iri, link.name, label, None, link.score, link.reason
    )


def _resolve(around: Surroundings, match: re.Match[str]) -> Reference:
    if match["noun"]:
        return _pointed(around, match, nouns()[match["noun"]])
    if match["its"]:
        return _its(around, match)
    return _this(around, match) if match["act"] else _part(around, match)


def _made(match: re.Match[str], link: Link | None, score: float, reason: str) -> Reference:
    span = match.start(), match.end()
    if link is None:
        return Reference(*span, match.group(), None, None, None, None, score, reason)
    at = link.mention.start, link.mention.end
    name = link.name or link.mention.text
    return Reference(*span, match.group(), link.iri, name, link.mention.label, at, score, reason)


def _pointed(around: Surroundings, match: re.Match[str], noun: Noun) -> Reference:
    """Resolve 该平台: the nearest name of the kind, unless two stand side by side there."""
    kinds = [k for k in _before(around, match.start()) if k.iri and k.mention.label in noun.labels]
    endings = (match["noun"],) if noun.same else noun.endings
    ended = [k for k in kinds if not endings or _ends(k, endings)]
    near = [k for k in ended if k.mention.end >= match.start() - _NEAR]
    chosen = (near or [k for k in ended if endings and _ends(k, (match["noun"],))])[-1:]
    if not chosen:
        return _made(match, None, 0.5, f"no {match['noun']} is named before it")
    others = {k.iri for k in near}
    if match["how"] != "该" and len(others) > 1:
        return _made(match, None, 0.5, f"{len(others)} of the kind are named before it")
    if any(_side_by_side(around.text, k, chosen[0]) for k in ended[:-1]):
        return _made(match, None, 0.5, "several of the kind stand side by side before it")
    sure = 0.9 if _ends(chosen[0], (match["noun"],)) else 0.75
    return _made(match, chosen[0], sure, f"the nearest {'/'.join(noun.labels)} before it")


def _before(around: Surroundings, at: int) -> tuple[Link, ...]:
    """Return the names before a place, in its paragraph and the one before that."""
    line = around.text.rfind("\n", 0, at)
    begun = max(0, at - _FAR, around.text.rfind("\n", 0, max(0, line)))
    return around.links[bisect_left(around.starts, begun) : bisect_left(around.starts, at)]


def _ends(link: Link, endings: tuple[str, ...]) -> bool:
    written = link.mention.text.rstrip("”》」")
    return written.endswith(endings) or bool(link.name and link.name.endswith(endings))


def _side_by_side(text: str, one: Link, other: Link) -> bool:
    between = text[one.mention.end : other.mention.start]
    return one.iri != other.iri and _TOGETHER.fullmatch(between) is not None


_WHO = frozenset(
    {"Province", "City", "County", "Region", "GovernmentBody", "Organization", "Programme",
     "PolicyDocument", "Person"}
)  # fmt: skip


def _its(around: Surroundings, match: re.Match[str]) -> Reference:
    """Resolve 其: what it is joined to (甲及其部门), else the one subject of its sentence."""
    text, at = around.text, match.start()
    begun = max(text.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    names = _outermost(
        k for k in _before(around, at) if k.mention.start >= begun and k.mention.label in _WHO
    )
    joined = _JOINED.search(text, begun, at)
    if joined is not None:
        last = [k for k in names if k.iri and k.mention.end == joined.start()]
        if not last:
            return _made(match, None, 0.5, "joined to what is no name")
        return _made(match, last[-1], 0.85, "joined to the name before it")
    known = {k.iri for k in names}
    if len(known) != 1 or None in known:
        return _made(match, None, 0.5, f"{len(known)} names stand before it in its sentence")
    first = names[0]
    opens = max(text.rfind(mark, 0, first.mention.start) for mark in _CLAUSE_END) + 1
    if first.mention.start - opens > 4 or rivals().search(text, first.mention.end, at):
        return _made(match, None, 0.5, "others may be meant")
    return _made(match, first, 0.7, "the subject of its sentence, and nobody else is named")


def _outermost(links: Iterable[Link]) -> list[Link]:
    """Return names in order without those inside a longer one (湖北省 in 湖北省财政厅)."""
    kept: list[Link] = []
    for link in sorted(links, key=lambda k: (k.mention.start, -k.mention.end)):
        if not kept or link.mention.end > kept[-1].mention.end:
            kept.append(link)
    return kept


def _this(around: Surroundings, match: re.Match[str]) -> Reference:
    """Resolve 本办法: this document, or the one that it passes on."""
    context, act = around.context, match["act"]
    if context.document_id is None:
        return _made(match, None, 0.5, "the text is of no document")
    passed = re.search(
        rf"(?:印发|转发|批转|公布|发布)[《]?(?P<name>.{{2,80}}?{act})", context.title
    )
    if passed and not context.title.endswith(act):
        name = passed["name"].strip("《》")
        return _document(match, mint("cited", name), name, "what the title says is passed on")
    reason = "the kind of this document" if act in context.title else "this document"
    iri = mint("document", context.document_id)
    return _document(match, iri, context.title, reason)


def _document(match: re.Match[str], iri: str, name: str, reason: str) -> Reference:
    fields: tuple[Any, ...] = (iri, name, "PolicyDocument", None, 0.9, reason)
    return Reference(match.start(), match.end(), match.group(), *fields)


def _part(around: Surroundings, match: re.Match[str]) -> Reference:
    found = find_part(around.text, match.start(), match["unit"], match["count"])
    if found is None:
        return _made(match, None, 0.5, "no such part stands before it")
    address, span = found
    identity = around.context.document_id
    iri = mint("provision", identity, address) if identity else None
    fields = (iri, address, "Provision", span, 0.9, "the part before this one")
    return Reference(match.start(), match.end(), match.group(), *fields)


def resolved(references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references by 该 and 上述 that are settled: they may stand for the name."""
    for each in references:
        if each.iri is not None and each.text[0] in "该上" and each.label != "Provision":
            yield each
