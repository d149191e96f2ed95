"""Who adopted, approved or promulgated a text, when, and in which session, by its own notes.

The notes below a title tell each step with its day: 8月16日市人大常委会第二十二次会议通过,
9月27日省人大常委会批准. The graph has one day and one issuer; the verb says which step is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.metadata.calendar import DAY
from kg.time.edition import events
from qa.answer import Answer, Citation, Outcome, Value
from qa.question.focus import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry

_STEP = re.compile(r"批准|通过|公布|发布|颁布|修正|修订")
_MADE = re.compile(
    rf"^(?P<day>{DAY})[，、 ]*(?P<body>[\u4e00-\u9fff、（）]{{2,80}}?)"
    r"(?P<session>第[一二三四五六七八九十百零〇\d]+次(?:全体)?会议|令(?:第[一二三四五六七八九十百零〇\d]+号)?)?"
    r"(?P<step>批准|审?议?通过|公布|发布|颁布|修正|修订)"
)
_SESSION = re.compile(r"第几次(?:全体)?会议|哪次会议|第几号令?|令第几号")
_HISTORY = re.compile(
    r"(?:修订|修改|修正)(?:过)?(?:的)?(?:情况|历史|历程|过程|记录|沿革)|历次(?:修订|修改|修正)|沿革"
    r"|(?:修订|修改|修正)(?:过|了)?(?:几|多少)次|(?:几|多少)次(?:修订|修改|修正)"
)
_CHANGED = re.compile("修正|修订|修改")
_FIRST = re.compile(r"最初|最早|首次|第一次|原来")
_LAST = re.compile(r"最近|最后|最新|最终|上一次")
_OF_TEXT = re.compile(
    r"(?:法|条例|办法|规定|规则|细则|决定|解释|意见|通知|它|文件|该?规章|法规)的?"
)
_ITSELF = re.compile(rf"[的了？? ]|[这该本此][个部份]?(?:{_OF_TEXT.pattern})")
_BETWEEN = re.compile(
    r"^(?:自|于|在|是|由|被|的|最初|最早|首次|最近|最后|最新|谁|何时|什么时候|哪[一个些年月天日]*|部门|机关|单位|机构|几月几日|第几次会议|哪次会议|上|[了？?，])*$"
)


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    end: int
    day: str
    body: str
    session: str


def history(intent: Intent, archive: Archive, entries: Sequence[Entry]) -> Answer | None:
    """Answer how often and when a text was changed, by the notes below its title; None otherwise.

    Args:
        intent: The question.
        archive: Has the texts.
        entries: The held documents that it means; of several editions the longest history counts.
    """
    if not _HISTORY.search(intent.question) or len({entry.title for entry in entries}) != 1:
        return None
    told = [(entry, archive.document(entry.id)) for entry in entries]
    steps = [
        (entry, [(span, said) for span, said in events(document) if _CHANGED.search(said)])
        for entry, document in told
    ]
    entry, changes = max(steps, key=lambda each: len(each[1]), default=(None, []))
    if entry is None or not changes:
        return None
    text, _ = archive.text(entry.id)
    quotes = [text[start:end].strip("（()） \u3000\n") for (start, end), _ in changes]
    evidence = tuple(
        Citation(entry.id, entry.title, at, at + len(quote), quote, entry.source_url)
        for quote, (span, _) in zip(quotes, changes, strict=True)
        for at in [text.find(quote, span[0])]
    )
    lines = "\n".join(f"{n}. {quote}" for n, quote in enumerate(quotes, 1))
    count = Value(f"{len(quotes)}次", Decimal(len(quotes)), "次")
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{entry.title}》题下注明了{len(quotes)}次修改：\n{lines}\n"
        "收录的是最后这次修改后的文本，以后的修改不在其内。",
        values=(count, *(Value(quote) for quote in quotes)),
        evidence=evidence,
        source="passage",
        steps=(*intent.steps, f"题注中的修改 → {len(quotes)}次"),
        confidence=0.9,
    )


def enacted(intent: Intent, archive: Archive, entries: Sequence[Entry]) -> Answer | None:
    """Answer when, by whom or in which session a text came about; None for other questions.

    Args:
        intent: The question.
        archive: Has the text.
        entries: The documents that it means; only one is answered for.
    """
    step = _asked_step(intent)
    if step is None or len({entry.title for entry in entries}) != 1:
        return None
    entry = entries[0]
    document = archive.document(entry.id)
    told = [
        _Event(start, start + made.end(), made["day"], made["body"], made["session"] or "")
        for (start, _), said in events(document)
        if (made := _MADE.match(said.lstrip(" （("))) is not None and made["step"].endswith(step)
    ]
    if not told:
        return None
    if _FIRST.search(intent.question):
        told = told[:1]
    elif _LAST.search(intent.question):
        told = told[-1:]
    values = _values(intent, told)
    if not all(value.value for value in values):
        return None
    quotes = [document.text[e.start : e.end].strip() for e in told]
    evidence = tuple(
        Citation(entry.id, entry.title, at, at + len(quote), quote, entry.source_url)
        for e, quote in zip(told, quotes, strict=True)
        for at in [document.text.find(quote, e.start)]
    )
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"《{entry.title}》题下注明：{'；'.join(quotes)}。",
        values=values,
        evidence=evidence,
        source="passage",
        steps=(*intent.steps, f"题注中的“{step}” → {len(told)}处"),
        confidence=0.9,
    )


def _values(intent: Intent, told: Sequence[_Event]) -> tuple[Value, ...]:
    if _SESSION.search(intent.question):
        return tuple(Value(e.session) for e in told)
    if intent.focus.asked is Asked.DATE:
        return tuple(Value(e.day) for e in told)
    bodies = dict.fromkeys(body for e in told for body in e.body.split("、"))
    return tuple(Value(body) for body in bodies)


def _asked_step(intent: Intent) -> str | None:
    """Return the step that is asked of the text itself, not of something else (谁批准*设立*)."""
    question = intent.question
    step = _STEP.search(question)
    asks = intent.focus.asked in {Asked.DATE, Asked.ENTITY} or _SESSION.search(question)
    if (
        step is None
        or not asks
        or (_SESSION.search(question) is None and step[0] in {"修正", "修订"})
    ):
        return None
    text = [m.end() for m in _OF_TEXT.finditer(question, 0, step.start())]
    if not text and re.match(
        rf"了?[这该本此][个部份]?(?:{_OF_TEXT.pattern})", question[step.end() :]
    ):
        text = [0]  # 第几次会议通过了*这个规定*
    between = question[text[-1] : step.start()] if text else ""
    behind = _ITSELF.sub("", question[step.end() :])
    asked_behind = re.fullmatch(
        r"(?:时间|日期|机关|单位|部门|是?(?:什么时候|何时|谁|哪[一个些年月天日]*))*", behind
    )
    return step[0] if text and _BETWEEN.match(between) and asked_behind is not None else None
