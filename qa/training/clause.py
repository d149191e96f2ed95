"""Questions made from how policy documents are written: led items, conditions, enumerations.

Most questions on such documents ask what is done or demanded, and a clause or several answer
them. A statement that says of what it speaks before it says what is done is such a pair already:
三是加强督导。每周巡查… ; 对受灾企业，减免租金。; 材料包括申请书、证明。
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from corpus.sentence import sentences
from qa.training.lead import leads
from qa.training.question import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument

LONGEST = 260
"""Characters of the longest answer."""
SHORTEST = 8
MOST_SENTENCES = 3
"""Sentences after a lead that may belong to it."""
_NUMBER = re.compile(
    r"^\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）).．、]|[一二三四五六七八九十][是要])\s*"
)
_CONDITION = re.compile(
    r"(?:^|[。；\s])(?P<of>对(?!于?此)[^，。；：]{5,36})，(?P<answer>[^。；]{8,200})[。；]"
)
_LISTED = re.compile(
    r"(?:^|[，。；\s])(?P<of>[^，。；：]{4,30}?)(?:主要)?(?:包括|分为|涵盖)(?P<answer>[^，。；：]{2,20}、[^。；]{4,120})[。；]"
)
_DEMANDS = ("有什么要求", "有哪些要求", "的具体要求是什么", "方面有哪些要求")
_MEASURES = ("方面有哪些措施", "采取了哪些措施", "有哪些举措", "方面是怎么做的", "如何开展")
_POLICIES = ("有什么政策", "有哪些规定", "有哪些支持措施", "如何规定", "采取什么措施")
_LISTS = ("包括哪些", "有哪些", "分别是什么")
_TITLE = re.compile(
    r"^(?:关于)?(?:印发|转发)?《?(?P<of>.{2,40}?)》?(?:的)?(?:若干)?(?:通知|通告|公告|意见|措施|决定)?$"
)


def clause_questions(documents: Sequence[PolicyDocument], most: int = 2) -> Iterator[Asked]:
    """Yield at most ``most`` questions of each document, chosen by a hash."""
    for document in documents:
        found = [*_led(document), *_plain(document)]
        found.sort(key=lambda each: _draw(each.text))
        yield from found[:most]


def _led(document: PolicyDocument) -> Iterator[Asked]:
    """Yield a question for each numbered short sentence that others follow."""
    spans = sentences(document.text)
    led, first = leads(document.text, spans)
    numbers = led.tolist()
    for number in sorted(set(numbers)):
        own = [at for at, lead in enumerate(numbers) if lead == number and at != number]
        own = [at for at in own if first[at] == first[own[0]]]  # one paragraph
        text = document.text[slice(*spans[number])]
        name = _NUMBER.sub("", text).strip("。：: \u3000")
        if not own or len(own) > MOST_SENTENCES or not 4 <= len(name) <= 20:
            continue
        answer = document.text[spans[own[0]][0] : spans[own[-1]][1]].strip()
        if SHORTEST <= len(answer) <= LONGEST and not _NUMBER.match(answer):
            forms = _DEMANDS + _MEASURES
            yield _asked(document, f"{_subject(document)}{name}", forms, answer)


def _plain(document: PolicyDocument) -> Iterator[Asked]:
    """Yield questions on conditions and on enumerations."""
    for pattern, forms in ((_CONDITION, _POLICIES), (_LISTED, _LISTS)):
        for found in pattern.finditer(document.text):
            name = found["of"] if pattern is _CONDITION else _NUMBER.sub("", found["of"]).strip()
            if len(name) > 3:
                yield _asked(document, f"{_subject(document)}{name}", forms, found["answer"])


def _asked(document: PolicyDocument, about: str, forms: Sequence[str], answer: str) -> Asked:
    form = forms[_draw(about) % len(forms)]
    return Asked(f"{fold(about)}{form}？", document.id, answer)


def _subject(document: PolicyDocument) -> str:
    """Return what a question names of a document: the place or body before 关于, or its subject."""
    title = document.metadata.title.strip()
    before, mark, _ = title.partition("关于")
    if mark and before:
        return before
    found = _TITLE.match(title)
    return found["of"] if found and len(title) < 24 else title[:12]


def _draw(text: str) -> int:
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:8], 16)
