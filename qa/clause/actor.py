"""Persons and bodies of a sentence as the ones who do, or get, what a question says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.segment import is_listed, tags, words
from qa.answer import Value
from qa.clause.complement import objects
from qa.clause.named import apart
from qa.clause.role import ACTED_ON, BODY_ASKED, RECEIVES, governed, marked, names_actor, subjects
from qa.clause.sentence import Candidate
from qa.question.focus import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Extraction
    from qa.clause.sentence import Wanted

_BODIES = frozenset({"GovernmentBody", "Organization"})
_OWN = r"(?:组|委|办|局|厅|部|院|所|处|中心|监委|办公厅|办公室)"
_TAIL = re.compile(rf"[\u4e00-\u9fff]{{1,8}}{_OWN}")
_JOINED = re.compile(r"国家监察委员会|国家监委")
"""A body whose name is said in one breath with another's."""
_UNLISTED = re.compile(
    r"(?:^|[，；。：、])(?P<name>[\u4e00-\u9fff]{2,14}(?:院|局|厅|集团|公司|银行|中心|协会|学会|商会|大学|医院|办公室|委员会|工作组|专班))"
    r"(?=对|将|把|向|为|在|已|联合|会同|主动|及时)"
)
_OFFICE = re.compile(
    r"(?:副|常务)*(?:主任委员|主任|局长|厅长|处长|书记|部长|省长|市长|区长|县长|主席|总理|院长|校长|会长|秘书长|组长|行长|董事长|总?经理|所长|"
    r"司长|代表|总裁|发言人|负责人|村医|主任医师|教授|研究员|专家|委员长|国务委员|科长|州长|检察长|审计长|总干事|总统|首相|外长|大使|理事长|署长|台长|"
    r"馆长|站长|庭长|社长|总工程师|总会计师|总经济师|总监|干事长|参事|县委书记|议长|镇长|乡长|队长|警长|船长|机长|班长|村长|厂长|店长|关长|巡视员|专员|国王)"
)
WHO_IS = re.compile(r"是谁|谁是|叫什么|姓什么|谁担任")
"""A question for the holder of an office."""
_SAY = re.compile(r"(?:由谁|谁)?担任|是谁|谁是|叫什么名字|叫什么|的?名字|[？?。]")
WHICH_HOLDER = re.compile(rf"哪一?[位名个](?P<office>[\u4e00-\u9fff]{{0,6}}?{_OFFICE.pattern})")
"""Which of those who hold an office: 哪位*国务委员*."""
_OBJECT = re.compile(r"[\u4e00-\u9fff]{2}(?:了|过)谁[？?。]?$")
"""The one to whom something is done: 增加了谁."""
_LONG_NAME = re.compile(r"[\u4e00-\u9fff·]{4,8}(?=\d)")
"""A name of more letters than three, which a day ends: *阿拉格齐*20日."""
_SAYS = re.compile(r"说|表示|介绍|指出|强调|认为|告诉|透露|坦言")
"""What follows a name whole: 李*明说* is 李明 only where no 说 follows three letters."""
_HOLDS = re.compile(
    r"(?:^|[，。；：、“\s])(?P<name>[\u4e00-\u9fff]{2,4}?)(?:是|担任|现任|任)(?!否)[^，。；]{0,24}$"
)
"""Who is said to be something."""
_BESIDE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:已|将|要)?(?:会同|会商|联合)(?P<run>[^，。；]*?(?:部门|单位|机构|方面)|[^，。；对赴在]{2,40})"
)
"""Those with whom somebody does something: 民政局会同*财政局等部门*制定."""
SHORTEST_CALLED = 3
"""Letters that must stand before a name where no office does."""
_NO_NAME = frozenset("向作的说称在正于等和与及为是将对把主先指介表还也")
"""Letters that follow a name and are none of it."""


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    body: bool


def actors(wanted: Wanted, text: str, found: Extraction) -> Iterator[Candidate]:
    """Yield the actors of a sentence that may answer, each with what speaks for it."""
    if WHO_IS.search(wanted.question) or WHICH_HOLDER.search(wanted.question):
        yield from _office_holders(wanted, text)
        return
    if _OBJECT.search(wanted.question) and not RECEIVES.search(wanted.question):
        for candidate in objects(wanted, text):
            said = candidate.values[0].value
            if names_actor(said) or _OFFICE.search(said):
                yield candidate
        return
    told = [*marked(wanted, text), *governed(wanted, text)] or [*subjects(wanted, text)]
    yield from told
    verb = _verb(wanted, text)
    if verb is not None and not told and not ACTED_ON.search(wanted.question):
        yield from _subject(wanted, text, verb)
        yield from _beside(wanted, text, found, verb)


