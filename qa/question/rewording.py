"""Bringing a question as people type it to the form the pipeline reads; every change is a step.

Nothing is guessed: a slip is mended only where exactly one name of an indicator fits, a place is
replaced only by the division that contains it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kg.link.naming import find_documents
from qa.question.colloquial import plain
from qa.recall.fact import PREFIXES, term_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.storage.store import GraphView
    from nlp.pipeline import Pipeline

    Numbers = np.ndarray[tuple[int], np.dtype[np.intp]]

_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff\d%])[ \u3000]+(?=[\u4e00-\u9fffA-Za-z\d])|"
                      r"(?<=[A-Za-z])[ \u3000]+(?=[\u4e00-\u9fff])")  # fmt: skip
_BARE_YEAR = re.compile(r"(?<![\d〔\[(（.\-])((?:19|20)\d\d)(?=$|[\u4e00-\u9fffA-Za-z？?])(?!年)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年(?=[\u4e00-\u9fffA-Z]|$)(?!级|来|前|后|内|的?时间)")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LAST_YEAR = re.compile(
    r"(?:比|较|相比|同)(?:上一?年|去年|前一年|上年度)(?:同期)?(?:相比)?(?=(?:实际|名义)?(?:增长|下降|提高|增加|减少|降低)了?(?:多少|百分之几|几成))"
)
_CONTAINER = re.compile(r"所(?:在|属)的?(省份?|市|自治区|直辖市|地级市)")
_ISSUING = re.compile(r"(?:发布|印发|制定|出台|公布|颁布|签发)了?$")
_BODY = re.compile(r"的(?:那个)?(?:机构|机关|部门|单位|政府)")
_LATIN_NAMES = re.compile(r"gdp|cpi|ppi|r&d|pm2\.5", re.IGNORECASE)
_BARE_ASKED = (
    (re.compile(r"(?:是指|指的是)$"), "什么"),
    (
        re.compile(
            r"(?:期限|时限|年限|(?<![时学日早初前中后周近长短定预星同])(?<=[\u4e00-\u9fff]{3})期)$"
        ),
        "是多久",
    ),
    (
        re.compile(r"(?:[上下]限|限额|比例|费率|税率|额度|保证金|注册资本|罚款(?:金额)?)$"),
        "是多少",
    ),
    (re.compile(r"(?:条件|材料|情形|职责|程序|流程)$"), "有哪些"),
)
"""What a phrase asks for that is no more than the name of it."""
_ASKS = re.compile(
    r"[？?]|什么|多少|多久|哪|谁|几|吗|呢|如何|怎|何时|何地|为何|是否|有[无没]|^(?:列[出举]|查)"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NUMERAL = frozenset("零一二三四五六七八九十百千万亿两上下内外城农男女进出增减升降高低多少")
LEAST_NAME = 6
"""A shorter name differs from others by one character as often as by a slip."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """The question as it will be read, and what was changed, for people to see."""

    text: str
    steps: tuple[str, ...] = ()


def reword(question: str, view: GraphView, pipeline: Pipeline) -> Reworded:
    """Return a Chinese question without layout spaces, bare years, slips and nested places."""
    if not _CJK.search(question):
        return Reworded(question)
    text = _BETWEEN.sub("", question)
    text = _BARE_YEAR.sub(r"\1年", text)
    text = _SHORT_YEAR.sub(_century, text)
    text = _LATIN_NAMES.sub(lambda m: m.group().upper(), text)
    steps: list[str] = []
    text, said = plain(text)
    steps += said
    text = _mended(text, steps)
    text = _contained(text, view, pipeline, steps)
    text = _issuer(text, view, pipeline, steps)
    text = _over_the_year(text, steps)
    text = _asked(text, steps)
    return Reworded(text, tuple(steps))


def _over_the_year(text: str, steps: list[str]) -> str:
    """Ask for the rate that documents state: 2025年GDP*比上年增长*多少 is its growth of 2025.

    上年 is the one before the year asked about, whatever today is.
    """
    said = _LAST_YEAR.sub("", text)
    if said != text and _YEAR.search(text):
        steps.append(f"{text} → {said}（按同比理解）")
    return said if _YEAR.search(text) else text


def _asked(text: str, steps: list[str]) -> str:
    """Put into words what a bare phrase asks for: 工伤认定申请期限 asks how long it is."""
    asks = next((behind for end, behind in _BARE_ASKED if end.search(text)), None)
    if asks is None or _ASKS.search(text):
        return text
    steps.append(f"{text} → {text}{asks}（按提问理解）")
    return text + asks


def _century(match: re.Match[str]) -> str:
    year = int(match.group(1))
    return f"20{year:02d}年" if year < 50 else f"19{year}年"


def _mended(text: str, steps: list[str]) -> str:
    """Mend one wrong, missing or swapped character in the name of an indicator."""
    from qa.question.lexicon import lexicon

    known = [text.find(m.words) for m in lexicon().indicators(text)]
    if known:
        return text
    found = {(start, end, name) for name in _possible(text) for start, end in _near(text, name)}
    longest = max((len(name) for _, _, name in found), default=0)
    best = [f for f in found if len(f[2]) == longest]
    if len(best) != 1:
        return text
    start, end, name = best[0]
    steps.append(f"{text[start:end]} → {name}（按相近写法理解）")
    return text[:start] + name + text[end:]


def _possible(text: str) -> list[str]:
    """Return the names of which a text has all letters but one at most: a slip leaves these."""
    names, sizes, holders = _names()
    held = np.zeros(len(names), dtype=np.intp)
    for letter in set(text) & holders.keys():
        held[holders[letter]] += 1
    return [names[number] for number in np.flatnonzero(held >= sizes - 1)]


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, ...], Numbers, Mapping[str, Numbers]]:
    """Return the names that are long enough, how many letters each has, and who has a letter."""
    from nlp.gazetteer.indicator import lexicon

    names = tuple(sorted(name for name in lexicon().surfaces() if len(name) >= LEAST_NAME))
    holders: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for letter in set(name):
            holders.setdefault(letter, []).append(number)
    sizes = np.array([len(set(name)) for name in names], dtype=np.intp)
    return names, sizes, {letter: np.array(own) for letter, own in holders.items()}


def _near(text: str, name: str) -> list[tuple[int, int]]:
    size, found = len(name), []
    for start in range(len(text) - size + 2):
        window = text[start : start + size]
        if len(window) == size and _one_wrong(window, name):
            found.append((start, start + size))
        shorter = window[: size - 1]
        if len(shorter) == size - 1 and _one_missing(shorter, name):
            found.append((start, start + size - 1))
    return found


def _one_wrong(said: str, name: str) -> bool:
    wrong = [i for i, (a, b) in enumerate(zip(said, name, strict=True)) if a != b]
    if len(wrong) == 1:
        a, b = said[wrong[0]], name[wrong[0]]
        # 第三 for 第二 or 农村 for 城镇 is another thing, not a slip.
        return not {a, b} & _NUMERAL and unicodedata.category(a) == "Lo" and wrong[0] > 0
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        i = wrong[0]
        return said[i] == name[i + 1] and said[i + 1] == name[i]
    return False


def _one_missing(said: str, name: str) -> bool:
    for i in range(1, len(name) - 1):
        if name[:i] + name[i + 1 :] == said:
            return name[i] not in _NUMERAL
    return False


def _contained(text: str, view: GraphView, pipeline: Pipeline, steps: list[str]) -> str:
    """Replace 衡阳市所在的省 by the province of that city."""
    match = _CONTAINER.search(text)
    if match is None:
        return text
    links = [
        x
        for x in pipeline.parse(text).links
        if x.mention.end == match.start() and x.iri is not None and "/place/" in x.iri
    ]
    if not links:
        return text
    base, code = str(links[-1].iri).rsplit("/", 1)
    digits = 2 if match.group(1) not in {"市", "地级市"} else 4
    wide = f"{base}/{code[:digits]}{'0' * (6 - digits)}"
    label = _label(view, wide)
    if label is None:
        return text
    said = text[links[-1].mention.start : match.end()]
    steps.append(f"{said} → {label}")
    return text[: links[-1].mention.start] + label + text[match.end() :]


def _issuer(text: str, view: GraphView, pipeline: Pipeline, steps: list[str]) -> str:
    """Replace 发布《…》的机构 by the body that issued the document."""
    if _BODY.search(text) is None:  # most questions: they are not parsed for this
        return text
    for link in pipeline.parse(text).links:
        mention = link.mention
        if mention.label not in {"PolicyDocument", "DocumentNumber"}:
            continue
        before = _ISSUING.search(text[: mention.start])
        behind = _BODY.match(text[mention.end :])
        found = find_documents(view, link.name or mention.text) if before and behind else []
        bodies = [_label_of_issuer(view, str(document)) for document in found]
        name = next((body for body in bodies if body), None)
        if before is not None and behind is not None and name is not None:
            said = text[before.start() : mention.end + behind.end()]
            steps.append(f"{said} → {name}")
            return text[: before.start()] + name + text[mention.end + behind.end() :]
    return text


def _label_of_issuer(view: GraphView, document: str) -> str | None:
    rows = view.select(
        f"{PREFIXES}SELECT ?label WHERE {{ VALUES ?d {{ {term_list([document])} }} "
        "?d zt:issuedBy ?body . ?body rdfs:label ?label }"
    )
    return str(rows[0]["label"]) if rows else None


def _label(view: GraphView, iri: str) -> str | None:
    query = (
        f"{PREFIXES}SELECT ?label WHERE {{ VALUES ?x {{ {term_list([iri])} }} "
        '?x rdfs:label ?label . FILTER (lang(?label) != "en") }'
    )
    rows = view.select(query)
    return str(rows[0]["label"]) if rows else None
