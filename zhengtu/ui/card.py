"""Pieces of pages as HTML; every word that is not ours passes through ``safe.escape``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhengtu.service.facet import CENTRAL
from zhengtu.ui import palette
from zhengtu.ui.highlight import Mark, context, marked
from zhengtu.ui.safe import address, escape
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.document import PolicyDocument
    from kg.correction import Correction
    from qa.answer import Answer, Citation, Value
    from qa.stage import Stage

_LONG_ANSWER = 90
_ITEM = re.compile(r"\d{1,2}\. ")
_BEFORE_ITEM = re.compile(r"\n(?=\d{1,2}\. )")
_AFTER_ITEM = re.compile(r"\n(?=《[^》\n]+》[^\n]*：|此外另有)")
"""Where the list of the next document begins, or what is said of all."""
_MOST_VALUES = 40
_MOST_WORDS = 6

FIELDS = (
    "document_number",
    "issuers",
    "issued_on",
    "published_on",
    "effective_from",
    "effective_until",
    "kind",
    "addressees",
)
"""What is told of a document; ``field.…`` in the catalogue says what each is called."""


def heading(title: str, lead: str = "") -> str:
    """Return the head of a page: its title and what it is for."""
    about = f'<p class="zt-lead">{escape(lead)}</p>' if lead else ""
    return f'<h1 class="zt-title">{escape(title)}</h1>{about}'


def sub(title: str) -> str:
    """Return the heading of a part of a page."""
    return f'<h2 class="zt-sub">{escape(title)}</h2>'


def small(text: object) -> str:
    """Return a remark."""
    return f'<p class="zt-small">{escape(text)}</p>'


def asked(question: str) -> str:
    """Return a follow-up as it was asked."""
    return f'<p class="zt-asked">{escape(question)}</p>'


def before(found: Answer) -> str:
    """Return the answer of an earlier turn, small."""
    style = "" if found.answered else " zt-abstained"
    return f'<p class="zt-before{style}">{escape(found.text)}</p>'


def answer(found: Answer) -> str:
    """Return the answer's sentence, first and large."""
    style = "" if found.answered else " zt-abstained"
    style += " zt-long" if len(found.text) > _LONG_ANSWER else ""
    said = "".join(
        f'<span class="zt-item">{escape(part)}</span>' if _ITEM.match(part) else escape(part)
        for part in _parts(found.text)
    )
    return f'<p class="zt-answer{style}" role="status">{said}</p>'


def lists_values(found: Answer) -> bool:
    """Return whether the answer's own lines list its values already."""
    items = [part for part in _parts(found.text) if _ITEM.match(part)]
    return 0 < len(found.values) <= len(items)


def _parts(text: str) -> list[str]:
    """Return a text cut before its numbered lines and behind the last line of each."""
    cut = _BEFORE_ITEM.split(text)
    return [line for part in cut for line in (_AFTER_ITEM.split(part) if part else ())]


def values(found: Sequence[Value]) -> str:
    """Return the values that were asked for, each with its plain number where that says more."""
    items = "".join(f"<li>{_value(value)}</li>" for value in found[:_MOST_VALUES])
    rest = len(found) - _MOST_VALUES
    more = f"<li>{t('answer.more', count=rest)}</li>" if rest > 0 else ""
    return f'<ul class="zt-values">{items}{more}</ul>'


def _value(value: Value) -> str:
    plain = plain_figure(value)
    return escape(value.value) + (f"<small>{escape(plain)}</small>" if plain else "")


def claim(value: str) -> str:
    """Return a value that one of several documents states."""
    return f'<p class="zt-claim">{escape(value)}</p>'


def plain_figure(value: Value) -> str:
    """Return a value without 万 and 亿 where it is written with them; empty where it is not."""
    if value.number is None:
        return ""
    plain = f"{value.number.normalize():f}"
    if plain in value.value.replace(",", ""):
        return ""
    return f"{value.number.normalize():,f} {value.unit or ''}".strip()


def quote(citation: Citation, document: PolicyDocument, value: str = "") -> str:
    """Return a quote, set off in the words around it; see ``quote_at``."""
    return quote_at(document, citation.start, citation.end, value)


def quote_at(document: PolicyDocument, start: int, end: int, value: str = "") -> str:
    """Return a stretch of a document set off in the words around it.

    ``value`` stands out within it; a value that occurs in it more than once does not: it could be
    either.
    """
    text = document.text
    first, last = context(text, start, end)
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    marks = []
    if value and text[start:end].count(value) == 1:
        at = text.index(value, start)
        marks.append(Mark(at, at + len(value), "zt-value"))
    return (
        f'<p class="zt-quote"><span class="zt-around">{escape(before.lstrip("# "))}</span>'
        f'<mark class="zt-hit" style="color:inherit">{marked(text, marks, start, end)}</mark>'
        f'<span class="zt-around">{escape(after.rstrip())}</span></p>'
    )


def step(where: str, *, ended: bool) -> str:
    """Return where a document stands in a line, and whether it no longer holds."""
    gone = f'　<span class="zt-small">{escape(t("explore.ended"))}</span>' if ended else ""
    return f'<span class="zt-tag">{escape(where)}</span>{gone}'


def value_of(found: Answer, number: int) -> str:
    """Return the value that an answer's citation of this number supports, where that is clear."""
    if len(found.values) == len(found.evidence):
        return found.values[number].value
    return found.values[0].value if len(found.values) == 1 else ""


