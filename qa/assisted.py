"""Answers with the help of a language model, which may reword and nothing else.

It may put a question that found no answer into other words, and an answer into a sentence. Both are
verified here before anyone sees them: a reworded question may name no place, time, number or
document that the person did not name, and a sentence no number, quote or name that the answer and
its evidence do not have. What fails is thrown away, and the plain answer stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import AbstainReason
from qa.question.slot import slots

if TYPE_CHECKING:
    from collections.abc import Callable

    from nlp.pipeline import Pipeline
    from qa.answer import Answer
    from qa.language_model import LanguageModel

LONGEST_QUESTION = 200
MOST_VALUES = 5
"""An answer with more values is a list or a table, which needs no sentence."""
_REWORDABLE = frozenset({AbstainReason.NO_FACT, AbstainReason.OUT_OF_SCOPE})
_REWORD = (
    "把用户的问题改写成一个书面、完整、语序规范的中文问句，用政策文件的用词，不增加也不减少地名、时间、"
    "数字和文件名。只输出改写后的问句。"
)
_PHRASE = (
    "根据给出的回答和原文引证，用一句中文陈述回答问题。只能使用其中出现的数字、名称和引文，"
    "不得补充、推断或换算。只输出这句话。"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]{2,}")
_QUOTED = re.compile(r"[“「《]([^”」》]+)[”」》]")


def assisted(
    question: str,
    answer: Answer,
    ask: Callable[[str], Answer],
    model: LanguageModel,
    pipeline: Pipeline,
) -> Answer:
    """Return an answer reworded by a model as far as that can be verified, else as it is.

    Args:
        question: The question as typed.
        answer: The plain answer.
        ask: Answers another wording in the ordinary way.
        model: The language model.
        pipeline: The extraction pipeline, which finds the names in what the model says.
    """
    if not answer.answered and answer.reason in _REWORDABLE:
        answer = _reworded(question, answer, ask, model, pipeline)
    return _phrased(question, answer, model, pipeline) if answer.answered else answer


def _reworded(
    question: str,
    answer: Answer,
    ask: Callable[[str], Answer],
    model: LanguageModel,
    pipeline: Pipeline,
) -> Answer:
    text = model.reply(_REWORD, question)
    if text is None or len(text) > LONGEST_QUESTION or not same_slots(question, text, pipeline):
        return answer
    other = ask(text)
    if not other.answered:
        return answer
    step = f"语言模型改写问题 → {text}（地区、时间、数字、文件与原问题一致）"
    return replace(other, question=question, resolved=text, steps=(step, *other.steps))


def same_slots(question: str, text: str, pipeline: Pipeline) -> bool:
    """Return whether two wordings name the same places, times, numbers and documents."""

    def named(wording: str) -> tuple[frozenset[str], frozenset[str]]:
        kinds = {"place", "period", "document", "actor"}
        found = frozenset(s.text for s in slots(wording, pipeline) if s.kind in kinds)
        return found, frozenset(_NUMBER.findall(fold(wording)))

    return named(question) == named(text)


def _phrased(question: str, answer: Answer, model: LanguageModel, pipeline: Pipeline) -> Answer:
    if len(answer.values) > MOST_VALUES or answer.rows:
        return answer
    given = "\n".join([f"问题：{question}", f"回答：{answer.text}",
                       *(f"原文：{c.quote}" for c in answer.evidence)])  # fmt: skip
    text = model.reply(_PHRASE, given)
    if text is None or not faithful(text, question, answer, pipeline):
        return answer
    return replace(
        answer, text=text, steps=(*answer.steps, "语言模型措辞（数字、名称、引文已核对）")
    )


def faithful(text: str, question: str, answer: Answer, pipeline: Pipeline) -> bool:
    """Return whether a sentence says no number, quote or name that is not given, and every value.

    What is given: the question, the plain answer and the quotes of its evidence.
    """
    said = fold(text)
    given = fold(" ".join([question, answer.text, *(c.quote for c in answer.evidence)]))
    if not all(fold(value.value) in said for value in answer.values):
        return False
    if set(_NUMBER.findall(said)) - set(_NUMBER.findall(given)):
        return False
    if any(fold(quote) not in given for quote in _QUOTED.findall(said)):
        return False
    negated = re.compile(r"不|未|没有|无")
    if bool(negated.search(said)) and not negated.search(given):
        return False
    return all(slot.text in given for slot in slots(said, pipeline))