def _beside(
    wanted: Wanted, text: str, found: Extraction, verb: tuple[int, int]
) -> Iterator[Candidate]:
    """Yield the persons and bodies before a deed, or behind what is given to them."""
    receives = RECEIVES.search(wanted.question) is not None
    named = _named(
        text,
        found,
        bodies_only=BODY_ASKED.search(wanted.question[-len(wanted.behind) - 6 :]) is not None,
    )
    for each in named:
        gap = text[verb[1] : each.start] if receives else text[each.end : verb[0]]
        ahead = each.start >= verb[1] if receives else each.end <= verb[0]
        if not ahead or re.search(r"[，。；]", gap):
            continue
        end = each.end
        if each.body and not receives and (own := _TAIL.fullmatch(gap)):
            end += own.end()  # 领导小组*交通检疫组*印发
        if joined := _JOINED.match(text, end):
            end = joined.end()
        start = each.start
        values: tuple[Value, ...] = (Value(text[start:end]),)
        if wanted.intent.focus.operation is Operation.LIST:
            start, values = _run(text, each.start, end)
        values = tuple(v for v in values if v.value not in wanted.question)
        low, high = (verb[1], each.start) if receives else (end, verb[0])
        rival = any(o is not each and low <= o.start and o.end <= high for o in named)
        if values:
            marked = text[:start].endswith("由")
            yield Candidate(start, end, values, 0.0 if rival and not marked else 0.15)


def _subject(wanted: Wanted, text: str, verb: tuple[int, int]) -> Iterator[Candidate]:
    """Yield a person without office that begins the clause of the deed: *王毅*参加会谈."""
    if "谁" not in wanted.question:
        return
    name = re.search(r"(?:^|[，。；\s])(?P<name>[\u4e00-\u9fff]{2,3})$", text[: verb[0]])
    if name is None or name["name"] in wanted.question or name["name"][-1] in _NO_NAME:
        return
    first = words(name["name"], search=False)
    if len(first) == 1 and (tags().get(first[0], "nr").startswith("nr")):
        yield Candidate(name.start("name"), name.end("name"), (Value(name["name"]),), 0.15)


def _before_office(text: str) -> Iterator[_Named]:
    """Yield the persons whose office follows their name: *李文清*副委员长主持会议."""
    for match in re.finditer(
        rf"(?:^|[，。；、\s])(?P<name>[\u4e00-\u9fff]{{2,4}}?){_OFFICE.pattern}", text
    ):
        name = match["name"]
        known = tags().get(name)
        if (known.startswith("nr") if known else not is_listed(name)) and len(name) < 4:
            yield _Named(match.start("name"), match.end("name"), body=False)


def _named(text: str, found: Extraction, *, bodies_only: bool) -> list[_Named]:
    """Return the persons and bodies of a sentence; a body before an office is none by itself."""
    people: list[_Named] = []
    named = [_Named(m.start, m.end, body=True) for m in found.mentions if m.label in _BODIES]
    named += [_Named(*m.span("name"), body=True) for m in _UNLISTED.finditer(text)]
    for match in _OFFICE.finditer(text):
        end = _name_end(text, match.end())
        if end is not None:
            people.append(_Named(match.end(), end, body=False))
            named = [n for n in named if n.end != match.start()]
    people += [p for p in _before_office(text) if all(p.start != o.start for o in people)]
    people += [
        _Named(m.start, m.end, body=False)
        for m in found.mentions
        if m.label == "Person" and all(m.start != p.start for p in people)
    ]
    beside = [m.span("run") for m in _BESIDE.finditer(text)]
    named = [n for n in named if not any(a <= n.start < b for a, b in beside)]
    unique = {n.start: n for n in sorted(named, key=lambda n: n.end)}
    return sorted([*unique.values(), *([] if bodies_only else people)], key=lambda n: n.start)


