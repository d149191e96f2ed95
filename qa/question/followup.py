"""Follow-up questions: 那江苏呢？ is the last question with one slot changed.

A follow-up is turned into a complete question, which then takes the ordinary way. So what it means
can be shown, put into a page address and asked again without any hidden state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind, terms_by_name
from qa.question.elliptic import exchanged
from qa.question.focus import STOP, Operation, focus
from qa.question.lexicon import lexicon
from qa.question.slot import Slot, slots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.pipeline import Pipeline
    from qa.answer import Answer, Value

MOST_NAMED = 40
"""More places than there are provinces are not named one by one in a question."""

_END = r"(?:呢|吗|么|啊)?[？?。!！]*$"
_LEAD = re.compile(r"^(?:那么?|然后|另外|再问一下|and |what about |how about )", re.IGNORECASE)
_PARTICLES = re.compile(
    r"呢|啊|吧|又|也|的|是|为|多少|几|如何|怎么样|怎样|情况|[，,。？?！!\s]", re.IGNORECASE
)
_MORE = re.compile(rf"^(?:那么?)?(?:还有|除此之外|其他的?|其余的?|别的).{{0,8}}?{_END}")
_WHICH = re.compile(rf"^(?:那么?)?(?:分别|都|具体)*(?:是|有)*(?:哪[些几][个份部项家]?|什么){_END}")
_HOW_MANY = re.compile(r"(?:多少|几)[个份部项家条]?")
_WHY = re.compile(rf"^(?:那么?)?(?:这是|那是)?(?:为什么|为何|为啥|什么原因|原因(?:是什么)?){_END}")
_AMONG = re.compile(
    r"^(?:那么?)?(?:在?(?:其中|这些|它们|上述)(?:之?中|当中)?的?)(?:省份?|市|地区)?"
)
_ANAPHOR = re.compile(
    r"(?:该|这[份个部项篇一]{0,2}|那[份个部项篇]|上述|前述)"
    r"(?P<noun>文件|办法|条例|通知|意见|规划|方案|决定|规定|法律?|报告|省|市|区|县|地区?|部门?|单位)"
    r"|它们?|其(?![他中余它次实])"
)
_OUTERMOST = re.compile(r"最[新早晚]|最近")
_ARTICLE = re.compile(r"^(?:那么?)?第[零〇一二三四五六七八九十百千\d]+条")
_COMPARES = re.compile(r"[比和与跟较同]$")
_FUNCTION = re.compile(
    r"完成|实现|达到|达成|最[高低大小多少快慢]|[更较]?[高低多少大小快慢]|相差|差|比|目标|实际|"
    r"变化|增长|增速|增幅|涨幅|下降|分别|具体|发|出|定|了|个?百分点|[省市县]|地区|部门|文件|单位|一?样"
)
"""Words of comparing and of results: a question of only these has no subject of its own."""
_DOCUMENT_NOUNS = frozenset(
    {"文件", "办法", "条例", "通知", "意见", "规划", "方案", "决定", "规定", "法", "法律", "报告"}
)
_PLACE_NOUNS = frozenset({"省", "市", "区", "县", "地", "地区"})


@dataclass(frozen=True, slots=True)
class Continued:
    """A follow-up as a complete question.

    ``text`` is the question as it is now understood, ``steps`` what was carried over, ``document``
    the only document it can be about (None for all) and ``given`` what was already answered.
    """

    text: str
    steps: tuple[str, ...] = ()
    document: str | None = None
    given: frozenset[str] = frozenset()


def continued(question: str, previous: Answer, pipeline: Pipeline) -> Continued:
    """Return a question with what it leaves out taken from the one before.

    Args:
        question: The follow-up as typed; one that stands alone comes back as it is.
        previous: The last answer; its ``resolved`` is the complete question it answered.
        pipeline: The extraction pipeline.
    """
    last = previous.resolved or previous.question
    if _WHICH.match(question) and _HOW_MANY.search(last):
        text = _HOW_MANY.sub("哪些", last, count=1)
        return Continued(text, (f"承接上一问 → {text}",))
    other = exchanged(question, last)
    if other is not None:
        return Continued(other, (f"承接上一问 → {other}",))
    if _MORE.match(question) or _WHY.match(question):
        return _more(last, previous) if _MORE.match(question) else _why(last, previous)
    own, prior = slots(question, pipeline), slots(last, pipeline)
    text, steps = _named(question, own, prior, previous)
    if text != question:
        return Continued(text, steps)
    if _AMONG.match(question):
        return _among(question, last, prior, previous)
    if own and not _rest(question, own):
        alone = focus(question).spans and {"place", "indicator"} <= {slot.kind for slot in own}
        return Continued(question) if alone else _changed(last, own, prior)
    if _leans(question, own):
        return _carried(question, own, prior, previous)
    return Continued(question)


def _more(last: str, previous: Answer) -> Continued:
    """Ask for all of which one was given, and leave out what was."""
    what = focus(last)
    asked = re.compile(r"哪[一]?[个家项份部位座种]?|谁|什么(?:样的)?")
    text = asked.sub("哪些", last, count=1) if what.spans and "哪些" not in last else last
    given = frozenset(value.value for value in previous.values)
    return Continued(text, (f"承接上一问 → {text}", f"不再列出 → {'、'.join(sorted(given))}"),
                     given=given)  # fmt: skip


def _why(last: str, previous: Answer) -> Continued:
    """Ask for the reason of what was asked, in the document that gave the answer."""
    text = f"为什么{_statement(last)}？"
    document = previous.evidence[0].document if previous.evidence else None
    return Continued(text, (f"承接上一问 → {text}",), document=document)


def _statement(question: str) -> str:
    """Return a question without its interrogative: 浙江的目标是多少？ → 浙江的目标."""
    characters = list(question)
    for start, end in focus(question).spans:
        characters[start:end] = [""] * (end - start)
    return "".join(characters).strip("？?吗呢。 ")


def _named(
    question: str, own: Sequence[Slot], prior: Sequence[Slot], previous: Answer
) -> tuple[str, tuple[str, ...]]:
    """Put the name for the pronoun: 它的依据是什么 → 《…办法》的依据是什么."""
    match = next(
        (m for m in _ANAPHOR.finditer(question)
         if all(m.end() <= s.start or m.start() >= s.end for s in own)),
        None,
    )  # fmt: skip
    if match is None:
        return question, ()
    name = _antecedent(question, match.groupdict().get("noun") or "", prior, previous)
    if name is None:
        return question, ()
    text = question[: match.start()] + name + question[match.end() :]
    return text, (f"{match.group()} → {name}（承接上一问）",)


def _antecedent(question: str, noun: str, prior: Sequence[Slot], previous: Answer) -> str | None:
    titles = [v.value for v in previous.values if v.value.startswith("《")]
    held = [f"《{c.title}》" for c in previous.evidence if c.title]
    documents = [s.text for s in prior if s.kind == "document"] or titles or held
    places = [s.text for s in prior if s.kind == "place"]
    things = [v.value for v in previous.values if _is_thing(v)]
    if noun in _DOCUMENT_NOUNS or (not noun and _of_documents(question)):
        return next(iter(documents), None)
    if noun in _PLACE_NOUNS:
        return next(iter([*things, *places]), None)
    others = [s.text for s in prior if s.kind in {"actor", "named", "document"}]
    return next(iter([*things, *others, *places, *held]), None)


def _is_thing(value: Value) -> bool:
    """Whether a value can be meant by a pronoun: no number and no day."""
    return bool(value.iri) and value.number is None and not value.value[:1].isdigit()


def _of_documents(question: str) -> bool:
    """Whether a question names a property that the ontology gives to documents."""
    found = (terms_by_name().get(match.name) for match in lexicon().properties(question))
    return any(
        term is not None and any(each.endswith("#PolicyDocument") for each in term.domain)
        for term in found
    )


def _among(question: str, last: str, prior: Sequence[Slot], previous: Answer) -> Continued:
    """Ask about the places of the last table or list only."""
    names = _listed(last, prior, previous)
    rest = _AMONG.sub("", question).rstrip("？?呢。 ")
    if document_kind(_statement(last)) is not None and _OUTERMOST.match(rest):
        text = f"{_statement(last)}{rest}？"
        return Continued(text, (f"承接上一问 → {text}",))
    if not focus(rest).spans:
        rest = f"{rest.removesuffix('的')}的是哪个{focus(last).noun or '地区'}"
    lead = "、".join(names) if len(names) <= MOST_NAMED else ""
    others = [s.text for s in prior if s.kind in {"period", "indicator", "nature", "document"}]
    text = f"{lead}{''.join(others)}{rest}？"
    return Continued(text, (f"其中 → {lead or '上一问的全部'}", f"承接上一问 → {text}"))


def _listed(last: str, prior: Sequence[Slot], previous: Answer) -> list[str]:
    """Return the places that the last answer lists, or chose from where it was an extreme."""
    if focus(last).operation in {Operation.MAXIMUM, Operation.MINIMUM}:
        return [slot.text for slot in prior if slot.kind == "place"]
    rows = [row.get("地区", "") for row in previous.rows]
    things = [v.value for v in previous.values if v.iri and v.number is None]
    return list(dict.fromkeys(name for name in rows or things if name))


def _changed(last: str, own: Sequence[Slot], prior: Sequence[Slot]) -> Continued:
    """Put the follow-up's slots where the last question has those of the same kind."""
    edits: list[tuple[int, int, str]] = []
    steps = []
    for kind in dict.fromkeys(slot.kind for slot in own):
        new = "、".join(slot.text for slot in own if slot.kind == kind)
        old = [slot for slot in prior if slot.kind == kind]
        if old:
            edits.append((old[0].start, old[0].end, new))
            ends = {slot.end for slot in old}  # 湖南省衡阳市 is one place
            edits += [(slot.start, slot.end, "") for slot in old[1:] if slot.start in ends]
            steps.append(f"{old[0].text} → {new}（其余承接上一问）")
        else:
            edits.append((0, 0, new))
            steps.append(f"加上 {new}（其余承接上一问）")
    text = last
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return Continued(text, (*steps, f"理解为 → {text}"))


