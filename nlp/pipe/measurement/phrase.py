"""Noun phrases beside a value, read with jieba's dictionary and its parts of speech.

Only the few characters around a value are cut into words, so this costs little. The rule: a phrase
reaches left from the value's verb over nouns, adjectives and nominal verbs, and stops at a verb, a
preposition, an adverb or a pronoun. A verb that changes the meaning of the count stays before its
object (治理违法建设, 新增学位); one that only says that something exists is dropped (建成, 拥有).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.pipe.measurement.vocabulary import (
    ACTIVITIES,
    DROPPED,
    NOMINAL,
    NOUN_ENDS,
    PREDICATES,
    atoms,
    closes_name,
)
from nlp.segment import tags, tokenizer

# Words that say how, when they come first.
_LEADING = DROPPED | frozenset(
    "研究 协调 系统 有效 充分 大力 深入 持续 合理 有序 稳步 加力 精准 高效 多 更多 一批 约 合 提前 大幅 还 只 仅 均 每 各 等 了".split()
)
_LINKS = frozenset({"和", "与", "及", "以及", "、", "或"})
_NOUNISH = frozenset("nabjlistzghkqm")
_DIRECTIONS = frozenset("以上 以下 内 外".split())
_NATION = re.compile(r"(?:全国|全省|全市|全球|世界)$")
_BAD_END = re.compile(
    r"(?:[的等和与及、]|以来|方面|过程|之中|其中|期间|同时|情况下|基础上|累计|合计|平均|总)$"
)
# Words behind a value that say nothing of what is measured.
_AFTER_VALUES = frozenset(
    "当中 其中 之中 大关 台阶 关口 目标 水平 规模 任务 时 期间 区间 线 红线 门槛 标准 额度 资金规模".split()
)
_PUNCTUATION = re.compile(r"[，。；：！？\n《》〈〉…]")
_PLAIN = re.compile(r"[\w“”（）·—\-/+、.%]+$")
_NAMED = re.compile(r"[一-鿿]|[A-Z]{2}")
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Word:
    """A word with jieba's tag; ``start`` is its offset in the text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.text)

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb that is no noun in names of figures."""
        return self.tag[0] == "v" and self.tag != "vn"

    @property
    def is_link(self) -> bool:
        """Whether it joins the parts of a name: 和, 、, 的, 等."""
        return self.tag in ("uj", "w") or self.text in _LINKS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at ``start:end``; ``name`` is its cleaned wording.

    ``verb`` governs it (完成), ``actor`` is the phrase before that verb (省市县重点项目完成投资);
    both are empty if there is none. ``items`` says that its parts are a list (甲、乙产量).
    """

    start: int
    end: int
    name: str
    verb: str = ""
    actor: str = ""
    items: bool = False


