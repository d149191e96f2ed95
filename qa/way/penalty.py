"""The highest fine of a named document: 数据安全法规定的最高罚款是多少.

A statute sets fines article by article: the highest is found over all of them and not in one
sentence that ranks high. Fines told as multiples are of an amount that the text does not know.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from nlp.numeral import magnitude, read_number
from qa.answer import Answer, Citation, Outcome, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.storage.archive import Archive
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry

_ASKED = re.compile(
    r"(?:规定|里|中)?的?(?:最高|最多|上限)(?:可以?)?的?(?:处以?|罚)?(?:罚款|罚|罚金)(?:金额|数额)?(?:是|为|上限)?(?:多少(?:钱|元)?)?[？?]?$"
    r"|罚款(?:的)?(?:最高|上限|最多)(?:金额|数额)?(?:是|为)?(?:多少|什么)?[？?]?$"
)
_AMOUNT = r"(?P<number>[\d.]+|[零〇一二两三四五六七八九十百千]+)(?P<scale>[万亿]*)元"
_FINE = re.compile(rf"{_AMOUNT}(?:以下)?(?:的)?(?:罚款|罚金)")
_MULTIPLE = re.compile(
    r"[\d一二三四五六七八九十百]+倍(?:以上[\d一二三四五六七八九十百]+倍)?以下(?:的)?罚款"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
MOST_TOLD = 5
"""Fines told as multiples that are shown beside the highest amount."""


def highest_fine(intent: Intent, archive: Archive, held: Sequence[Entry]) -> Answer | None:
    """Answer the highest fine of a named document; None if the question narrows or asks another.

    Args:
        intent: The question.
        archive: The texts.
        held: The documents that it names.
    """
    match = _ASKED.search(intent.question)
    titles = "".join(entry.title for entry in held)
    before = "" if match is None else intent.question[: match.start()]
    if match is None or not held or any(word not in titles for word in _WORDS.findall(before)):
        return None
    fines = [fine for entry in held for fine in _fines(entry, archive)]
    if not fines:
        return None
    most = max(amount for amount, _ in fines)
    quotes = list(dict.fromkeys(quote for amount, quote in fines if amount == most))
    said = next(m.group() for m in _FINE.finditer(quotes[0].quote) if _read(m) == most)
    multiples = sorted({m for _, quote in fines for m in _MULTIPLE.findall(quote.quote)})
    rest = "、".join(multiples[:MOST_TOLD])
    note = f"另有按倍数计算的（{rest}），没有算在内。" if multiples else ""
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{quotes[0].title}》以金额规定的罚款中最高的是{said}。{note}",
        values=(Value(said, most, "元"),),
        evidence=tuple(quotes[:MOST_TOLD]),
        source="passage",
        steps=(*intent.steps, f"全文中以金额规定的罚款 → {len(fines)}处，取最高"),
        confidence=0.85,
    )


def _fines(entry: Entry, archive: Archive) -> Iterator[tuple[Decimal, Citation]]:
    text, _ = archive.text(entry.id)
    for start, end in sentences_of(text, 0, len(text)):
        sentence = text[start:end]
        for match in _FINE.finditer(sentence):
            amount = _read(match)
            if amount is not None:
                yield (
                    amount,
                    Citation(entry.id, entry.title, start, end, sentence, entry.source_url),
                )


def _read(match: re.Match[str]) -> Decimal | None:
    number = read_number(match["number"])
    return None if number is None else Decimal(str(number)) * magnitude(match["scale"])
