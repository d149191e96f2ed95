"""Noun phrases beside a value, and the one left of it; ``phrase_right`` reads the one behind.

Only the few characters around a value are cut into words, so this costs little. The rule: a phrase
reaches left from the value's verb over nouns, adjectives and nominal verbs, and stops at a verb, a
preposition, an adverb or a pronoun. A verb that changes the meaning of the count stays before its
object (治理违法建设, 新增学位); one that only says that something exists is dropped (建成, 拥有).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.word import LINKS, NOUNISH, Word, words

_DIRECTIONS = frozenset({"以上", "以下", "内", "外"})
_SHARES = frozenset({"比重", "比例", "份额", "占比"})
_AMONG = frozenset({"全国", "全省", "全市", "全区", "全球", "世界", "国内", "省内", "西部", "行业"})
_AFTER_DROPPED = frozenset("率点度区群带圈") | {"贡献率", "贡献", "幅度", "园区"}
PUNCTUATION = re.compile(r"[，。；：！？\n《》〈〉…]")
"""What no phrase goes beyond."""
_HEAD = re.compile(
    r"^(?:[的和及等了且]|与(?!会)|在(?![建校册岗园站编线职籍保管用租途贷售研])|其中|以及"
    r"|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]{1,3}、(?=[^、]*$)|第[一二三四五六七八九十百\d]{1,5}[条款项章节])+"
)
_TAIL = re.compile(
    r"(?:[的等和与、较]|(?<![惠普涉触波])及|目前|以来|方面|过程|之中|其中|期间|同时|情况下|基础上|[今昨明]天|[今昨当全单]日|当天|全天|累计|合计|平均|总|同比|环比|预计|一度|一般|宜|大约|普遍|通常)$"
)
_RANK = re.compile(
    r"(?:居|位居|排名|排|位列)?(?:全国|全省|全球|世界|西部|东部|中部)(?:第[一二三四五六七八九十\d]{1,3}|首位|前列)$"
)
_PLAIN = re.compile(r"[\w“”（）·—\-/+、.%]+$")
_SCOPE = re.compile(r"（不?包?[含括][^（）\d]{1,24}）$")
"""What a name takes in, in a bracket behind it: 业务量（不包含包裹业务）."""
_NAMED = re.compile(r"[一-鿿]|[A-Z]{2}")
_EACH = re.compile(r"(?:每(?:[人户亩月年日天吨家名位头只套株辆台]|平方米|公斤|学年))+$")  # 每亩收入
LONGEST = 30
"""Characters of the longest name; what is longer is a clause."""


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


def clean(name: str) -> str:
    """Return a readable name, or nothing: no stray marks, quotes and brackets in pairs."""
    name = re.sub(r"\s+", "", name).strip("、，·-—+/.%")
    name = _HEAD.sub("", name)
    while _TAIL.search(name) or _RANK.search(name):
        name = _RANK.sub("", _TAIL.sub("", name))
    if name.count("（") > name.count("）"):
        name = name[: name.rindex("（")]
    for opening, closing in ("“”", "（）"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    fits = 1 < len(name) <= LONGEST and _PLAIN.match(name) and _NAMED.search(name)
    return name if fits else ""


def phrase_before(text: str, start: int, end: int) -> Phrase | None:
    """Return the noun phrase that ends at ``end``, reaching back to ``start`` at most."""
    scope = _SCOPE.search(text, start, end)
    found = words(text, start, scope.start() if scope else end)
    while found and (_trails_left(found) or found[-1].text in "：:"):
        found.pop()
    return _build(text, found, _reach(found)) if found else None


def _trails_left(found: list[Word]) -> bool:
    """Whether the last word says how or where rather than what: 在全国率先."""
    word = found[-1]
    placed = word.text in _AMONG or word.tag == "ns"
    where = len(found) > 1 and found[-2].text == "在" and placed
    return word.is_link or word.tag[0] in "dcpury" or word.text.isspace() or where


def _reach(found: list[Word]) -> int:
    """Return the index of the first word of the phrase that ends the list."""
    first = len(found)
    share = found[-1].text in _SHARES
    for at in range(len(found) - 1, -1, -1):
        word = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        inside = _is_nominal(word, following) or (share and word.text == "占")
        # A verb may close a name (高校毕业生留省就业) but does not make one alone.
        inside = inside or (following is None and at > 0 and _closes(found, at))
        if not inside or PUNCTUATION.search(word.text):
            break
        first = at
    return first


def _closes(found: list[Word], at: int) -> bool:
    """Whether a verb ends a name: 高校毕业生留省就业, but 企业支持 only as what is given."""
    verb, before = found[at], found[at - 1]
    noun = before.tag[0] in "nvbj" and not before.is_verb
    if not verb.is_verb or not noun:
        return False
    if verb.text not in vocabulary().dropped:
        return True
    governed = at > 1 and found[at - 2].text in vocabulary().dropped
    return verb.text in vocabulary().acts and governed


def _is_nominal(word: Word, following: Word | None) -> bool:
    if word.is_link or word.tag in ("vn", "an", "x"):
        return True
    if word.tag[0] == "f":
        return word.text in _DIRECTIONS and following is not None and not following.is_link
    if word.tag[0] == "v":
        return following is not None and _makes_noun(word, following)
    return word.tag[0] in NOUNISH


def _makes_noun(verb: Word, following: Word) -> bool:
    """Whether the next word makes a noun of a verb: 销售额; 增长贡献率, but not 建设项目."""
    if verb.text in vocabulary().dropped:
        known = vocabulary()
        measured = verb.text in known.attributive and following.text in known.measured
        return measured or following.text in _AFTER_DROPPED
    return following.text in vocabulary().noun_ends


def _build(text: str, found: list[Word], first: int) -> Phrase | None:
    start = _skip_opening(found, first)
    if start >= len(found):
        return None
    verb = _verb_before(found, first, start)
    begin = found[start].start
    if text[begin - 1 : begin] in tuple("这该此那") and len(found[start].text) == 1:
        begin = found[start].end  # 这条全长7公里
    if verb is not None and start == first and _keeps(found, first - 1):
        begin = verb.start
    if text.startswith("每", begin - 1):
        begin -= 1  # 每10万人刑事案件数 is counted by the number of people
    each = _EACH.search(text, max(0, begin - 8), begin)
    begin = each.start() if each else begin
    name = clean(text[begin : found[-1].end])
    if not name and found[-1].end - begin > LONGEST:
        closed = max((at for at, word in enumerate(found[:-1]) if word.text == "等"), default=-1)
        if closed > start:
            return _build(text, found, closed + 1)  # of a long list only what its items are
        return _build(text, found, _next_item(found, start))
    if not name:
        return None
    items = any(w.text == "、" for w in found[start:]) and not _opens_list(found[start:])
    actor = _actor(text, found, verb) if verb else ""
    return Phrase(begin, found[-1].end, name, verb.text if verb else "", actor, items)


def _next_item(found: list[Word], start: int) -> int:
    """Return where a name that is too long goes on after a link, at the end if nowhere."""
    links = (at + 1 for at in range(start + 1, len(found) - 1) if found[at].is_link)
    return next(links, len(found))


def _verb_before(found: list[Word], first: int, start: int) -> Word | None:
    """Return the verb that governs a phrase; 通过 counts as one, it hides the actor."""
    if start > first:
        return found[start - 1] if found[start - 1].text in vocabulary().dropped else None
    if first and (found[first - 1].is_verb or found[first - 1].text == "通过"):
        return found[first - 1]
    return None


def _keeps(found: list[Word], at: int) -> bool:
    """Whether the verb belongs to the name; one of several (制定、修改、废止) does not."""
    word, known = found[at], vocabulary()
    if word.text in known.dropped or len(word.text) < 2:
        return False
    if at < 2 or found[at - 1].text not in LINKS:
        return True
    return not found[at - 2].is_verb and found[at - 2].text not in known.activities


def _opens_list(found: list[Word]) -> bool:
    """Whether a list closes with 等 before its common noun: 食品、医药等产业增加值."""
    return any(word.text == "等" for word in found[1:-1])


def _skip_opening(found: list[Word], first: int) -> int:
    """Pass over what cannot begin a name: links, 的, directions, a verb that only asserts."""
    known = vocabulary()
    while first < len(found) - 1:
        word, following = found[first], found[first + 1]
        opening = word.is_link or word.tag[0] in "fkq" or word.text in ("”", "）", "一个")
        noun_follows = following.text in known.noun_ends or following.tag in ("uj", "k")
        if not opening and (word.text not in known.manners or noun_follows):
            return first
        first += 1
    return first


def _actor(text: str, found: list[Word], verb: Word) -> str:
    if verb.start == found[0].start:
        return ""
    before = phrase_before(text, found[0].start, verb.start)
    return before.name if before else ""


def verb_before(text: str, start: int, end: int) -> str:
    """Return the verb right before ``end`` if it changes what is counted (治理, 新增)."""
    found = words(text, start, end)
    while found and (found[-1].text in ("了", "各", "共", "约", "累计", "近", " ")):
        found.pop()
    if not found:
        return ""
    last = found[-1]
    kept = last.is_verb and _keeps(found, len(found) - 1)
    return last.text if kept or last.text in vocabulary().activities else ""
