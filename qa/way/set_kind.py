"""Which kind of documents a question asks for a set of: 有哪些*条例*, 多少部*法律*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.question.focus import Asked, Operation
from qa.recall.selection import ANY, is_document

if TYPE_CHECKING:
    from qa.question.intent import Intent

LAST = re.compile(
    r"最新|最晚|最近(?:的|一[份部个次]|发布|印发|出台|公布|修改|修订|修正|施行|实施|生效)"
)
FIRST = re.compile(r"最早|第一[份部]")
COUNTED = (
    "文件|政策|通知|意见|办法|条例|规定|方案|规划|决定|批复|公告|法律|法规|规章|司法解释|细则|报告"
)
_HOW_MANY = re.compile(
    r"(?:多少|几)(?:[份部个篇项件])?[\u4e00-\u9fff]{0,14}?"
    rf"(?P<behind>{COUNTED})"
    r"|有(?:多少|几)[份部篇](?=是)"
    r"|(?:发文|发布|印发|出台|制定)了?(?:多少|几)[份部个篇件](?=[？?]?$)"
    rf"|(?P<before>{COUNTED})"
    r"(?:[里中][^，。？?]{0,8}?的?)?(?:一?共|总共)?有?(?:多少|几)[份部个篇项件]"
)
_KIND_INSIDE = re.compile(
    rf"(?P<kind>{COUNTED})(?:(?:里|中|当中)(?:关于|有关|涉及)[^，。]{{2,20}}的?(?:有|是)?(?:哪|什么)|叫什么)"
)
"""A kind that something is sought in, or whose name is asked for: 行政法规*叫什么*."""


def asked_kind(intent: Intent) -> str | None:
    """Return the class of documents whose set is asked for, None if another thing is."""
    many = {Operation.LIST, Operation.COUNT, Operation.VALUE, Operation.TIMELINE}
    asked = intent.asked_class
    named = asked.name if asked is not None and is_document(asked.name) else None
    counted = _HOW_MANY.search(intent.question)
    if counted is not None:
        return named or document_kind(counted["behind"] or counted["before"] or "") or ANY
    if LAST.search(intent.question) or FIRST.search(intent.question):
        return named or _kind_behind(intent)
    phrase = intent.focus.asked is Asked.TEXT and not intent.focus.spans
    if phrase and "的" in intent.question and intent.focus.operation in many:
        return _kind_at_end(intent.question)  # 2015年以后发布的条例
    inner = _KIND_INSIDE.search(intent.question)
    if inner is not None and intent.focus.operation in many:
        return kind_named(inner["kind"])
    if intent.focus.asked is not Asked.ENTITY or intent.focus.operation not in many:
        return None
    return named if asked is not None else _kind_at_end(intent.question)


def _kind_behind(intent: Intent) -> str | None:
    """Return the kind of which the newest or oldest is asked for: 最新的*条例*是哪部."""
    head = re.split(r"是(?:哪|什么)|叫什么|有哪", intent.question)[0]
    return _kind_at_end(LAST.sub("", FIRST.sub("", head)))


def _kind_at_end(text: str) -> str | None:
    """Return the kind of documents that words end with: 有哪些现行有效的*条例*."""
    return kind_named(text.rstrip("？?。的 "))


def kind_named(words: str) -> str | None:
    """Return the class of documents that words end with; 文件 and 政策 are of any class."""
    return ANY if words.endswith(("文件", "政策")) else document_kind(words)
