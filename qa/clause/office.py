"""What post a person has: 某某是什么职务 is answered by what stands beside the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import words
from qa.answer import Value
from qa.clause.sentence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

_ASKED = re.compile(
    r"^(?P<name>[\u4e00-\u9fff·]{2,12}?)(?:的|现在|目前)*(?:是|担任|现任|出任|任)(?:了)?"
    r"(?:的)?(?:什么|哪个|何)(?:职务|职位|职|官|身份|角色|岗位)?[？?]?$"
    r"|^(?P<named>[\u4e00-\u9fff·]{2,12}?)(?:的)?(?:职务|职位|身份)(?:是|为)(?:什么|哪个)[？?]?$"
    r"|^(?P<does>[\u4e00-\u9fff·]{2,6}?)(?:是|在)(?:做什么|干什么|(?:哪个?|什么)(?:单位|部门|机构|公司|地方))(?:工作|任职)?的?[？?]?$"
)
POST = (
    r"(?:长|员|主席|总统|总理|首相|书记|主任|经理|总裁|代表|大使|发言人|负责人|专家|教授|医师|工程师|记者|律师"
    r"|院士|理事|干事|国王|民警|秘书|(?<=[^个每成])人)"
)
"""What the name of a post ends in."""
_BEFORE = re.compile(rf"(?P<post>[\u4e00-\u9fff\d（）]{{1,30}}(?:{POST}))$")
_BEHIND = re.compile(
    rf"(?:，|是|任|担任)(?P<post>[\u4e00-\u9fff（）]{{1,24}}?{POST})(?=[，。；：])"
)
_LEADS = frozenset("由据经对向将和与及在了着过") | {
    "近日",
    "日前",
    "今天",
    "昨天",
    "以及",
    "日",
    "、",
}
"""Words behind which a post begins at the earliest."""


def posts(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the posts that a sentence gives the person whose post is asked for."""
    asked = _ASKED.match(wanted.question)
    name = asked and (asked["name"] or asked["named"] or asked["does"])
    if not name:
        return
    for match in re.finditer(re.escape(name), text):
        clause = re.split(r"[，。；：“”\s]", text[: match.start()])[-1]
        before = _BEFORE.search(clause)
        if before is not None:
            post = _behind_leads(before["post"])
            yield Candidate(match.start() - len(post), match.start(), (Value(post),), 0.3)
        behind = _BEHIND.match(text, match.end())
        if behind is not None:
            start, end = behind.span("post")
            yield Candidate(start, end, (Value(behind["post"]),), 0.3)


def _behind_leads(said: str) -> str:
    """Return what stands behind the last word that can only stand before a post."""
    told = words(said, search=False)
    last = max((n for n, word in enumerate(told) if word in _LEADS), default=-1)
    return "".join(told[last + 1 :]) or said