def _office_holders(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the persons whose name follows the very office asked about: 主任委员*信春鹰*."""
    which = WHICH_HOLDER.search(wanted.question)
    office = which["office"] if which else _SAY.sub("", wanted.question).rstrip("的").strip()
    if which is None and _OFFICE.search(office) is None:
        yield from _named_behind(office, text)
        return
    for match in _OFFICE.finditer(text):
        lead, same = text[: match.end()], 0
        end = _name_end(text, match.end())
        while same < min(len(office), len(lead)) and office[-1 - same] == lead[-1 - same]:
            same += 1
        # 副主任委员 is another office than 主任委员, whoever's it is
        other = lead[: len(lead) - same].endswith(("副", "原", "前"))
        named = _holder_before(text[: match.start()])
        if named is not None and same >= 2 and not other:
            yield Candidate(*named.span("name"), (Value(named["name"]),), 0.2)
        if end is not None and same >= 2 and not other:
            bonus = 0.3 if same == len(office) else 0.1
            yield Candidate(match.end(), end, (Value(text[match.end() : end]),), bonus)


def _holder_before(text: str) -> re.Match[str] | None:
    """Return a name that is said to have the office behind it: *叶明*是检查站的站长."""
    name = _HOLDS.search(text)
    first = words(name["name"], search=False) if name else []
    known = first and (len(first) == 1 or not is_listed(first[0]) or len(first[0]) == 1)
    if not known or name is None or name["name"][0] in _NO_NAME:
        return None
    return name if tags().get(first[0], "nr").startswith(("nr", "n", "x")) else None


def _named_behind(called: str, text: str) -> Iterator[Candidate]:
    """Yield the names right behind what somebody or something is called by: 采集员*甲某和乙某*."""
    for size in range(len(called), SHORTEST_CALLED - 1, -1):
        found = False
        for match in re.finditer(re.escape(called[-size:]), text):
            end = _name_end(text, match.end())
            if end is None or text[match.end() : end] in called:
                continue
            values = [Value(text[match.end() : end])]
            while text[end : end + 1] in {"和", "、", "与"} and (other := _name_end(text, end + 1)):
                values.append(Value(text[end + 1 : other]))
                end = other
            found = True
            yield Candidate(match.end(), end, tuple(values), 0.2 if size == len(called) else 0.1)
        if found:
            return


def _name_end(text: str, start: int) -> int | None:
    """Return where a name of two or three letters ends that begins here; None if none does."""
    name = re.match(r"[\u4e00-\u9fff]{2,3}", text[start:])
    if name is None or name.group()[0] in _NO_NAME or _OFFICE.match(text, start):
        return None
    first = next(iter(words(text[start : start + 8], search=False)), "")
    tag = tags().get(first, "nr")
    if is_listed(first) and not tag.startswith("nr" if len(first) > 1 else "n"):
        return None
    if len(first) == 1 and name.group()[1] in _NO_NAME:
        return None
    # 王强*调研*: a third letter that begins a word of the sentence is none of the name
    long = _LONG_NAME.match(text, start)
    if long is not None and not any(
        len(word) > 1 and is_listed(word) for word in words(long.group(), search=False)[1:]
    ):
        return long.end()
    third = name.group()[2:]
    if third and third not in _NO_NAME and _SAYS.match(text, start + 3):
        return start + 3
    word = text[start + 2 : start + 4]
    if not third or third in _NO_NAME or is_listed(word):
        return start + 2
    return start + 3


def _run(text: str, start: int, end: int) -> tuple[int, tuple[Value, ...]]:
    """Return all that a list names that ends here: 甲部、乙部和*丙部*."""
    left = re.search(r"(?:[^，。；：、\s]{2,20}[、和与及])+$", text[:start])
    if left is None:
        return start, (Value(text[start:end]),)
    parts = [part for run in text[left.start() : end].split("、") for part in apart(run)]
    return left.start(), tuple(Value(each) for each in parts if len(each) > 1)


def _verb(wanted: Wanted, text: str) -> tuple[int, int] | None:
    """Return where the first word of the deed stands in a sentence, None where it does not."""
    receives = RECEIVES.search(wanted.question) is not None
    if receives:
        given = re.search(
            r"(?P<deed>[\u4e00-\u9fff]{2})(?:给|到)?(?:了)?(?:谁|哪)", wanted.question
        )
        found = re.search(given["deed"], text) if given else None
        return found.span() if found else None
    deed = re.match(r"(?P<verb>[\u4e00-\u9fff])[了过]", wanted.behind)
    if deed is not None:
        found = re.search(rf"{deed['verb']}(?:[了过的出]|《)", text)
        return found.span() if found else None
    fronted = wanted.behind.startswith(("对", "为", "向", "把", "将", "给"))
    for word in reversed(wanted.words) if fronted else wanted.words:
        if word in wanted.behind and (at := text.find(word)) >= 0:
            return at, at + len(word)
    return None
