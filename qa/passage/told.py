"""The answer that a reading gives: its values, the sentence, and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Outcome, Value
from qa.question.focus import Asked

if TYPE_CHECKING:
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

LONGEST_MARK = 5
"""Characters of the number of a heading and the stop behind it."""
_REASONS = {
    "all_titled": "用词覆盖",
    "document_cover": "全文覆盖",
    "document_like_head": "主题相近",
    "lead_apart": "领先其他文件",
}
"""Signs of the reader that a step tells, with their names for people."""


def told_by(intent: Intent, reading: Reading) -> Answer:
    """Return the answer that quotes a reading, its values first."""
    document = reading.document
    quote = reading.quote.strip()
    lead = reading.start + (len(reading.quote) - len(reading.quote.lstrip()))
    citation = Citation(
        document.id,
        document.metadata.title,
        lead,
        lead + len(quote),
        quote,
        document.metadata.source_url,
    )
    values = tuple(replace(v, value=v.value.strip()) for v in reading.values)
    said = "、".join(v.value for v in values)
    if intent.focus.asked is Asked.BOOLEAN:
        values, said = (Value("是"),), "是"
    text = quote if said == quote else f"{said.rstrip('。；')}。原文：{quote}"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=(citation,),
        source="passage",
        steps=(*intent.steps, f"图中没有相应事实，引用原文段落（{_reasons(reading)}）"),
        confidence=min(0.95, reading.confidence),
    )


def words_narrowing(intent: Intent, reading: Reading) -> bool:
    """Whether a quote can be an answer: it words what narrows the question.

    Who or which is not answered by a bare heading; what and how may be (第六条　各级人民政府应当…),
    and a name in one that tells it (（3）受赠人增加*某部门*).
    """
    if not all(word in reading.quote for word in intent.narrowing):
        return False
    document = reading.document
    heads = (document.metadata.title, *(section.heading for section in document.sections))
    bare = reading.quote.strip().strip("#。 ") in {head.strip("#。 ") for head in heads}
    size = len(reading.quote.strip()) - LONGEST_MARK
    whole = any(len(value.value) >= size for value in reading.values)
    return not (bare and whole and intent.focus.asked is Asked.ENTITY)


def _reasons(reading: Reading) -> str:
    """Return how sure a reading is, and why, in one line."""
    reasons = reading.reasons
    told = [f"{name}{reasons[key]:.2g}" for key, name in _REASONS.items() if key in reasons]
    return "，".join([f"把握{reading.confidence:.2f}", *told])
