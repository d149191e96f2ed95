"""Articles of statutes by their number: 《…》第十二条规定了什么."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.time.edition import edition_in
from nlp.numeral import read_number
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument, Section
    from kg.storage.archive import Archive
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry
    from qa.retrieval import Hit

_NUMBER = r"[零〇一二三四五六七八九十百千两\d]{1,7}"
_ASKED = re.compile(
    rf"第\s*(?P<number>{_NUMBER})\s*条(?:之(?P<sub>[一二三四五六七八九十]))?"
    rf"(?:第\s*{_NUMBER}\s*款)?(?:第?\s*[（(]?{_NUMBER}[)）]?\s*项)?(?:第\s*{_NUMBER}\s*目)?"
)
_HEADING = re.compile(rf"第\s*({_NUMBER})\s*条(?:之([一二三四五六七八九十]))?")
_COUNT = re.compile(r"(?:一?共|总共|共)?有?(?:多少|几)(?:个)?条(?!件|例|款项)")
_WHICH = re.compile("(?:第几|哪一?[个几]?|哪些)条")
_BARE = re.compile("第几|规定|哪|条|什么|内容")
_PARTS = re.compile(r"(?:一?共|总共|分为?)?有?(?:多少|几)个?(?P<unit>[章编节])(?!节|者|程)")
LONGEST = 2000


def asks_which(intent: Intent) -> bool:
    """Whether it is asked which article of a document says something."""
    return _WHICH.search(intent.question) is not None


def article(intent: Intent, archive: Archive, entries: list[Entry]) -> Answer | None:
    """Return the text of the article a question names by number, None if it names none.

    Of several editions of the name the last decides; the parts of a code that lie in files of
    their own are one text. An article that the document does not have is an abstention that says
    how many it has.
    """
    asked = _ASKED.search(intent.question)
    if _WHICH.search(intent.question):
        return None
    divided = _PARTS.search(intent.question)
    if not entries or (asked is None and not divided and not _COUNT.search(intent.question)):
        return None
    parts = last_edition(archive, [entry for entry in entries if entry.title == entries[0].title])
    held = {key: section for _, document in parts for key, section in _articles(document).items()}
    if asked is None and divided is not None:
        return _divided(intent, divided["unit"], parts)
    if asked is None:
        return _how_many(intent, held, parts)
    wanted = _key(asked["number"], asked["sub"])
    entry, document = next((p for p in parts if wanted in _articles(p[1])), parts[0])
    name = asked[0].replace(" ", "")
    if wanted not in held:
        return _none(
            intent, f"《{entry.title}》没有{name}：{_extent(held)}。", f"{name} → 未见此条"
        )
    part = document.find(_address(name))
    if part is None:
        return _none(intent, f"《{entry.title}》没有{name}。", f"{name} → 未见此款项")
    start, end = part.start, part.end
    quote = document.text[start : min(end, start + LONGEST)].rstrip()
    citation = Citation(entry.id, entry.title, start, start + len(quote), quote, entry.source_url)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{entry.title}》{name}规定：{_body(quote)}",
        values=(Value(quote, iri=entry.iri),),
        evidence=(citation,),
        source="passage",
        steps=(*intent.steps, f"《{entry.title}》 → {entry.id}", f"{name} → [{start}:{end}]"),
        confidence=0.95,
    )


def which_article(
    intent: Intent, entries: list[Entry], found: list[tuple[Hit, PolicyDocument]]
) -> Answer | None:
    """Return the article of a named document that has a question's words; None if none has.

    Args:
        intent: The question.
        entries: The held documents that it names.
        found: Their passages nearest the question, best first.
    """
    titles = "".join(entry.title for entry in entries)
    wanted = [w for w in intent.content if len(w) > 1 and w not in titles and not _BARE.search(w)]
    if not wanted:
        return None
    for hit, document in found:
        section = next(
            (s for s in _articles(document).values() if s.start <= hit.start < s.end), None
        )
        if section is None:
            continue
        text = document.text[section.start : section.end].rstrip()
        if not all(word in text for word in wanted):
            continue
        name = _HEADING.match(section.heading)
        assert name is not None
        quote = text[:LONGEST]
        start = section.start
        entry = next(e for e in entries if e.id == document.id)
        citation = Citation(
            entry.id, entry.title, start, start + len(quote), quote, entry.source_url
        )
        said = "、".join(f"“{word}”" for word in wanted)
        return Answer(
            question=intent.question,
            outcome=Outcome.ANSWERED,
            text=f"《{entry.title}》{name[0]}写有{said}：{_body(quote)}",
            values=(Value(name[0], iri=entry.iri),),
            evidence=(citation,),
            source="passage",
            steps=(*intent.steps, f"含有全部用词的条 → {name[0]}"),
            confidence=0.7,
        )
    return None


def last_edition(archive: Archive, entries: Sequence[Entry]) -> list[tuple[Entry, PolicyDocument]]:
    """Return the documents that make up a text: the parts of a code, else the last edition."""
    documents = [(entry, archive.document(entry.id)) for entry in entries]
    keys = [key for _, document in documents for key in _articles(document)]
    if len(set(keys)) == len(keys):
        return documents
    newest = max(documents, key=lambda each: (edition_in(each[1]) or (date.min,))[0])
    return [newest]


def _how_many(
    intent: Intent,
    found: dict[tuple[int, str], Section],
    parts: list[tuple[Entry, PolicyDocument]],
) -> Answer | None:
    """Answer 共有多少条 with the last article as evidence."""
    if not found:
        return None
    held = list(found.values())
    key = max(found)
    last = found[key]
    entry, document = next(p for p in parts if key in _articles(p[1]))
    if max(number for number, _ in found) != len([1 for _, sub in found if not sub]):
        return Answer(
            question=intent.question,
            outcome=Outcome.ABSTAINED,
            text=f"《{entry.title}》{_extent(found)}，不是全文，不能据此回答共有多少条。",
            reason=AbstainReason.NO_FACT,
            steps=intent.steps,
        )
    quote = document.text[last.start : last.end].strip()
    citation = Citation(
        entry.id, entry.title, last.start, last.start + len(quote), quote, entry.source_url
    )
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{entry.title}》共有{len(held)}条，最后一条是{last.heading[:8].split()[0]}。",
        values=(Value(f"{len(held)}条", Decimal(len(held)), "条"),),
        evidence=(citation,),
        source="passage",
        steps=(*intent.steps, f"《{entry.title}》的条 → {len(held)}"),
        confidence=0.9,
    )


def _divided(intent: Intent, unit: str, parts: list[tuple[Entry, PolicyDocument]]) -> Answer | None:
    """Answer 共有几章 with the headings as evidence."""
    heading = re.compile(rf"第\s*{_NUMBER}\s*{unit}")
    found = [
        (entry, section)
        for entry, document in parts
        for section in document.sections
        if heading.match(section.heading)
    ]
    if not found:
        return None
    texts = {entry.id: document.text for entry, document in parts}
    evidence = []
    for entry, section in found:
        line = texts[entry.id][section.start : section.end].split("\n", 1)[0].rstrip()
        end = section.start + len(line)
        evidence.append(Citation(entry.id, entry.title, section.start, end, line, entry.source_url))
    names = "、".join(section.heading for _, section in found)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{found[0][0].title}》共有{len(found)}{unit}：{names}。",
        values=(Value(f"{len(found)}{unit}", Decimal(len(found)), unit),),
        evidence=tuple(evidence),
        source="passage",
        steps=(*intent.steps, f"《{found[0][0].title}》的{unit} → {len(found)}"),
        confidence=0.9,
    )


def _extent(held: dict[tuple[int, str], Section]) -> str:
    """Say how much of a document is held, which may be an excerpt."""
    if not held:
        return "已收录的文本没有分条"
    return f"已收录的文本列有{len(held)}条，编号到第{max(number for number, _ in held)}条"


def _key(number: str, sub: str | None) -> tuple[int, str]:
    return int(read_number(number) or -1), sub or ""


def _articles(document: PolicyDocument) -> dict[tuple[int, str], Section]:
    found: dict[tuple[int, str], Section] = {}
    for section in document.sections:
        match = _HEADING.match(section.heading)
        if match is not None:
            found.setdefault(_key(match.group(1), match.group(2)), section)
    return found


def _address(name: str) -> str:
    """第3条第（二）项 in the form of addresses, 第3条第二项."""
    return re.sub(rf"第?[（(]?({_NUMBER})[)）]?项", r"第\1项", name)


def _none(intent: Intent, text: str, step: str) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=text,
        reason=AbstainReason.NO_FACT,
        steps=(*intent.steps, step),
    )


def _body(quote: str) -> str:
    text = _HEADING.sub("", quote, count=1).strip()
    return text if text.endswith(("。", "；", "：", "！")) else f"{text}。"
