"""What kind of thing a question asks of a provision, and the words to be accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from corpus.normalize import fold
from nlp.segment import is_listed, words
from qa.reader.place import place_names
from qa.reader.rarity import rarity
from qa.way.definition import term_of

JOINT = 0.5
"""What it tells that two words stand side by side, beside that of a word as rare."""
UNLISTED = 0.4
"""What two letters tell that the dictionary does not know as a word."""


class Kind(StrEnum):
    """What a provision is asked for."""

    BODY = "body"
    FINE = "fine"
    MONEY = "money"
    TIMES = "times"
    SHARE = "share"
    AGE = "age"
    SPAN = "span"
    MOMENT = "moment"
    COUNT = "count"
    MEANING = "meaning"
    TEXT = "text"

    @property
    def is_wording(self) -> bool:
        """Whether a wording answers, and no value in it."""
        return self in {Kind.MEANING, Kind.TEXT}


DEED = re.compile(
    r"制定|规定|决定|批准|审批|审核|核准|核定|审查|许可|同意|备案|报告|申请|申报|登记|办理|颁发|发放|发给|核发|签发|签署|负责|管理|监督|主管|组织|"
    r"征收|收取|收缴|查处|处罚|处理|承担|负担|支付|补偿|赔偿|委派|任命|任免|选举|撤换|罢免|撤销|聘任|指定|确定|确认|认定|鉴定|制作|"
    r"印制|编制|提出|提请|召集|主持|牵头|受理|管辖|裁决|仲裁|调解|执行|实施|验收|检验|检疫|检测|评估|公布|发布|解释|追回|收回|没收|责令|代办|代为|保管|"
    r"保存|设立|设置|移交|接收|移送|协调|提供|出具|享有|行使|会签|划定|拟订|起草|设计|监制|配备|给予|处以|予以|吊销"
)
"""What bodies do in provisions."""
OF_BOUND = 12.0
"""What a bound of the question tells (不满二十年): as much as the rarest word."""
BOUND = re.compile(
    r"[不未]?(?:超过|低于|高于|少于|多于|满|足)[一二两三四五六七八九十百千万\d]+(?:周?岁|个月|[年月日天亩元人倍吨米])"
)
OF_DENIED = 6.0
"""What a denial of the question tells (没有违法所得)."""
DENIED = re.compile(r"(?:没有|没|未|无)(?P<what>(?!满|超过|低于|足|成年)[\u4e00-\u9fff]{2})")
_DENIES = re.compile(r"不(?!动产|同)|未(?!成年|来)|无(?!线|偿|人|障碍|形)|没(?!收)|非(?!法)|禁止")
_HOLDER = re.compile("是谁|谁是|谁担任|叫什么")
"""A question for who holds an office, which no provision names."""
_WHETHER = re.compile(r"吗$|(?<![什怎那这多])么$|是否|能否|可否|能不能|可不可以|有没有|是不是")
_UNIT = r"(?P<unit>工作日|日|天|个?月|年|小时|周|星期|分钟|学时)"
_MEASURES = (
    "[名人家件次户项条处级辆台亩米吨票份所册届张座间床个]|平方米|公里|公斤|毫升"
    "|[度克]|公顷|千克|千伏|毫米|厘米|分贝"
)
_VOTERS = r"[\u4e00-\u9fff]{0,6}(?:村民|居民|业主|代表|股东|成员|委员|选民|会员|职工|小组|户)"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.BODY,
        re.compile(
            r"谁|(?<=[向到])哪里|哪一?[个些家级]?(?:国家|行政|政府)?(?:部门|机构|机关|单位|法院|组织|主体|级政府|政府)"
            r"|什么(?:部门|机构|机关|单位|组织)|(?<!是)什么人"
        ),
    ),
    (Kind.TIMES, re.compile(r"[几多少]+倍")),
    (Kind.AGE, re.compile(r"(?:多少|几)周?岁|多大(?=年龄)|(?<=年龄)(?:是|为)?多[少大]")),
    (Kind.SPAN, re.compile(rf"(?:多少|几)个?{_UNIT}|多久|多长(?:时间)?")),
    (
        Kind.SHARE,
        re.compile(
            r"(?:多大|多少|什么)的?(?:比[例重]|份额)|百分之(?:几|多少)|几分之几|几成|几比几|(?<=之比)(?:是|为)?多少"
            rf"|多少(?:以上)?的?(?={_VOTERS}[^，]*(?:同意|通过|提议|联名|参加|出席|赞成))"
            r"|多少(?:以上)?(?=[\u4e00-\u9fff]{0,8}(?:通过|同意))|(?<=的)多少(?!个|名|人|元|钱)"
            r"|(?<=[税费利]率)(?:是|为)?(?:多少|几)|(?<=比[例重])[^，]{0,6}(?:多少|几)|(?<=占比)[^，]{0,6}(?:多少|几)"
        ),
    ),
    (
        Kind.FINE,
        re.compile(
            r"(?<=罚)(?:(?=款|金).)?[^，款金]{0,6}(?:多少|几|多大)(?:钱|元)?|多少(?=[^，]{0,4}罚)"
        ),
    ),
    (
        Kind.MONEY,
        re.compile(
            r"(?:多少|几)(?:[百千万亿]*元|钱|人民币)"
            r"|(?:(?<=保证金)|(?<=注册资本)|(?<=资金))(?:最[低高少多])?(?:是|为|要)?(?:多少|几)(?![个名家])"
        ),
    ),
    (Kind.MOMENT, re.compile(r"什么时[候间]|何时|哪一?[天日](?!内)|几月|哪一?年")),
    (
        Kind.SPAN,
        re.compile(r"(?<=[期时]限)(?:是|为)?(?:多少|几)|(?<=[任效]期)(?:是|为)?(?:多少|几)"),
    ),
    (
        Kind.TEXT,
        re.compile(r"(?<=分)[为成]?(?:几|多少)个?(?:[级类种档等层步批期段个]|阶段|部分)"),
    ),
    (Kind.COUNT, re.compile(rf"(?:多少|(?<!哪)几)(?P<unit>{_MEASURES})?")),
    (Kind.TEXT, re.compile(r"哪些|哪几|哪[种类项条个]|什么|何种|怎么|怎样|如何|哪")),
)
"""Kinds, those that a longer interrogative tells first."""

LIGHT = re.compile(
    r"应当?|可以?|必须|需要?|须|要|能够?|会|规定|至少|最[多少长短高低大小迟早晚后]|不得|不能|不许|不少于|不低于|不超过|不高于"
    r"|以[上下内前后外]|之[前后内日]|什么|哪些|时间|一般|通常|应该|进行|予以|给予|具体|实行|采[取用]|方面|有关|相关|情况下|情况"
    r"|或者|以及|并且|而且|因为|如果|的话|还是|就|又|都|再|被|把|将|要有|要求|受到|得到|所说|说的|所称|打算|想|一个|一种|几个|时候|时|后"
    r"|里|中|内|前|之内|对|在|从|由|向|和|与|及|其|该|的|了|是|为|有|到|给|等|做|办|来|去|吗|呢|谁|哪|几|多少|多久|多长|多大|不|没|没有|未"
)
"""Words of a question that a provision need not have."""


@dataclass(frozen=True)
class Asking:
    """A question as a provision answers it; ``start`` and ``end`` are its interrogative's."""

    text: str
    kind: Kind
    start: int
    end: int
    unit: str = ""

    @property
    def before(self) -> str:
        """What stands before the interrogative."""
        return self.text[: self.start]

    @property
    def behind(self) -> str:
        """What stands behind the interrogative."""
        return self.text[self.end :]

    @property
    def denies(self) -> bool:
        """Whether the question itself has a denial; else what a provision denies is not meant."""
        return _DENIES.search(self.text) is not None

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places named, by their short names."""
        return place_names(self.text)

    @cached_property
    def terms(self) -> dict[str, float]:
        """The words that carry meaning, and the joints of those beside one another."""
        found: dict[str, float] = {}
        last = ""
        for word in _cut(f"{self.before}。{self.behind}"):
            if word == "。" or LIGHT.fullmatch(word) or self._is_place(word):
                last = ""
                continue
            whole = is_listed(word) or len(word) > 2
            found[word] = rarity(word) * min(len(word), 4) ** 0.5 * (1.0 if whole else UNLISTED)
            if last:
                joint = last[-1] + word[0]
                found.setdefault(joint, JOINT * rarity(joint))
            last = word
        for bound in BOUND.finditer(self.text):
            found[bound.group()] = OF_BOUND
        for denied in DENIED.finditer(self.text):
            found[denied.group()] = OF_DENIED
        return found

    @cached_property
    def nearest(self) -> tuple[str, str]:
        """The word of meaning before the interrogative, and two behind it; each may be empty."""
        before, behind = (
            [w for w in _cut(part) if w != "。" and not LIGHT.fullmatch(w)]
            for part in (self.before, self.behind)
        )
        return (before[-1] if before else ""), "".join(behind[:2])

    @cached_property
    def deeds(self) -> tuple[str, ...]:
        """The deeds asked about, behind the interrogative (由谁*批准*); else those before it."""
        behind = tuple(w for w in _cut(self.behind) if len(w) > 1 and not AUXILIARY.fullmatch(w))
        return behind or tuple(w for w in self.terms if DEED.fullmatch(w))

    @cached_property
    def head(self) -> str:
        """The noun that the interrogative is said of (*有效期*是几年), empty if none."""
        bare = _COPULA.sub("", self.before)
        last = next(iter(reversed(_cut(bare))), "")
        return last if len(last) > 1 and not LIGHT.fullmatch(last) else ""

    def _is_place(self, word: str) -> bool:
        return any(word.startswith(place) for place in self.places) and bool(place_names(word))


AUXILIARY = re.compile(r"应当?|可以?|能够?|必须|需要|负责|来|进行|予以|给予")
_COPULA = re.compile(
    r"(?:是|为|由|的|最[长短高低多少大小]|应当?|可以?|有|在|要|不得?|能够?|达到?|占)+$"
)
_ADVERB = re.compile(r"最[多少长短高低大小迟早晚]|至少|应当|可以|必须|要(?=[报罚交送求经])")
"""What the segmenter would take into a word: *最多*罚."""


def _cut(text: str) -> list[str]:
    """Return the words of a text in order, with a full stop where a mark stands."""
    parts = re.split(r"[^\w%]+", _ADVERB.sub(" ", text))
    return [w for part in parts for w in (*words(part, search=False), "。")][:-1]


def sought(question: str) -> str:
    """Return what to search for: a meaning is worded in one way (本法所称…，是指)."""
    term = _term(question)
    return question if term is None else f"{''.join(place_names(question))}本法所称{term}，是指"


_OF_LAW = re.compile(
    r"^.*?(?:[法》]|条例|办法|规定|细则)(?:[中里](?:的|规定的?)?|(?:所|是怎么)?规定[，,的]?|的)"
)


def of_law(question: str) -> str:
    """Return a question without the law that it asks of; a title's words account for nothing.

    >>> of_law("水土保持法规定多少度以上禁止开垦")
    '多少度以上禁止开垦'
    """
    return _OF_LAW.sub("", question)


def _term(question: str) -> str | None:
    """Return the term whose meaning is asked for, without the place whose word it is."""
    term = term_of(question)
    for place in () if term is None else place_names(question):
        term = re.sub(rf"^(?:在)?{place}(?:省|市|自治区|县|区)?的?(?=..)", "", term or "")
    return term


def asking(question: str) -> Asking | None:
    """Return what a question asks of a provision; None for 是否 and for who is in office.

    >>> asking("多少日内应当备案？").kind, asking("由谁批准？").kind
    (<Kind.SPAN: 'span'>, <Kind.BODY: 'body'>)
    """
    text = fold(question).strip().rstrip("?？。 ")
    if _WHETHER.search(text) or _HOLDER.search(text):
        return None
    term = _term(text)
    if term is not None:
        at = text.find(term)
        return Asking(text, Kind.MEANING, at + len(term), len(text), unit=term)
    for kind, pattern in _KINDS:
        found = pattern.search(text)
        if found is not None:
            unit = (found.groupdict().get("unit") or "").replace("个", "", kind is Kind.COUNT)
            if kind is Kind.COUNT and not unit and found.group() == "几":
                unit = text[found.end() : found.end() + 1]  # 几*审* is told in nothing else
            return Asking(text, kind, found.start(), found.end(), unit=unit)
    return None
