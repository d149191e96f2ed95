"""Questions for how two texts, or two editions of one, differ: left open, with what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.question.intent import Intent
    from qa.recall.catalog import Entry

_CHANGED = re.compile(
    r"(?:修改|修订|修正|改动|调整)了?(?:些)?(?:什么|哪些(?:内容|条款|地方|规定|条文)?)(?:内容|地方)?[？?]?$"
)
_DIFFER = re.compile(
    r"有(?:什么|哪些|何)(?:主要)?(?:不同|区别|差异|差别|变化)|区别(?:是什么|在哪)|哪里不同"
)
_EDITIONS = re.compile(r"新旧|修[订改正]前后|[年新旧]版|旧法|原版")
_AMENDING = re.compile(r"修改|修正|修订")


def differing(intent: Intent, named: Sequence[Entry]) -> Answer | None:
    """Say that differences between texts are not modelled; None for other questions.

    Args:
        intent: The question.
        named: The documents that it means; what a decision on amending amends is a fact of its own.
    """
    question = intent.question
    subjects = len({entry.title for entry in named} | {x.mention.text for x in intent.documents})
    changed = _CHANGED.search(question) and subjects and not _amends(named)
    differ = _DIFFER.search(question) and (subjects > 1 or _EDITIONS.search(question))
    if not changed and not differ:
        return None
    return Answer(
        question=question,
        outcome=Outcome.ABSTAINED,
        text="文件之间、各版本之间的差异没有作为事实收录：可用 zhengtu align 对照两份文件。",
        reason=AbstainReason.NOT_MODELLED,
        steps=(*intent.steps, "问的是文本之间的差异"),
    )


def _amends(named: Sequence[Entry]) -> bool:
    return any(_AMENDING.search(entry.title) for entry in named)
