"""Units of measurement as Chinese documents write them, and the form the graph keeps.

The canonical unit carries no magnitude: 万 and 亿 belong to the number (550万元 is 5500000 元).
Compound units are written with a slash (微克每立方米 is 微克/立方米). ``unit.toml`` has the words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

PERCENT = "%"
POINT = "百分点"

# What a one-character unit may begin instead: 5日常, 3种植 and 5条例 hold no unit.
_WORDS = """
国道 省道 县道 乡道 村道
种植 种子 种业 种苗 种养 条例 条款 条约 项目(?!标) 部门 部委 部长 部署 部队 部分 部级 所有 所在
所需 所属 名称 名单 名录 名牌 位于 位置 位次 位居 位列 门诊 门户 门类 起草 起步 起来 起到 起点
期间 期限 单位 分别 分之 分类 分行 分公司 分局 分析 分级 分厂 分会 分布 分段 分批 分期 分区
分为 人民 人均 人员 人大 人才 人口 人工 人类 人社 户籍 户外 户口 次全 次于 家庭 家园 家电 家长
家具 台湾 台账 台风 年度 年级 年龄 年代 日常 日均 日前 日益 天然 天津 天府 区域 区间 市场 市民
市级 市委 县域 县级 县委 省级 省委 省际 村级 村民 村庄 镇级 乡镇 乡村 乡级 国家 国际 国内 国有
国土 校园 校长 院士 院校 团队 团体 团结 组织 组长 组合 组建 队伍 站点 路线 路径 段时 层级 层面
车站 车辆 车间 车道 车位 船舶 连续 连锁 连接 营商 营业 营收 席位 度假 升级 升至 克服 里程 轮廓
类型 对接 对于 对外 对口 回收 回应 道路 班子 座谈 包括 包含 款项 字号
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written from ``start`` to ``end``; ``name`` is the canonical form.

    ``counted`` says that it is a classifier: the thing counted may follow it.
    """

    start: int
    end: int
    name: str
    counted: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    aliases: dict[str, str]
    classifiers: frozenset[str]
    unit: re.Pattern[str]
    word: re.Pattern[str]


def canonical(unit: str) -> str:
    """Return the canonical form of a unit without magnitude.

    >>> canonical("微克每立方米"), canonical("个百分点")
    ('微克/立方米', '百分点')
    """
    match = _grammar().unit.fullmatch(unit)
    return _name(match) if match else unit


def read_unit(text: str, at: int) -> Unit | None:
    """Read the unit that begins at an offset of a folded text, None if there is none."""
    grammar = _grammar()
    match = grammar.unit.match(text, at)
    if match is None:
        return None
    base, start = match["base"], match.start("base")
    if match["per"] is None and len(base) == 1 and grammar.word.match(text, start):
        return None
    end = match.end() if match["per"] else match.end("base")
    counted = match["per"] is None and base in grammar.classifiers
    return Unit(start, end, _name(match), counted)


def _name(match: re.Match[str]) -> str:
    aliases = _grammar().aliases
    name = aliases.get(match["base"], match["base"])
    if match["per"]:
        name += "/" + aliases.get(match["per"], match["per"])
    if match["per2"]:
        name += "·" + aliases.get(match["per2"], match["per2"])
    return name


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    table = tomllib.loads(files("nlp").joinpath("unit.toml").read_text(encoding="utf-8"))
    aliases: dict[str, str] = table["aliases"]
    classifiers = table["classifiers"].split()
    base = _alternation([*aliases, *table["measures"].split(), *classifiers])
    per = _alternation(table["denominators"].split())
    unit = (
        rf" ?(?P<base>{base})"
        rf"(?:[/每](?P<per>{per})(?:[·/.]?每?(?P<per2>{per}))?)?"
    )
    words = "|".join(_WORDS.split())
    return _Grammar(aliases, frozenset(classifiers), re.compile(unit), re.compile(words))


def _alternation(words: list[str]) -> str:
    """Return an expression for the words, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
