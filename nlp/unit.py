"""Units of measurement as Chinese documents write them, and the form the graph keeps.

The canonical unit carries no magnitude: 万 and 亿 belong to the number (550万元 is 5500000 元).
Compound units are written with a slash (微克每立方米 is 微克/立方米).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PERCENT = "%"
POINT = "百分点"

_ALIASES = {
    "个百分点": POINT, "个工作日": "工作日", "个自然日": "自然日", "个小时": "小时", "个季度": "季度", "个学期": "学期", "个标准箱": "标准箱",
    "个标箱": "标准箱", "标箱": "标准箱", "TEU": "标准箱", "个基点": "基点", "BP": "基点", "日历天": "天",
    "元人民币": "元", "人民币": "元", "块钱": "元", "元钱": "元", "㎡": "平方米", "m2": "平方米", "m³": "立方米",
    "m3": "立方米", "km": "公里", "kWh": "千瓦时", "kW": "千瓦", "MW": "兆瓦",
    "GW": "吉瓦", "KV": "千伏", "kV": "千伏", "μg": "微克", "ug": "微克", "mg": "毫克", "kg": "公斤",
    "℃": "摄氏度", "立方": "立方米", "平米": "平方米", "平方": "平方米", "人民币元": "元", "周岁": "岁",
    "小时制": "小时", "吨标煤": "吨标准煤", "标准立方米": "立方米", "户次": "户次", "圆": "元",
}  # fmt: skip

_MEASURES = (
    "元 美元 欧元 港元 日元 英镑 卢布 亩 亩次 公顷 平方公里 平方米 立方米 公里 千米 平方千米 千克 米 厘米 毫米 海里 吨 吨标准煤 吨公里 斤 公斤 克 毫克 微克 升 毫升 "
    "千瓦 千瓦时 兆瓦 吉瓦 瓦 度 千伏安 千伏 标准箱 摄氏度 分贝 基点 百分点 % ‰ 倍 年 个月 天 日 周 小时 分钟 秒 工作日 自然日 季度 代 "
    "P EFLOPS PFLOPS TB GB PB MB Mbps Gbps 兆 比特 轮次 吨位 总吨 载重吨 大卡 千卡 吉焦 公担 里 岁 周 人年 年次 克拉 纳米"
).split()

_CLASSIFIERS = (
    "个 家 项 件 张 座 条 种 类 本 部 辆 台 套 所 处 批 起 例 名 位 人 人次 户 户次 次 场 场次 只 头 羽 株 棵 艘 架 架次 列 列次 趟 班 班次 支 颗 枚 间 间次 栋 幢 门 "
    "篇 册 期 床 版 款 双 份 宗 笔 单 口 眼 盏 根 块 片 孔 户 省 市 县 区 村 镇 乡 国 校 院 村次 车次 车 船 箱 袋 瓶 盒 只 听 桶 罐 箱 包 卷 万人 例次 人份 剂次 剂 支次 "
    "对 组 队 轮 回 遍 道 步 页 字 句 则 幅 尊 点次 台次 件次 项次 家次 站 路 片次 段 层 排 盘 碗 顿 餐 辆次 标段 批次 页次 票 席 团 营 连 座次 处次 户数 单位 户家 条次 尾 匹 峰 羽 座城 艘次"
).split()

_COUNTED = frozenset(_CLASSIFIERS)
"""Units after which the thing counted may follow directly (318个服务窗口)."""

_DENOMINATORS = (
    "平方公里 平方米 立方米 公里 米 亩 公顷 吨标准煤 吨 公斤 千克 斤 克 升 人 户 家 个 年 月 天 日 小时 分钟 秒 次 人次 辆 台 件 套 户 床 生 "
    "学期 学年 学时 课时 季度 季 周 千瓦时 千瓦 度 百亿元 亿元 万元 元 班 站 只 头 床位 张 瓶 单 平方千米 项 节 箱 所 座 批 方 例 位 名 处"
).split()


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_BASE = _alternation([*_ALIASES, *_MEASURES, *_CLASSIFIERS])
_PER = _alternation(_DENOMINATORS)
_UNIT = re.compile(
    rf" ?(?P<base>{_BASE})(?:(?P<slash>[/／每])(?P<per>{_PER})(?:[·•/／.]?(?:每)?(?P<per2>{_PER}))?)?"
)

# A unit's character that begins another word is no unit: 5日内 is, 3种植 and 5条件 are not.
_NOT_UNIT = re.compile(
    r"种(?:植|子|业|苗|养)|条(?:件|例|款|约)|项目(?!标)|部(?:门|委|长|署|队|分|级)|所(?:有|在|需|属)|名(?:称|单|录|牌)"
    r"|位(?:于|置|次|居|列)|门(?:诊|户|类)|点(?:位)|级|号|季|世纪|环|线|会|中|手|强|佳|大|处(?:理|置|罚|分)|起(?:草|步|来|到|点)"
    r"|期(?:间|限)|单位|分(?:别|之|类|行|公司|局|析|级|厂|会|布|段|批|期|区|为|局)|人(?:民|均|员|大|才|口|工|类|社)|户(?:籍|外|口)"
    r"|次(?:全|于)|家(?:庭|园|电|长|具)|台(?:湾|账|风)|年(?:度|级|龄|代)|月度|日(?:常|均|前|益)|天(?:然|津|府|内)|区(?:域|间)"
    r"|市(?:场|民|级|委|区|县)|县(?:域|级|委|区)|省(?:级|委|份|际|区|市)|村(?:级|民|庄)|镇(?:级)|乡(?:镇|村|级)|国(?:家|际|内|有|土)|校(?:园|长)|院(?:士|校)"
    r"|团(?:队|体|结)|组(?:织|长|合|建)|队(?:伍)|站(?:点)|路(?:线|径)|段(?:时)|层(?:级|面)|车(?:站|辆|间|道|位)|船(?:舶)|连(?:续|锁|接)|营(?:商|业|收)|席(?:位)"
    r"|度(?:假)|度电|升(?:级|至)|克(?:服)|里(?:程)|分(?:钟)?散|轮(?:廓)|类(?:型)|对(?:接|于|外|口)|回(?:收|应)|道(?:路)|班(?:子)|座(?:谈)|包(?:括|含)|款(?:项)|字(?:号)"
)
_ALLOWED = re.compile(r"(?:天内|省区|省市|市县|市区)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written from ``start`` to ``end``; ``name`` is the canonical form.

    ``counted`` says that it is a classifier: the thing counted may follow it.
    """

    start: int
    end: int
    name: str
    counted: bool


def canonical(unit: str) -> str:
    """Return the canonical form of a unit without magnitude.

    >>> canonical("微克每立方米"), canonical("个百分点")
    ('微克/立方米', '百分点')
    """
    match = _UNIT.fullmatch(unit)
    return _name(match) if match else unit


def read_unit(text: str, at: int) -> Unit | None:
    """Read the unit that begins at an offset of a folded text, None if there is none."""
    match = _UNIT.match(text, at)
    if match is None:
        return None
    base = match["base"]
    if match["per"] is None and _is_word(text, match.start("base"), base):
        return None
    end = match.end() if match["per"] else match.end("base")
    counted = match["per"] is None and base in _COUNTED
    return Unit(match.start("base"), end, _name(match), counted)


def _is_word(text: str, start: int, base: str) -> bool:
    """Whether the last character of a one-character unit begins a word that is no unit."""
    if len(base) != 1 or not _NOT_UNIT.match(text, start):
        return False
    return not _ALLOWED.match(text, start)


def _name(match: re.Match[str]) -> str:
    base = _ALIASES.get(match["base"], match["base"])
    parts = [match["per"], match["per2"]]
    return "/".join([base, *(_ALIASES.get(part, part) for part in parts if part)])
