"""Noun phrases beside a value.

Only the few characters around a value are cut into words, so this costs little. The rule: a phrase
reaches left from the value's verb over nouns, adjectives and nominal verbs, and stops at a verb, a
preposition, an adverb or a pronoun. A verb that changes the meaning of the count stays before its
object (治理违法建设, 新增学位); one that only says that something exists is dropped (建成, 拥有).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.word import LINKS, NOUNISH, Word, words
from nlp.segment import tags

_DIRECTIONS = frozenset({"以上", "以下", "内", "外"})
_SHARES = frozenset({"比重", "比例", "份额", "占比"})
_AMONG = frozenset({"全国", "全省", "全市", "全区", "全球", "世界", "国内", "省内", "西部", "行业"})
_AFTER_DROPPED = frozenset("率点度区群带圈") | {"贡献率", "贡献", "幅度", "园区"}
_NATION = re.compile(r"(?:全国|全省|全市|全球|世界)$")
_PUNCTUATION = re.compile(r"[，。；：！？\n《》〈〉…]")
_HEAD = re.compile(
    r"^(?:[的和与及等了且]|在(?![建校册岗园站编线职籍保管用租途贷售研])|其中|以及"
    r"|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]{1,3}、(?=[^、]*$)|第[一二三四五六七八九十百\d]{1,5}[条款项章节])+"
)
_TAIL = re.compile(
    r"(?:[的等和与、较]|(?<![惠普涉触波])及|目前|以来|方面|过程|之中|其中|期间|同时|情况下|基础上|[今昨明]天|[今昨当全单]日|当天|全天|累计|合计|平均|总)$"
)
_RANK = re.compile(
    r"(?:居|位居|排名|排|位列)?(?:全国|全省|全球|世界|西部|东部|中部)(?:第[一二三四五六七八九十\d]{1,3}|首位|前列)$"
)
_PLAIN = re.compile(r"[\w“”（）·—\-/+、.%]+$")
_SCOPE = re.compile(r"（不?包?[含括][^（）\d]{1,24}）$")
"""What a name takes in, in a bracket behind it: 业务量（不包含包裹业务）."""
_LIVES = frozenset({"工作", "生活", "学习", "就业", "创业", "居住"})
_QUALIFYING = frozenset("abiz")
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
        inside = inside or (following is None and at > 0 and _closes(word, found[at - 1]))
        if not inside or _PUNCTUATION.search(word.text):
            break
        first = at
    return first


def _closes(verb: Word, before: Word) -> bool:
    if not verb.is_verb or verb.text in vocabulary().dropped:
        return False
    return before.tag[0] in "nvbj" and not before.is_verb


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


def phrase_after(text: str, start: int, end: int) -> tuple[Phrase, str] | None:
    """Return the noun phrase that begins at ``start`` and the words of the predicate after it."""
    found = words(text, start, end)
    if len(found) > 2 and found[0].tag[0] in _QUALIFYING and found[1].text == "的":
        # 170项新的措施: a short quality is left out, 6000名无家可归的民众 keeps it.
        noun = phrase_after(text, found[2].start, end)
        whole = clean(text[start : noun[0].end]) if noun else ""
        kept = len(found[0].text) > 2 and whole
        return (replace(noun[0], start=start, name=whole), noun[1]) if noun and kept else noun
    if found and found[0].text in ("各级", "各类", "各种", "各族", "各界", "各地", "各国"):
        found = found[1:]
    if not found or not _opens_noun(found):
        return None
    last = int(found[0].is_verb)
    while last < len(found) and _continues(found, last):
        last += 1
    while last and _trails(found[last - 1]):
        last -= 1
    start = found[0].start
    name = clean(text[start : found[last - 1].end]) if last else ""
    if not name or not _is_thing(found[:last]):
        return None
    return Phrase(start, found[last - 1].end, name), text[found[last - 1].end : end]


def _opens_noun(found: list[Word]) -> bool:
    """复工 is a predicate (27家企业复工), but not before a noun (复工人员)."""
    if _begins_noun(found[0]):
        return True
    if len(found) > 2 and found[0].is_verb and found[1].tag[0] == "n":
        # 5个协办城市完成: with another verb behind, the first one belongs to the noun.
        known = vocabulary()
        first = found[0].text in known.dropped or found[0].text in known.predicates
        ends = found[2].is_verb or found[2].text in known.predicates or found[2].tag[0] == "d"
        return not first and ends
    nominal = found[0].text in vocabulary().nominal and len(found) > 1
    return nominal and found[1].tag[0] == "n" and found[1].text not in vocabulary().predicates


def _begins_noun(word: Word) -> bool:
    known = vocabulary()
    if word.text in known.after_values or word.text in known.predicates:
        return False
    if word.tag[0] == "m":
        return word.text.endswith("级")
    return not (word.is_link or word.tag[0] in "pdrucyf" or word.is_verb)


def _trails(word: Word) -> bool:
    return word.is_link or word.tag[0] in "fcda" or bool(_NATION.search(word.text))


def _is_thing(found: list[Word]) -> bool:
    if found[-1].text.endswith("级"):
        return False
    idiom = found[0].tag == "i" and tags().get(found[0].text[-2:]) == "n"  # 珍贵文物
    noun = idiom or found[0].tag == "vn" or found[0].tag[0] in "nljbsx"
    return len(found) > 1 or (noun and len(found[0].text) > 1)


def _continues(found: list[Word], at: int) -> bool:
    """Whether the word at an index still belongs to the name of what is counted."""
    word, known = found[at], vocabulary()
    following = found[at + 1] if at + 1 < len(found) else None
    if _PUNCTUATION.search(word.text) or word.tag == "uj" or word.text == "、":
        return False
    noun_follows = following is not None and following.text in known.noun_ends
    if at and word.text in known.predicates and not noun_follows:
        return False
    if word.is_verb:
        return _closes_after(found, at)
    if at and word.text in _LIVES and following is not None and following.text == "在":
        return False  # 医务人员工作在基层
    if word.text in LINKS or word.text in ("以上", "以下"):
        return following is not None and _begins_noun(following)
    return word.tag[0] not in "pdruyecf"


def _closes_after(found: list[Word], at: int) -> bool:
    """Whether a verb stands inside the name, which a noun closes (旅游提升示范村)."""
    rest, known = found[at + 1 :], vocabulary()
    # What a preposition or link begins is told of the thing: 救治医院并向社会公布.
    ends = (i for i, word in enumerate(rest) if word.tag[0] in "pc" or word.text in "，。；：")
    rest = rest[: next(ends, len(rest))]
    if not rest or found[at].text in known.predicates:
        return False
    if rest[0].text in known.noun_ends:
        return True
    plain = all(not w.is_verb and w.tag[0] not in "pdruecf" for w in rest)
    return len(rest) <= 3 and plain and bool(known.closing.search(rest[-1].text))


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


def begins_with_verb(predicate: str) -> bool:
    """Whether words begin with a verb, so that they can be said of what is counted."""
    found = words(predicate, 0, min(len(predicate), 4))
    return bool(found) and found[0].tag[0] == "v"
