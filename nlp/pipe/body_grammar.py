"""What names of government bodies look like: the word lists of ``body_word.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_OPEN_END = (
    "委员会办公室|委员会|领导小组办公室|领导小组|指挥部办公室|指挥部|办公室|管理局|监督局|服务局|促进局|发展局|数据局|管理中心|服务中心"
    "|信息中心|发展中心|促进中心|指挥中心|管委会|工作专班|专班"
)
# What cannot lie between a place and the suffix of one of its bodies.
_OPEN_STOP = (
    "[的在于为将由对是了到从向被把及并让使各等与、，。；：（）“”《》]|成立|设立|组建|召开|发布|印发|建立|通过|会同|联合|加强|推进|开展|实施|要求"
    "|出台|采取|负责|制定|加快|完善|建设(?!局|委|厅|管理)|打造|支持|推动|组织(?!部)|全国|国家(?!安全)|中央|部门|企业|公司|人民|政府(?!采购)|省|市(?!场|政|容)|县|区(?!块)|一批|多个|首个|国际|合作"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled forms: ``core`` (财政局), ``fixed`` (人民政府), ``open`` (…办公室) after a place.

    ``national`` is an open form after 国家 or 全国; ``listed`` a list of stems, ``stem`` one of them.
    """

    core: re.Pattern[str]
    fixed: re.Pattern[str]
    open: re.Pattern[str]
    national: re.Pattern[str]
    listed: re.Pattern[str]
    stem: re.Pattern[str]
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
    ministry = either([*table["ministry"], *table["stems"].split()])
    return Grammar(
        core=re.compile(rf"(?P<stem>{stems})(?P<suffix>{suffix})(?![门员长])(?:(?P<sub>{stems}(?:局|处|中心|总队|支队))|办公室)?"),
        fixed=re.compile(rf"(?!{table['not_fixed']})(?:{either(table['fixed'].split())})(?![员托])"),
        open=re.compile(rf"(?:(?!{_OPEN_STOP})[一-鿿]){{2,14}}?(?:{_OPEN_END})(?![员长])"),
        national=re.compile(
            rf"(?:国家|全国|中央|国务院)(?:(?!{_OPEN_STOP})[一-鿿]){{2,16}}?"
            r"(?:协调推进组|推进工作组|推进组|领导小组办公室|领导小组|协调小组|工作小组|指导委员会|委员会)(?![员长])"
        ),
        listed=re.compile(
            rf"(?<![一-鿿])(?:{ministry})(?:[、，](?:{ministry}))+(?:(?:和|及|与|以及)(?:{ministry}))?"
            r"(?=等(?:有关|相关|主管|各|多)?(?:行政|职能|主管|政府)?(?:部门|单位)|(?:主管|行政)?(?:部门))"
        ),
        stem=re.compile(ministry),
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
        if core.endswith(suffix) and len(core) > 1 and core not in ("党委", "纪委", "监委", "农委"):
            core = core[: -len(suffix)] + whole
    table = grammar().full
    for stem in sorted(table, key=lambda word: -len(word)):
        if core.startswith(stem) and not core.startswith(table[stem]):
            return table[stem] + core[len(stem) :]
    return core
