"""The noun phrase behind a value: what is counted, and the predicate after it."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.pipe.measurement.noun import unit_of_noun
from nlp.pipe.measurement.phrase import PUNCTUATION, Phrase, clean
from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.word import LINKS, Word, words
from nlp.segment import tags

_QUALIFYING = frozenset("abiz")
_LIVES = frozenset({"工作", "生活", "学习", "就业", "创业", "居住"})
_NATION = re.compile(r"(?:全国|全省|全市|全球|世界)$")


def phrase_after(text: str, start: int, end: int) -> tuple[Phrase, str] | None:
    """Return the noun phrase that begins at ``start`` and the words of the predicate after it."""
    found = words(text, start, end)
    if len(found) > 2 and found[0].tag[0] in _QUALIFYING and found[1].text == "的":
        # 170项新的措施: a short quality is left out, 6000名无家可归的民众 keeps it.
        noun = phrase_after(text, found[2].start, end)
        whole = clean(text[start : noun[0].end]) if noun else ""
        kept = len(found[0].text) > 2 and whole
        return (replace(noun[0], start=start, name=whole), noun[1]) if noun and kept else noun
    if found and found[0].text in (
        "各级",
        "各类",
        "各种",
        "各族",
        "各界",
        "各地",
        "各国",
        "该",
        "本",
    ):
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
    known = vocabulary()
    if found[0].is_verb:
        # 5个协办城市完成: with another verb behind, the first one belongs to the noun.
        noun = 1
        while noun < len(found) and _is_noun(found[noun]):
            noun += 1
        ends = 1 < noun < len(found) and (
            found[noun].is_verb or found[noun].text in known.predicates or found[noun].tag[0] == "d"
        )
        return ends and found[0].text not in known.dropped | known.predicates
    if len(found) > 1 and found[0].tag in ("a", "ad") and found[1].text not in known.predicates:
        return found[1].tag[0] == "n" or found[1].tag == "vn"  # 直接损失
    nominal = found[0].text in vocabulary().nominal and len(found) > 1
    return nominal and found[1].tag[0] == "n" and found[1].text not in vocabulary().predicates


def _is_noun(word: Word) -> bool:
    nominal = word.tag[0] == "n" or word.tag == "vn"
    return nominal and word.text not in vocabulary().predicates


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
    # 医院预付2月份资金: a verb that takes a number is told of the noun.
    takes_number = word.tag[0] == "v" and following is not None and following.text.isdigit()
    ends = word.tag == "uj" or word.text == "、" or word.text.isspace() or takes_number
    if ends or PUNCTUATION.search(word.text) or word.text in known.breaks:
        return False
    noun_follows = following is not None and following.text in known.noun_ends
    if at and word.text in known.acts and noun_follows:
        return True  # 专项支持政策
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
    # 工人坚守岗位: of people, a verb tells.
    before = found[at - 1].text if at else ""
    of_people = unit_of_noun(before) == "人" and before not in ("无人", "机器人")
    if not rest or of_people or found[at].text in known.predicates:
        return False
    if rest[0].text in known.noun_ends:
        return True
    plain = all(not w.is_verb and w.tag[0] not in "pdruecf" for w in rest)
    return len(rest) <= 3 and plain and bool(known.closing.search(rest[-1].text))


def begins_with_verb(predicate: str) -> bool:
    """Whether words begin with a verb, so that they can be said of what is counted."""
    found = words(predicate, 0, min(len(predicate), 4))
    return bool(found) and found[0].tag[0] == "v"
