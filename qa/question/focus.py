"""What a question asks for, read off its interrogative words and the operation words around them.

The table below is the closed class of Chinese (and the usual English) interrogatives, not a list of
questions: each row says what kind of thing an interrogative asks for. Nouns after 哪个 or 什么 are
looked up among the ontology's class labels by ``qa.question.lexicon``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.numeral import read_number
from nlp.segment import is_listed, words


class Asked(StrEnum):
    """The kind of thing that would answer."""

    NUMBER = "number"
    DATE = "date"
    ENTITY = "entity"
    BOOLEAN = "boolean"
    TEXT = "text"


class Operation(StrEnum):
    """What is done with the matching facts."""

    VALUE = "value"
    LIST = "list"
    COUNT = "count"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    COMPARE = "compare"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    TIMES = "times"
    CHANGE = "change"
    SUM = "sum"
    AVERAGE = "average"
    MEDIAN = "median"
    TABLE = "table"
    TIMELINE = "timeline"
    ATTAINMENT = "attainment"


@dataclass(frozen=True, slots=True)
class Focus:
    """What is asked for, and the words that say so.

    ``noun`` is the noun the interrogative governs (哪个*部门*, 什么*系统*), empty if none;
    ``spans`` are the half-open offsets of words that carry no content of their own; ``cue`` is the
    name of the row of the table that decided, ``most`` how many places of an order are asked for
    (最高的*三*个省), 0 if that is not said.
    """

    asked: Asked
    operation: Operation
    noun: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    cue: str = ""
    most: int = 0

    @property
    def counts(self) -> bool:
        """Whether a number of things is asked for, and not only which they are."""
        return self.asked is Asked.NUMBER or self.operation is Operation.COUNT

    @property
    def explains(self) -> bool:
        """Whether a wording is asked for (什么是, 如何, 为什么) that no single fact can give."""
        return self.cue in {"问含义", "问原因"}


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    pattern: re.Pattern[str]
    asked: Asked
    example: str
    noun: str = ""


_NOUN = r"(?P<noun>[\u4e00-\u9fff]{1,8}?)"
_NOUN_END = (
    r"(?=的|在|把|将|对|于|被|由|向|与|和|是|有|提出|制定|出台|发布|印发|牵头|负责|建立|建设|打造|"
    r"采取|采用|实施|开展|纳入|实现|达到|探索|推进|成立|参与|签约|合作|计划|推行|列入|共同|联合|"
    r"落实|贯彻|引用|依据|废止|修改|转发|规定|明确|鼓励|支持|禁止|提到|提及|承担|获得|入选|"
    r"要求|已|可以|能|应|需|最|比|更|建成|20\d\d|19\d\d|今年|去年|[A-Z“《（\d]|[？?。，,！!]|$)"
)


def _cue(name: str, pattern: str, asked: Asked, example: str, noun: str = "") -> _Cue:
    return _Cue(name, re.compile(pattern, re.IGNORECASE), asked, example, noun)


CUES: tuple[_Cue, ...] = (
    _cue(
        "问时间",
        r"(?:到|在|于|自|从)?(?:哪一?年(?:哪个?月)?(?:哪[天日])?|哪一?天|哪个?月|几月几?[日号]?|何时|什么时候|什么时间|"
        r"何年(?:何月)?|哪一?日|什么日期|when|which year)(?:底|前|初|起)?",
        Asked.DATE,
        "到哪一年基本建成",
    ),
    _cue(
        "问时长",
        r"(?:多长时间|多久|几年|多少天|多少年|几天|多少分钟|how long)",
        Asked.NUMBER,
        "缩短到多长时间",
    ),
    _cue(
        "问比例",
        r"(?:是|有)?(?:多大的?比[例重]|多少比例|百分之几|几成|多大的?份额)",
        Asked.NUMBER,
        "占多大比例",
    ),
    _cue(
        "问数量",
        r"(?:分别)?(?:是|为|有|达到?|约)?(?:多少|(?<!哪)几)[百千万亿]*(?P<unit>[个家项件张座所条名户类种份套只辆人次元吨公里亩台次页篇部]?)(?:以[内上下])?"
        r"|how (?:many|much)",
        Asked.NUMBER,
        "政府投资是多少",
    ),
    _cue(
        "问程度",
        r"(?:是|有)?多[高大快长重]|"
        r"(?:目标|增速|增幅|数值|比例|比重|占比|金额|规模|数量|总额)(?:是|为)(?:什么|啥)(?![会要定没不能把将是])",
        Asked.NUMBER,
        "占比有多大",
    ),
    _cue(
        "问原因",
        r"(?<![立定列作称视改评名设划])为什么|为何|为啥|(?:是)?(?:什么|哪些)原因|原因(?:是什么|何在)|why",
        Asked.TEXT,
        "为什么取消",
    ),
    _cue(
        "问含义",
        r"什么是|(?:是|指(?:的是)?|是指)什么(?=[？?]?$)|什么意思|"
        r"(?:如何|怎么样?|怎样)(?!多)|how(?! (?:many|much|long))",
        Asked.TEXT,
        "什么是信息惠民",
    ),
    _cue(
        "问机构",
        r"(?:是|由)?(?:谁|哪一?位|什么人|哪个?单位|哪些单位|哪个?机构|哪些机构|who)",
        Asked.ENTITY,
        "由谁牵头",
        "机构",
    ),
    _cue(
        "问地点",
        r"(?:在)?(?:哪里|哪儿|何处|什么地方|哪些地方|哪个地方|哪些地区|哪个地区|where)(?!文件|政策|法规|政府|标准|立法|部门|性)",
        Asked.ENTITY,
        "在哪里试点",
        "地区",
    ),
    _cue(
        "问哪一个",
        r"(?:哪(?:些|[一几]?(?:[个家份项种类座条位](?=[\u4e00-\u9fff])|部(?=[法条规办文]))?)|什么样的|什么|何种|which|what)"
        + r"(?![是的个些])"
        + _NOUN
        + _NOUN_END,
        Asked.ENTITY,
        "哪个部门牵头",
    ),
    _cue(
        "问是否",
        r"(?:吗|(?<![什怎那这多])么|是否|有没有|是不是|能否|可否|能不能)[？?]?",
        Asked.BOOLEAN,
        "制定了省级总体规划吗",
    ),
    _cue("问对象", r"(?:什么|啥|哪[些个])", Asked.ENTITY, "探索了什么"),
    _cue("问时间", r"(?:日期|时间)(?:是|为)?(?=[？?]?$)", Asked.DATE, "施行日期"),
)

_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (
        Operation.ATTAINMENT,
        re.compile(r"(?:目标)(?:有没有|是否|已经?)?(?:完成|实现|达成|达到)(?:了吗|了没|吗|没有)"),
    ),
    (
        Operation.RATIO,
        re.compile(r"占.{0,14}?(?:多大|多少|百分之几|几成)的?(?:比例|比重)?|比例是多少|之比"),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(
            r"相差|差(?:了)?多少|差几|(?:高|低|多|少|大|小)出?(?:了)?(?:多少|几个?)(?!个[省市区县])|差距|之差|"
            r"difference"
        ),
    ),
    (Operation.TIMES, re.compile(r"几倍|多少倍|倍数")),
    (
        Operation.CHANGE,
        re.compile(
            r"(?:比|较|相比|到).{0,20}(?:增长|下降|减少|增加|变化)了?(?:多少|百分之几|几成)"
        ),
    ),
    (
        Operation.SUM,
        re.compile(
            r"合计|总和|加起来|之和|加总|(?:一共|总共)(?:是|有|为)?多少(?![个家项份条所座名])|"
            r"\bsum\b|total of all",
            re.IGNORECASE,
        ),
    ),
    (Operation.MEDIAN, re.compile(r"中位数|中位值|median", re.IGNORECASE)),
    (Operation.AVERAGE, re.compile(r"平均(?:值|数|水平)|的平均|平均(?:是|为)?多少|average|mean ")),
    (Operation.TIMELINE, re.compile(r"历年|逐年|各年|每年的|近[几\d一二三四五六七八九十]+年的?")),
    (
        Operation.TABLE,
        re.compile(
            r"列出|各省(?:区市|份)?|各地(?!智慧)|各市|分省|对照表|一览|排名(?!前|第)|排行|排序"
        ),
    ),
    (
        Operation.COMPARE,
        re.compile(
            r"(?:哪[个一]?[省市区]?|谁)(?:的[^，,？?]{0,20})?(?:更|较)[高低大小多少快]|(?:哪[个一][省市区]?|谁)(?:高|低|大|小|多|少|快)|哪个更"
            r"|[和与跟、]\w{2,12}?(?:哪[个一]?[省市区]?|谁)的?[^，,？?]{1,16}(?:[高低大小快慢]|(?<!多)少|多)[？?]?$"
        ),
    ),
    (
        Operation.MAXIMUM,
        re.compile(
            r"最[高大多快长](?!人民|法|检)|(?<!倒数)第一的?是|排名第一|排名?前|前[一二三四五六七八九十\d]+[名位]|highest|largest|most"
        ),
    ),
    (Operation.MINIMUM, re.compile(r"最[低小少慢短]|倒数|垫底|lowest|smallest|least")),
    (Operation.LIST, re.compile(r"哪些|哪几|有哪|都有|分别是(?:什么|哪|谁)|列举")),
)

_TOP = re.compile(
    r"(?:排名?|位居|居|最[高低大小多少快慢]的?)?前(?P<n>[一二三四五六七八九十\d]+)(?:[名位个]|的|$|[省市])|"
    r"倒数前?(?P<last>[一二三四五六七八九十\d]+)[名位个]?|"
    r"最[高低大小多少快慢]的(?P<m>[二两三四五六七八九十\d]+)[个家项部份件条]"
)
_OF_THINGS = re.compile(
    r"什么(?!样|的)[\u4e00-\u9fff]{2,12}的(?P<noun>制度|机制|平台|系统|模式|活动|行动|工程|项目|计划|体系|品牌|服务|技术|产品|称号|荣誉)[？?]?$"
)
"""A thing told by what stands before its kind: 什么服务企业的*制度*."""
STOP = re.compile(
    r"请问|请|告诉我|我想知道|一下|根据|按照|文中|文件中|提到的?|关于|目前|现在|一共|总共|共有|共|"
    r"的|了|是|为|有|在|和|与|及|呢|吧|啊|吗|么|都|被|把|将|由|对|于|从|到|中|里|以|等|其|该|这|那|"
    r"[，,。？?！!：:；;、“”‘’《》（）()\s]"
)


def focus(question: str) -> Focus:
    """Return what a question asks for; a text without an interrogative asks for a passage."""
    spans: list[tuple[int, int]] = []
    told: list[str] = []
    asked, noun = Asked.TEXT, ""
    cue = _first_cue(question)
    if cue is not None:
        found, match = cue
        asked = found.asked
        noun = (match.groupdict().get("noun") or "").strip()
        end = match.start("noun") if noun else _end_of(question, match)
        spans.append((match.start(), end))
        told.append(f"{question[match.start() : end]} → {found.name}")
    if asked is Asked.ENTITY:
        of = _OF_THINGS.search(question)
        noun = (
            of["noun"] if of else noun or _trailing_noun(question) or (cue[0].noun if cue else "")
        )
    operation = _operation(question, asked)
    if operation in {Operation.MAXIMUM, Operation.MINIMUM, Operation.LIST, Operation.TABLE}:
        asked = Asked.ENTITY if asked is Asked.TEXT else asked
    name = cue[0].name if cue is not None else ""
    return Focus(asked, operation, noun, tuple(spans), tuple(told), name, _most(question))


def _most(question: str) -> int:
    """Return how many of an order are asked for: 最高的三个省, 排名前5的."""
    match = _TOP.search(question)
    if match is None:
        return 0
    return int(read_number(match["n"] or match["last"] or match["m"]) or 0)


def _end_of(question: str, match: re.Match[str]) -> int:
    """Return where an interrogative ends: before a measure word that begins a word, as in 户籍."""
    start = match.start("unit") if match.groupdict().get("unit") else -1
    first = words(question[start:], search=False)[:1] if start >= 0 else []
    return start if first and len(first[0]) > 1 and is_listed(first[0]) else match.end()


def _first_cue(question: str) -> tuple[_Cue, re.Match[str]] | None:
    """Return the interrogative that decides: the first of the table that occurs."""
    for cue in CUES:
        match = cue.pattern.search(question)
        if match is not None:
            return cue, match
    return None


def _trailing_noun(question: str) -> str:
    """Return the noun before a final 有哪些 or 是哪个 (主管部门是哪个)."""
    match = re.search(
        r"(?P<noun>[\u4e00-\u9fff]{1,6})(?:是|有|为)(?:哪[个家些几]|谁)[？?]?$", question
    )
    return match.group("noun").rpartition("的")[2] if match else ""


def _operation(question: str, asked: Asked) -> Operation:
    for operation, pattern in _OPERATIONS:
        if pattern.search(question):
            if operation is Operation.LIST and asked not in {Asked.ENTITY, Asked.TEXT}:
                continue
            return operation
    return Operation.VALUE
