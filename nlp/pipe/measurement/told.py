"""What a count counts where no plain noun follows it: 3人死亡, 86名从各科抽调的医生, 其中有11个….

Each function looks at the words behind a value and returns a name with where it begins, or nothing.
"""

from __future__ import annotations

import re

from nlp.pipe.measurement.phrase import Phrase, clean, phrase_after

_SUFFERED = re.compile(
    r"(?:被迫|被|因[^，。；]{1,6}|不同程度|全部|已经?|先后|当场|在[^，。；]{2,10}?中)*"
    r"(?P<what>死亡|遇难|丧生|受伤|重伤|轻伤|失踪|失联|被困|滞留|撤离|转移|疏散|流离失所|获救|脱险|获释|被捕|落水|受灾"
    r"|感染|确诊|治愈|出院|康复|隔离|报名|参与|参加|参赛|参会|就业|失业|脱贫|返岗|到岗|复工)"
    r"(?!的|者|率|案|病例|人数|人员)"
)
_SOURCED = re.compile(r"(?:从|由|来自|在|与|以)[^，。；：！？\d]{2,40}?的(?=[^，。；：、的]{2,16})")
_LISTED = re.compile(
    r"[^，。；：！？\d（）]{1,16}、[^，。；：！？\d（）]{0,30}?等(?=[^，。；：、的]{2,16})"
)
_AMONG = re.compile(r"(?:中|当中|里面?)，?(?:已|共|就|只|仅)?有$")
_PREDICATE = re.compile(r"[^，。；：！？、\d\n]{4,14}(?=[，。；])")
_OF = re.compile(r"(?P<whose>[^，。；：！？\d]{2,16}的)(?:共|只|仅|就|总共)?[有占]?$")


def suffered(text: str, end: int, stop: int) -> tuple[str, int] | None:
    """Return what people suffered or did and where it is said: 造成3人死亡, 3万人滞留."""
    match = _SUFFERED.match(text, end, stop)
    return (match["what"] + "人数", match.start("what")) if match else None


def noun_further(text: str, end: int, stop: int) -> tuple[Phrase, str] | None:
    """Return the noun behind where it comes from (从各科抽调的医生) or a list (甲、乙等专家)."""
    match = _SOURCED.match(text, end, stop) or _LISTED.match(text, end, stop)
    return phrase_after(text, match.end(), stop) if match else None


def among(text: str, start: int, value: int, end: int, whole: str) -> str:
    """Return the name of a part of what was counted before: 19个成员国中有11个通胀率达两位数."""
    if not _AMONG.search(text, start, value):
        return ""
    predicate = _PREDICATE.match(text, end)
    return clean(f"{predicate[0]}的{whole}" if predicate else whole)


def of_whole(text: str, start: int, cue: int, whole: str) -> str:
    """Return the name of a part that a clause with 的 tells: 959座煤矿中，正常生产的只有56座."""
    match = _OF.search(text, start, cue)
    return clean(match["whose"] + whole) if match else ""