def source(about: Mapping[str, Any], citation: Citation, document: PolicyDocument) -> str:
    """Return where a quote comes from: title, section, issuer, number, date, web address."""
    parts = [f"<b>《{escape(about.get('title') or about.get('id'))}》</b>"]
    parts += [escape(part) for part in facts_of(about, ("issuers", "document_number", "issued_on"))]
    section = place_of(document, citation)
    place = document.locate(citation.start)
    where = place.label() if place is not None else ""
    parts[1:1] = [escape(part) for part in (section, where) if part]
    link = address(citation.source_url)
    if link is not None:
        parts.append(anchor(link, t("answer.original")))
    spans = "".join(f"<span>{part}</span>" for part in parts)
    return f'<div class="zt-source">{spans}</div>'


def place_of(document: PolicyDocument, citation: Citation) -> str:
    """Return the address of the part a quote stands in, its last heading in words; else nothing.

    A document's title is no part of it to name beside the title.
    """
    part = document.part(citation.start, citation.end)
    if part is None or part.heading == document.metadata.title:
        return ""
    above, _, own = part.address.rpartition("/")
    words = part.heading if part.heading.startswith(own) else own
    return "／".join([*filter(None, above.split("/")), words])


def facts_of(about: Mapping[str, Any], fields: Iterable[str]) -> list[str]:
    """Return those of some fields that a document has, as they are shown."""
    return [shown for field in fields if (shown := shown_field(field, about.get(field)))]


def shown_field(field: str, value: object) -> str:
    """Return a field of a document as it is shown; empty where there is nothing to show."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    if field == "kind":
        # Front matter says work_report where the ontology's class is WorkReport.
        words = str(value).replace("-", "_").split("_")
        return palette.name("".join(word[:1].upper() + word[1:] for word in words))
    return str(value)


def about_document(document: PolicyDocument) -> str:
    """Return what a document is, with where it contradicts what is said beside it."""
    about = document.metadata
    rows = [
        (t(f"field.{field}"), escape(shown))
        for field in FIELDS
        if (shown := shown_field(field, getattr(about, field)))
    ]
    link = address(about.source_url)
    if link is not None:
        rows.append((t("field.source"), anchor(link, link)))
    rows.append((t("field.id"), escape(document.id)))
    size = t("field.size_of", characters=f"{len(document.text):,}", sections=len(document.sections))
    rows.append((t("field.size"), size))
    rows += [
        (t("field.conflict"), escape(t("field.conflict_of", field=t(f"field.{field}"),
                                       given=given, found=found)))
        for field, given, found in about.conflicts
    ]  # fmt: skip
    return definitions(rows)


def anchor(link: str, text: str) -> str:
    """Return a link to a web address that ``safe.address`` let pass."""
    return f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def correction(made: Correction) -> str:
    """Return who corrected what, and why."""
    what = t(f"correct.{made.action}")
    new = "、".join(f"{name} = {value}" for name, value in made.figure) or made.new_object or ""
    rows = [
        (t("correct.action"), escape(f"{what} {new}".strip())),
        (t("correct.quote"), escape(" ".join((made.quote or "").split()))),
        (t("correct.why"), escape(made.why)),
        (t("correct.who"), escape(f"{made.who} {made.when[:10]}")),
    ]
    return definitions(rows)


def lines(said: Iterable[str]) -> str:
    """Return sentences one under another."""
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f'<ul class="zt-lines">{items}</ul>'


def facet_name(facet: str, value: str) -> str:
    """Return what a value of a facet is called."""
    if facet == "status":
        return t(f"status.{value}")
    if facet == "place" and value == CENTRAL:
        return t("level.central")
    return shown_field("kind", value) if facet == "kind" else value


def definitions(rows: Iterable[tuple[str, str]]) -> str:
    """Return names with what they stand for; both are HTML already."""
    items = "".join(f"<dt>{name}</dt><dd>{shown}</dd>" for name, shown in rows)
    return f'<dl class="zt-about">{items}</dl>'


def stages(reached: Sequence[Stage]) -> str:
    """Return how far an answer is."""
    said = (
        t(
            f"stage.{each.name}",
            words="；".join(each.words[:_MOST_WORDS]),
            passages=each.passages,
            documents=each.documents,
        )
        for each in reached
    )
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f'<ul class="zt-lines zt-stages" role="status">{items}</ul>'


def steps(found: Sequence[str]) -> str:
    """Return the steps by which a question was understood."""
    items = "".join(f"<li>{escape(step)}</li>" for step in found)
    return f'<ol class="zt-steps">{items}</ol>'


def contents(document: PolicyDocument, start: int, end: int) -> str:
    """Return the table of contents of a stretch of a document, as links within the page."""
    items = "".join(
        f'<li class="zt-l{min(section.level, 4)}">'
        f'<a href="#zt-s{section.start}">{escape(section.heading)}</a></li>'
        for section in document.sections
        if start <= section.start < end and not section.is_item
    )
    return f'<ul class="zt-contents">{items}</ul>'


def legend() -> str:
    """Return what the colours in a text mean."""
    names = "".join(
        f'<span style="--zt-c:{colour}">{escape(t(key))}</span>' for key, colour in palette.LEGEND
    )
    fact = f'<span class="zt-fact">{escape(t("palette.fact"))}</span>'
    return f'<div class="zt-legend zt-small">{names}{fact}</div>'