def words(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch of text into words with their parts of speech; names of the field stay whole."""
    found: list[Word] = []
    at = start
    for match in atoms().finditer(text, start, end):
        found += _cut(text, at, match.start())
        found.append(Word(match[0], _tag(match[0]) if len(match[0]) < 3 else "n", match.start()))
        at = match.end()
    return found + _cut(text, at, end)


def _cut(text: str, start: int, end: int) -> list[Word]:
    found, at = [], start
    for piece in tokenizer().cut(text[start:end], HMM=False) if start < end else ():
        found.append(Word(piece, _tag(piece), at))
        at += len(piece)
    return found


def _tag(word: str) -> str:
    if word in NOMINAL:
        return "vn"
    if word in _LINKS or word in "·等":
        return "w" if word in "、·等" else "c"
    if word in "“”（）—-/+.%" or word.isascii():
        return "n"
    return tags().get(word) or ("v" if word in DROPPED else "n" if len(word) > 1 else "x")


def phrase_before(text: str, start: int, end: int) -> Phrase | None:
    """Return the noun phrase that ends at ``end``, reaching back to ``start`` at most."""
    found = words(text, start, end)
    while found and (found[-1].is_link or found[-1].tag[0] in "dcpury" or found[-1].text.isspace()):
        found.pop()
    if not found:
        return None
    return _build(text, found, _reach(found))


def _reach(found: list[Word]) -> int:
    """Return the index of the first word of the phrase that ends the list."""
    first = len(found)
    share = found[-1].text in ("比重", "比例", "份额", "占比")
    for at in range(len(found) - 1, -1, -1):
        word = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        inside = _is_nominal(word, following) or (share and word.text == "占")
        # A verb may close a name (高校毕业生留省就业) but does not make one alone.
        inside = inside or (following is None and at > 0 and _closes(word, found[at - 1]))
        if not inside or _PUNCTUATION.search(word.text):
            break
        first = at
    return first


def _closes(verb: Word, before: Word) -> bool:
    return (
        verb.is_verb and verb.text not in DROPPED and before.tag[0] in "nvbj" and not before.is_verb
    )


def _is_nominal(word: Word, following: Word | None) -> bool:
    if word.is_link or word.tag in ("vn", "an", "x"):
        return True
    if word.tag[0] == "f":
        return word.text in _DIRECTIONS and following is not None and not following.is_link
    if word.tag[0] == "v":
        return following is not None and _makes_noun(word, following)
    return word.tag[0] in _NOUNISH


def _makes_noun(verb: Word, following: Word) -> bool:
    """Whether the next word makes a noun of a verb: 销售额; 增长贡献率, but not 建设项目."""
    if verb.text in DROPPED:
        return following.text in ("率", "贡献率", "贡献", "点", "幅度", "度")
    return following.text in NOUN_ENDS


def _build(text: str, found: list[Word], first: int) -> Phrase | None:
    start = _skip_opening(found, first)
    if start >= len(found):
        return None
    verb = found[first - 1] if first and _governs(found[first - 1]) else None
    if start > first:
        verb = found[start - 1] if found[start - 1].text in DROPPED else None
    actor = _actor(text, found, verb) if verb else ""
    begin = found[start].start
    if verb is not None and start == first and _keeps(found, first - 1):
        begin = verb.start
    name = clean(text[begin : found[-1].end])
    if not name:
        return None
    items = any(w.text == "、" for w in found[start:]) and not _opens_list(found[start:])
    return Phrase(begin, found[-1].end, name, verb.text if verb else "", actor, items)


def _governs(word: Word) -> bool:
    return word.is_verb or word.text == "通过"


def _keeps(found: list[Word], at: int) -> bool:
    """Whether the verb belongs to the name; one of several (制定、修改、废止) does not."""
    several = at > 1 and found[at - 1].text in _LINKS
    several = several and (found[at - 2].is_verb or found[at - 2].text in ACTIVITIES)
    return found[at].text not in DROPPED and len(found[at].text) > 1 and not several


def _opens_list(found: list[Word]) -> bool:
    """Whether a list closes with 等 before its common noun: 食品、医药等产业增加值."""
    return any(word.text == "等" for word in found[1:-1])


def _skip_opening(found: list[Word], first: int) -> int:
    """Pass over what cannot begin a name: links, 的, directions, a verb that only asserts."""
    while first < len(found) - 1:
        word, following = found[first], found[first + 1]
        opening = word.is_link or word.tag[0] in "fkq" or word.text in "”）" or word.text == "一个"
        asserts = (
            word.text in _LEADING
            and following.text not in NOUN_ENDS
            and following.tag not in ("uj", "k")
        )
        if not opening and not asserts:
            return first
        first += 1
    return first


def _actor(text: str, found: list[Word], verb: Word) -> str:
    before = (
        phrase_before(text, found[0].start, verb.start) if verb.start > found[0].start else None
    )
    return before.name if before else ""


def clean(name: str) -> str:
    """Return a readable name, or nothing: no stray marks, quotes and brackets in pairs."""
    name = re.sub(r"\s+", "", name).strip("、，·-—+/.%")
    name = re.sub(r"^(?:[的和与及等了]|在(?![建校册岗园站编线职籍])|其中|以及)+", "", name)
    while _BAD_END.search(name):
        name = _BAD_END.sub("", name)
    for opening, closing in ("“”", "（）"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    if not 1 < len(name) <= LONGEST or not _PLAIN.match(name) or not _NAMED.search(name):
        return ""
    return name


def phrase_after(text: str, start: int, end: int) -> tuple[Phrase, str] | None:
    """Return the noun phrase that begins at ``start`` and the words of the predicate after it."""
    found = words(text, start, end)
    if not found or not _begins_noun(found[0]):
        return None
    last = 0
    while last < len(found) and _continues(found, last):
        last += 1
    while last and (
        found[last - 1].is_link
        or found[last - 1].tag[0] in "fcda"
        or _NATION.search(found[last - 1].text)
    ):
        last -= 1
    name = clean(text[start : found[last - 1].end]) if last else ""
    if not name or not _is_thing(found[:last]):
        return None
    return Phrase(start, found[last - 1].end, name), text[found[last - 1].end : end]


def _begins_noun(word: Word) -> bool:
    if word.text in _AFTER_VALUES:
        return False
    if word.tag[0] == "m":
        return word.text.endswith("级")
    if word.is_link or word.tag[0] in "pdrucyf" or word.text in PREDICATES:
        return False
    return not word.is_verb


def _is_thing(found: list[Word]) -> bool:
    if found[-1].text.endswith("级"):
        return False
    return any(word.tag[0] in "nljbsx" and len(word.text) > 1 for word in found) or len(found) > 1


def _continues(found: list[Word], at: int) -> bool:
    """Whether the word at an index still belongs to the name of what is counted."""
    word = found[at]
    following = found[at + 1] if at + 1 < len(found) else None
    if _PUNCTUATION.search(word.text) or word.tag == "uj" or word.text == "、":
        return False
    if at and word.text in PREDICATES and (following is None or following.text not in NOUN_ENDS):
        return False
    if word.is_verb:
        return _closes_after(found, at)
    if word.text in _LINKS:
        return following is not None and _begins_noun(following)
    if word.text in ("以上", "以下"):
        return following is not None and _begins_noun(following)
    return word.tag[0] not in "pdruyecf"


def _closes_after(found: list[Word], at: int) -> bool:
    """Whether a verb stands inside the name: one or two nouns follow and close it (旅游提升示范村)."""
    rest = found[at + 1 :]
    if not rest or found[at].text in PREDICATES:
        return False
    if rest[0].text in NOUN_ENDS:
        return True
    return (
        len(rest) <= 3
        and all(not w.is_verb and w.tag[0] not in "pdruecf" for w in rest)
        and closes_name(rest[-1].text)
    )


def governing_verb(text: str, start: int, end: int, *, dropped: bool = False) -> str:
    """Return the verb right before ``end`` if it changes what is counted (治理, 新增), else nothing.

    With ``dropped`` any verb is returned, also one that only asserts (建成).
    """
    found = words(text, start, end)
    while found and (
        found[-1].text in ("了", "各", "共", "约", "累计", "近") or found[-1].text.isspace()
    ):
        found.pop()
    if not found:
        return ""
    last = found[-1]
    if dropped:
        return last.text if last.tag[0] == "v" else ""
    if last.text in ACTIVITIES or (last.is_verb and _keeps(found, len(found) - 1)):
        return last.text
    return ""
