"""What a count counts where no plain noun follows it: 3人死亡, 86名从各科抽调的医生, 其中有11个….

Each function looks at the words behind a value and returns a name with where it begins, or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.phrase import Phrase, clean
from nlp.pipe.measurement.phrase_right import begins_with_verb, phrase_after
from nlp.pipe.measurement.vocabulary import vocabulary

if TYPE_CHECKING:
    from nlp.quantity import Quantity

_SUFFERED = re.compile(
    r"(?:被迫|被|因[^，。；]{1,6}|不同程度|全部|已经?|先后|当场|在[^，。；]{2,10}?中)*"
    r"(?P<what>死亡|死伤|伤亡|遇难|丧生|受伤|重伤|轻伤|失踪|失联|被困|滞留|撤离|转移|疏散|流离失所|获救|脱险|获释|被捕|落水|受灾"
    r"|观看|参观|浏览|访问|游览|出行|接种|就诊|咨询|受益|摆脱贫困|增收|感染|确诊|治愈|出院|康复|隔离|报名|参与|参加|参赛|参会|就业|失业|脱贫|返岗|到岗|复工)"
    r"(?!的|者|率|案|病例|人数|人员|患者|来源)"
)
# 各界代表约600人出席: a verb alone tells what people did.
_DID = re.compile(
    r"(?:已|均|将|还|也|共同|现场|一同|集体)*(?P<what>[一-鿿]{2})(?:了[^，。；：\d]{2,20})?(?=[，。；、])"
)
_COUNTED_PEOPLE = frozenset({"人", "名", "位", "人次"})
_COUNTED_AS = {"人": "人数", "名": "人数", "位": "人数", "人次": "人次", "例": "病例"}
_SOURCED = re.compile(r"(?:从|由|来自|在|与|以)[^，。；：！？\d]{2,40}?的(?=[^，。；：、的]{2,16})")
_LISTED = re.compile(
    r"[^，。；：！？\d（）]{1,16}、[^，。；：！？\d（）]{0,30}?等(?=[^，。；：、的]{2,16})"
)
_AMONG = re.compile(r"(?:(?:中|当中|里面?)，?(?:已|共|就|只|仅)?有|(?<![其集])中)$")
_PREDICATE = re.compile(r"[^，。；：！？、\d\n]{4,14}(?=[，。；])")
_UNDERTAKES = re.compile(r"(?:发动|发起|发生|爆发|展开|开展|进行|实施|组织|举行|举办|完成)了?$")
_ACTION = re.compile(r"[一-鿿]{2,8}(?=[，。；、])")
_RATE = re.compile(r"的(?P<rate>[一-鿿]{1,6}(?:率|比例|比重|份额))")
_OF_THEM = re.compile(r"(?P<verb>[一-鿿]{2})了?其中的?(?=\d+[一-鿿]?[，。；])")
_DUTY = re.compile(r"的?(?P<duty>[一-鿿]{0,4}税)(?!率)")
_DEALT = re.compile(r"(?:目前|截至目前|，)*(?:已经?|累计|共)+(?P<verb>[一-鿿]{2})了?")
_OF = re.compile(r"(?P<whose>[^，。；：！？\d]{2,16}的)(?:共|只|仅|就|总共)?[有占]?$")


def suffered(text: str, value: Quantity, stop: int) -> tuple[str, int] | None:
    """Return what people suffered or did and where it is said: 造成3人死亡, 3万人滞留."""
    counted = _COUNTED_AS.get(value.unit)
    match = _SUFFERED.match(text, value.end, stop) if counted else None
    if match is None and value.unit in _COUNTED_PEOPLE:
        match = _DID.match(text, value.end, stop)
        if match and (
            not begins_with_verb(match["what"]) or match["what"] in vocabulary().no_deeds
        ):
            match = None
    return (f"{match['what']}{counted}", match.start("what")) if match else None


def is_suffering(predicate: str) -> bool:
    """Tell whether a predicate is nothing but what people suffer or do: 死亡, 受伤."""
    return _SUFFERED.fullmatch(predicate) is not None


def undertaken(text: str, start: int, value: Quantity, stop: int) -> tuple[str, int] | None:
    """Return how often something was done and where it is said: 发动38次进攻, 打破37次纪录."""
    if value.unit != "次" or not _UNDERTAKES.search(text, start, value.start):
        return None
    match = _ACTION.match(text, value.end, stop)
    return (match[0] + "次数", match.start()) if match else None


def shared_rate(text: str, value: Quantity) -> tuple[str, int] | None:
    """Return the rate behind its value: 以89%的得票率当选, 征收25%的关税."""
    duty = _DUTY.match(text, value.end)
    if duty and text.endswith(("征收", "加征", "课征"), 0, value.start):
        return f"{duty['duty']}税率", duty.start("duty")
    match = _RATE.match(text, value.end) if text[value.start - 1 : value.start] in "以有" else None
    return (match["rate"], match.start("rate")) if match else None


def noun_further(text: str, end: int, stop: int) -> tuple[Phrase, str] | None:
    """Return the noun behind where it comes from (从各科抽调的医生) or a list (甲、乙等专家)."""
    match = _SOURCED.match(text, end, stop) or _LISTED.match(text, end, stop)
    return phrase_after(text, match.end(), stop) if match else None


def among(text: str, start: int, value: int, end: int, whole: str) -> str:
    """Return the name of a part of what was counted before: 19个成员国中有11个通胀率达两位数."""
    if not _AMONG.search(text, start, value):
        return ""
    predicate = _PREDICATE.match(text, end)
    if predicate is None:
        return clean(whole)
    noun = phrase_after(text, end, predicate.end())
    if noun is not None and noun[0].end == predicate.end():
        return noun[0].name  # 8名外地员工 of 220名员工
    return clean(f"{predicate[0]}的{whole}")


def dealt_with(text: str, start: int, cue: int, whole: str) -> str:
    """Return the name of what was done to things counted before: 立案3600件，已处罚720件.

    Also 拦截了其中70架.
    """
    match = _DEALT.fullmatch(text, start, cue) or _OF_THEM.search(text, start, cue + 12)
    return clean(match["verb"] + whole) if match and not whole.startswith(match["verb"]) else ""


def of_whole(text: str, start: int, cue: int, whole: str) -> str:
    """Return the name of a part that a clause with 的 tells: 959座煤矿中，正常生产的只有56座."""
    match = _OF.search(text, start, cue)
    return clean(match["whose"] + whole) if match else ""
