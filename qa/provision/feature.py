"""The features that weigh a candidate: what accounts for the question, and what narrows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.segment import words
from qa.provision.asking import LIGHT
from qa.provision.word import ALIKE, has, only_denied
from qa.reader.place import home_of
from qa.reader.rarity import rarity
from qa.recall.coverage import bigrams, overlap

if TYPE_CHECKING:
    from qa.provision.asking import Asking
    from qa.provision.unit import Unit

CLAUSE, SENTENCE, BEFORE, BEHIND, HEADS, ARTICLE = 1.0, 0.95, 0.85, 0.55, 0.75, 0.5
"""What a word of the question counts by where it stands: nearer to the value for more."""
LETTER = 0.3
"""What one letter of a word counts in the value's own clause: 男 for 男方."""
OF_DENIED = 0.3
"""What a word counts that the sentence denies and the question does not."""
UNHEADED = 0.8
"""What no head noun is worth, where its presence is worth 1 and its absence 0."""
LONGEST_CLAUSE = 60
_CLAUSE = re.compile(r"[,，：:]")
_NARROW = re.compile(
    r"增加|增存|另加|续展|续期|延续|延期|延长|顺延|再次|第二次|临时|补充|特殊情况|特殊原因|情况复杂|案情复杂|情况特殊|情节(?:特别)?严重|情节较[轻重]"
    r"|拒不|逾期|造成[^,，]{0,12}后果|构成犯罪|没有违法所得|违法所得不足|直接负责的主管人员|直接责任人员|但是?[,，]|除外|最多不得超过|另有"
    r"|浮动|(?:该|前|本)条规定限制|在京|境外|中央|(?<!不)紧急|未成年|必要时|少数|个别|简易"
)
"""What makes a provision narrower than one that does not say so, and a question as well."""
_BUT = re.compile("但是?[,，]")
_AGENT = re.compile(r"由[^,，；;]{2,40}?(?=责令|给予|予以|处|对|依|没收|[,，])")
"""Who punishes tells nothing of whom or what for."""
_EXCEPT = re.compile(r"[（(][^（）()]*[）)]|[\u4e00-\u9fff]{2,6}以外的?|除[^,，。]{2,12}外")
"""What a provision leaves out (*国道以外*的其他公路), and what it puts in brackets."""


def features(
    asked: Asking, unit: Unit, span: tuple[int, int], context: int, mark: float
) -> dict[str, float]:
    """Return the features of a candidate by name.

    Args:
        asked: The question.
        unit: The sentence that the candidate stands in.
        span: Where in the sentence; all of it where a wording is asked for.
        context: Where in the sentence its own context begins, behind the value before it.
        mark: How clearly it is marked as of the kind asked for, 0–1.
    """
    low, high = span
    own = unit.text[context:low] + unit.text[high : high + 16]
    narrow = {
        m.group()
        for m in _NARROW.finditer(own)
        if not (m.group().startswith("但") and _excepted(asked, unit.text[:context], own))
    }
    meant = [m.group() for m in _NARROW.finditer(asked.text)]
    return {
        **_cover(asked, unit, low, high),
        "mark": mark,
        "narrow": float(any(not bigrams(n) & bigrams(asked.text) for n in narrow))
        + float(any(n not in unit.text for n in meant))
        + float(_of_kind(asked, unit)),
        "extra": _extra(asked, unit, context, low),
        "near": _near(asked, unit, low, high),
        "head": _headed(asked, unit),
        "titled": _titled(asked, unit),
        "local": float(not asked.places and home_of(unit.document) is not None),
        "rank": 1.0 / (1 + unit.rank),
    }


def _excepted(asked: Asking, before: str, own: str) -> bool:
    """Whether the question has a word of an exception that the rule before has not: 食品."""
    return any(len(word) > 1 and word in own and word not in before for word in asked.terms)


