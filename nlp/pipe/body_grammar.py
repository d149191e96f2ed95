"""What names of government bodies look like: the word lists of ``body_word.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled forms: ``core`` (财政局), ``fixed`` (人民政府), ``open`` (…办公室) after a place.

    ``group`` is one for working groups alone, ``national`` is an open form after 国家 or 全国;
    ``listed`` is a list of stems, ``stem`` one of them; ``duty`` is a department known by its field
    (药品监督管理部门), ``office`` one that follows a government (省人民政府教育部门).
    """

    core: re.Pattern[str]
    fixed: re.Pattern[str]
    open: re.Pattern[str]
    group: re.Pattern[str]
    national: re.Pattern[str]
    listed: re.Pattern[str]
    stem: re.Pattern[str]
    suffix: re.Pattern[str]
    duty: re.Pattern[str]
    office: re.Pattern[str]
    full: dict[str, str]
    ministry: dict[str, str]


def either(words: list[str]) -> str:
    """Return an alternation with the longest words first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Return the grammar; compiled once."""
    text = files("nlp.pipe").joinpath("body_word.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    stem = either(table["stems"].split())
    suffix = either(table["suffixes"].split())
    stems = rf"(?:{stem})(?:[和与]?(?:{stem})){{0,3}}"
    stop = table["open_stop"]
    ministry = either([*table["ministry"], *table["stems"].split()])
    return Grammar(
        core=re.compile(
            rf"(?P<stem>{stems})(?P<suffix>{suffix})(?![门员长])(?:(?P<sub>{stems}(?:局|处|中心|总队|支队))|办公室)?"
        ),
        fixed=re.compile(
            rf"(?!{table['not_fixed']})(?:{either(table['fixed'].split())})(?![员托])"
        ),
        open=re.compile(rf"(?:(?!{stop})[一-鿿]){{2,14}}?(?:{table['open_end']})(?![员长])"),
        group=re.compile(
            rf"(?:(?!{stop})[一-鿿]){{2,26}}?(?:领导小组|指挥部|工作专班)(?:办公室)?(?![员长])"
        ),
        national=re.compile(
            rf"(?:国家|全国|中央|国务院)(?:(?!{stop})[一-鿿]){{2,16}}?"
            r"(?:协调推进组|推进工作组|推进组|领导小组办公室|领导小组|协调小组|工作小组|指导委员会|委员会)(?![员长])"
        ),
        listed=re.compile(
            rf"(?<![级地府市县区）省方])(?:{ministry})(?:[、，](?:{ministry}))+(?:(?:和|及|与|以及)(?:{ministry}))?"
            r"(?=等(?:有关|相关|主管|各|多)?(?:行政|职能|主管|政府)?(?:部门|单位)|(?:主管|行政)?(?:部门))"
        ),
        stem=re.compile(ministry),
        suffix=re.compile(suffix),
        duty=re.compile(
            rf"(?!有关|相关|各)(?:{stems}|[一-鿿]{{2}})(?:(?:和|与)?{stems})?"
            r"(?:行政主管|行政管理|监督管理|综合管理|主管|行政|管理)?部门"
            r"(?<=[管政理]部门)"
        ),
        office=re.compile(
            rf"(?!有关|相关|各){stems}"
            r"(?:行政主管|行政管理|监督管理|综合管理|主管|行政|管理)?部门"
        ),
        full=table["full"],
        ministry=table["ministry"],
    )


def full_core(core: str) -> str:
    """Return the core of a body's name in full.

    >>> full_core("发改委"), full_core("市场监管局"), full_core("政府")
    ('发展和改革委员会', '市场监督管理局', '人民政府')
    """
    if core.startswith("政府"):
        core = "人民" + core
    for suffix, whole in (("委", "委员会"), ("办", "办公室")):
        if core.endswith(suffix) and len(core) > 1 and core not in ("党委", "纪委", "监委"):
            core = core[: -len(suffix)] + whole
    table = grammar().full
    for stem in sorted(table, key=lambda word: -len(word)):
        if core.startswith(table[stem]):
            return core
        if core.startswith(stem) and grammar().suffix.fullmatch(core, len(stem)):
            return table[stem] + core[len(stem) :]
    return core
