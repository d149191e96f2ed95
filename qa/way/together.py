"""Which documents have all words of a matter in one sentence: 对中小企业减免房租的政策有哪些.

Where neither a title nor the very words are found, documents that say the same in another order
may be. What is claimed is only what was looked for: these words in one sentence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from nlp.segment import words
from qa.answer import Answer, Citation, Outcome, Value
from qa.question.focus import STOP, Asked, Operation
from qa.recall.coverage import NEAR, near
from qa.recall.selection import ANY, is_document, select
from qa.way.ends import MOST_CITED
from qa.way.mention_answer import Found, of_documents
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

LEAST_WORDS, MOST_WORDS = 2, 5
LONG_WORD = 4
"""Letters of a word that alone tells a matter."""
MOST_READ = 400
"""Documents that are read sentence by sentence; a matter that more have is told too broadly."""
_KINDS = "文件|政策|通知|意见|办法|规定|条例|法规|法律|方案"
_MATTER = re.compile(
    rf"(?P<matter>[^，。？?]{{4,30}})的(?:{_KINDS})(?:都|一共|共)?(?:有|是)?(?:哪些|多少|几|哪)[一]?[份部个]?[？?]?$"
    rf"|(?:哪些|多少|几)[份部个项条]?\w{{0,4}}?(?:{_KINDS})(?:里|中)?(?:都|有|还)?"
    r"(?:提到|提及|涉及|规定|要求|明确|写到|鼓励|支持|允许)(?:了|过|到)?(?P<behind>[^，。？?]{4,24})[？?]?$"
)
_ANYWHERE = {"规定", "政策", "文件"}
"""What is laid down in documents of any kind."""
_TOWARDS = re.compile("^(?:针对|面向|对|给|向|为)")
_EDGES = '“”"「」 了过的'
"""What stands around a matter that is told verbatim."""
_EMPTY = re.compile(
    r"有关|相关|关于|涉及|提到|规定|要求|明确|方面|内容|发布|印发|出台|制定|其他|哪些|所有"
)


def together(intent: Intent, view: GraphView, catalog: Catalog, archive: Archive) -> Answer | None:
    """Return the documents with all words of a matter in one sentence; None if none is asked for.

    Args:
        intent: The question; it names no document.
        view: The graph.
        catalog: The documents.
        archive: Their texts.
    """
    match = _MATTER.search(intent.question)
    listing = intent.focus.operation in {Operation.LIST, Operation.COUNT, Operation.VALUE}
    if match is None or not listing or intent.focus.asked is Asked.BOOLEAN or intent.indicators:
        return None
    matter = _bare(intent, match["matter"] or match["behind"])
    verbatim = " ".join(matter.strip(_EDGES).split())
    at = archive.containing(verbatim)
    sought = [verbatim] if at else _words(matter)
    telling = len(sought) >= LEAST_WORDS or any(len(word) >= LONG_WORD for word in sought)
    if not telling or len(sought) > MOST_WORDS:
        return None
    kind = intent.asked_class.name if intent.asked_class is not None else ANY
    loose = intent.asked_class is not None and intent.asked_class.words in _ANYWHERE
    among = select(intent, kind if is_document(kind) and not loose else ANY, topical=False)
    entries = catalog.once(among.entries(view, catalog))
    having = set(at) if at or not entries else archive.containing_all(sought)
    read = [entry for entry in entries if entry.id in having]
    if not read:
        return None
    if at:
        return of_documents(intent, catalog, archive, Found(verbatim, verbatim, entries, read, at))
    if len(read) > MOST_READ:
        return None
    found = [quote for entry in read if (quote := _quote(archive, entry, sought)) is not None]
    return _answer(intent, catalog, entries, sought, found) if found else None


def _bare(intent: Intent, matter: str) -> str:
    """Return a matter without slots of the question and words that say nothing of it."""
    for link in (*intent.places, *intent.actors):
        matter = matter.replace(link.mention.text, " ")
    for period in intent.periods:
        matter = matter.replace(period.text, " ")
    return _EMPTY.sub(" ", _TOWARDS.sub("", matter.strip()))


def _words(matter: str) -> list[str]:
    """Return the words that the sentence on a matter must have."""
    found = (word for part in matter.split() for word in words(part, search=False))
    return [w for w in dict.fromkeys(found) if len(w) > 1 and not STOP.fullmatch(w)]


def _quote(archive: Archive, entry: Entry, sought: Sequence[str]) -> Citation | None:
    """Return the first sentence of a document that has all words."""
    text, _ = archive.text(entry.id)
    for start, end in sentences_of(text, 0, len(text)):
        sentence = text[start:end]
        if near(sentence, sought):
            return Citation(entry.id, entry.title, start, end, sentence, entry.source_url)
    return None


def _answer(
    intent: Intent,
    catalog: Catalog,
    among: Sequence[Entry],
    sought: Sequence[str],
    found: Sequence[Citation],
) -> Answer:
    named = "、".join(f"“{word}”" for word in sought)
    names = [f"《{quote.title}》" if quote.title else quote.document for quote in found]
    scope = f"，符合条件的{len(among)}份" if len(among) < catalog.acts else ""
    values = [Value(name) for name in dict.fromkeys(names)]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(found)}份", Decimal(len(found)), "份"))
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=(
            f"在已收录的{catalog.held}中{scope}，有{len(found)}份在同一句中相近处（{NEAR}字以内）写有{named}："
            f"{listed(list(dict.fromkeys(names)))}。换了说法的不在其内。"
        ),
        values=tuple(values),
        evidence=tuple(found[:MOST_CITED]),
        source="graph",
        steps=(*intent.steps, f"在全文中查找同一句中的{named} → {len(found)}份"),
        confidence=0.6,
    )