def _cover(asked: Asking, unit: Unit, low: int, high: int) -> dict[str, float]:
    """Return how much of the question is accounted for, and the weight of what is nowhere."""
    text = _EXCEPT.sub(lambda m: "□" * len(m.group()), unit.text)
    whole = asked.kind.is_wording
    if not whole:  # what the value itself says accounts for nothing
        text = f"{text[:low]}{'□' * (high - low)}{text[high:]}"
        but = _BUT.search(text, high)  # what an exception has is not said of the rule
        text = text[: but.start()] if but is not None else text
    left = max((m.end() for m in _CLAUSE.finditer(text, 0, low)), default=0)
    right = min((m.start() for m in _CLAUSE.finditer(text, high)), default=len(text))
    if right - left > LONGEST_CLAUSE and not whole:
        left, right = max(left, low - 40), min(right, high + 20)
    parts = (
        (CLAUSE, text[left:right]),
        (SENTENCE, text),
        (BEFORE, unit.before),
        (HEADS, unit.heads),
        (BEHIND, unit.behind),
        (ARTICLE, unit.article),
    )
    total = got = said = missing = 0.0
    subject: float | None = None
    for word, weight in asked.terms.items():
        total += weight
        best = max(worth * has(word, part) for worth, part in parts)
        if not asked.denies and only_denied(word, text):
            best *= OF_DENIED
        if best == 0.0 and len(word) == 2:
            best = LETTER * (word[0] in parts[0][1] or word[1] in parts[0][1])
        got += weight * best
        subject = best if subject is None else subject
        said += weight * max(has(word, text), has(word, unit.before))
        missing = max(missing, weight * (1 - max(has(word, part) for _, part in parts)))
    if subject is None:
        return {"cover": 0.0, "said": 0.0, "missing": 0.0, "subject": 0.0}
    shares = {"cover": got / total, "said": said / total, "missing": missing / total}
    return {**shares, "subject": subject}


def _near(asked: Asking, unit: Unit, low: int, high: int) -> float:
    """Return whether the words beside the interrogative stand beside the value on the same side."""
    before, behind = asked.nearest
    if asked.kind.is_wording:
        return overlap(behind[:2], f"{unit.before}{unit.text}") if behind else 0.5
    left = re.split("[、；;]", unit.text[max(0, low - 16) : low])[-1]
    right = re.split("[、；;]", unit.text[high : high + 24])[0]
    beside = f"{left} {right[: len(before) + 1]}"  # 98天*产假* as well as 产假98天
    told = [float(has(before, beside) >= ALIKE)] if before else []
    told += [overlap(behind, right)] if len(behind) > 1 else []
    return sum(told) / len(told) if told else 0.5


def _headed(asked: Asking, unit: Unit) -> float:
    """Return how far the word is there that the interrogative is said of: *有效期*是多久."""
    word = asked.head
    return max(has(word, unit.text), has(word, unit.before)) if word else UNHEADED


_TITLE = re.compile(
    r"中华人民共和国|《|》|实施|办法|条例|规定|细则|暂行|若干|管理|关于|最高人民法院|解释|适用|问题"
)


@lru_cache(maxsize=4096)
def _title_terms(title: str, home: str | None) -> tuple[tuple[str, float], ...]:
    bare = _TITLE.sub(" ", title if home is None else title.replace(home, "", 1))
    return tuple((w, rarity(w)) for w in words(bare, search=False) if len(w) > 1)


def of_title(asked: Asking, unit: Unit) -> bool:
    """Whether a sentence speaks only of some of the subject, as its title does: *国防*专利."""
    subject = next(iter(asked.terms), "")
    title = _title_terms(unit.document.metadata.title, home_of(unit.document))
    own = (word for word, _ in title if subject and word not in asked.text)
    return any(0 < unit.text.count(subject) == unit.text.count(word + subject) for word in own)


def _of_kind(asked: Asking, unit: Unit) -> bool:
    """Whether a sentence speaks only of some of the subject asked about: *保险*公司 for 公司."""
    subject = next(iter(asked.terms), "")
    said = [w for w in words(unit.text, search=False) if w.endswith(subject)] if subject else []
    return bool(said) and not any(w == subject or w in asked.text for w in said)


def _titled(asked: Asking, unit: Unit) -> float:
    """Return which share of a title's own words the question has: 仲裁 in 仲裁法, 体育 not."""
    terms = _title_terms(unit.document.metadata.title, home_of(unit.document))
    total = sum(weight for _, weight in terms)
    return sum(w * has(word, asked.text) for word, w in terms) / total if total else 0.5


def _extra(asked: Asking, unit: Unit, context: int, low: int) -> float:
    """Return which share of the words before a value, by rarity, the question has not."""
    own = _AGENT.sub("", _EXCEPT.sub("", unit.text[context:low]))
    terms = {
        w: rarity(w) for w in words(own, search=False) if len(w) > 1 and not LIGHT.fullmatch(w)
    }
    total = sum(terms.values())
    known = bigrams(asked.text)
    lost = sum(weight for word, weight in terms.items() if not bigrams(word) & known)
    return lost / total if total else 0.0