def _rest(question: str, own: Sequence[Slot]) -> str:
    """Return what a question says beside its slots and particles."""
    characters = list(question)
    for slot in own:
        characters[slot.start : slot.end] = [" "] * (slot.end - slot.start)
    return _PARTICLES.sub(" ", _LEAD.sub("", "".join(characters))).strip()


def _leans(question: str, own: Sequence[Slot]) -> bool:
    """Whether a question has no subject of its own, only a property, an extreme or a verb."""
    if any(slot.kind not in {"period", "nature"} for slot in own) and not _compares(question, own):
        return False
    if _ARTICLE.match(question):
        return True
    rest = _rest(question, own)
    for start, end in focus(rest).spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    for match in lexicon().properties(rest):
        if rest.lstrip().startswith(match.words):
            rest = rest.replace(focus(question).noun or " ", " ")  # 废止了哪些*法律*
        rest = rest.replace(match.words, " ")
    words = [w for w in lexicon().content(STOP.sub(" ", rest)) if not _FUNCTION.fullmatch(w)]
    return not words


def _compares(question: str, own: Sequence[Slot]) -> bool:
    return any(_COMPARES.search(question[: slot.start]) for slot in own if slot.kind == "place")


def _carried(
    question: str, own: Sequence[Slot], prior: Sequence[Slot], previous: Answer
) -> Continued:
    """Put the slots that a question leaves out before it, or the document last spoken of."""
    kinds = {slot.kind for slot in own}
    if _compares(question, own):
        kinds -= {"place"}
    wanted = [slot for slot in prior if slot.kind not in kinds]
    documents = [slot for slot in wanted if slot.kind == "document"]
    lead = "".join(slot.text for slot in documents or wanted)
    last = previous.resolved or previous.question
    named = next((c.title for c in previous.evidence if c.title and c.title in last), None)
    if named is not None and not documents:
        lead = f"《{named}》"  # a local act is no slot: 上海市*数据条例*
    if not lead and _of_documents(question):
        lead = _antecedent(question, "", prior, previous) or ""
    if not lead:
        return Continued(question)
    text = lead + _LEAD.sub("", question).replace("呢", "")
    if _compares(question, own) and not focus(question).spans:
        places = [slot.text for slot in (*prior, *own) if slot.kind == "place"]
        others = [slot.text for slot in wanted if slot.kind != "place"]
        text = f"{'和'.join(places)}{''.join(others)}哪个高？"
    return Continued(text, (f"承接上一问的 {lead}", f"理解为 → {text}"))
