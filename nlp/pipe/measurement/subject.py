"""Whose metric a value is: full names for 产值, 支出, 总量 and for a growth that names nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.coordination import is_bare_metric, last_of_list, metric_of
from nlp.pipe.measurement.fact import TIME_UNITS
from nlp.pipe.measurement.phrase import Phrase, clean, phrase_before
from nlp.quantity_word import RANK, WRITTEN

if TYPE_CHECKING:
    from nlp.pipe.measurement.fact import Fact
    from nlp.pipe.measurement.left import Left
    from nlp.quantity import Quantity

_TOTAL = re.compile(r"达到?|为|突破|超过?|总[量数额值]")
"""增长5.5%、达到10.3万亿元: what the grown quantity has come to."""
_MOVED = re.compile(r"^(?:降低|提高|提升|下调|上调|缩短|压缩|压减|扩大|增加|减少|延长|放宽)(?=..)")
_GIVES = re.compile(r"对(?P<whom>[^，。；：、对]{2,16}?)的?(?P<rate>贡献率|贡献度|拉动率)$")
_RATIOS = frozenset({"占比", "比重", "比例", "增速", "增幅", "涨幅", "降幅"})
_CLAUSE = 40
"""Characters of the clause before that are looked at."""
_LONGEST_RELATIVE = 12
_WHEN = re.compile(r"[年月日季度]$|期间$|以来$")
_DONE_TO = re.compile(
    r"(?:已经?|累计|共|总计|合计|全部|可|将|能|预计|每年|每天|日均)+(?P<verb>[一-鿿]{2})了?$"
)
_GROWN = re.compile(
    r"(?:增长|增势|增速|增幅|涨势|降势|发展|运行|恢复|表现)?(?:总体|持续|保持|稳步|明显|显著|逐步|继续)*"
    r"(?:较快|最快|加快|加速|放缓|明显|显著|强劲|迅速|回升|回落|改善|向好|平稳|稳定|活跃|旺盛|突出|增长|下降|上升)，$"
)
_WHOLE = re.compile(r"(?:发电|用电|供电|货运|客运|吞吐|周转|发送|蓄水|用水)量")
"""Metrics that say by themselves of what they are."""
_ACTS = frozenset({"投资", "捐款", "贷款", "拨款"})
"""Metrics that say enough by themselves: in a sentence without another subject it is the deed."""
_IN_ALL = frozenset({"共", "共计", "合计", "总计"})
_TOTALS = frozenset({"总量", "总数", "总额", "总规模"})


def name_of(text: str, left: Left, phrase: Phrase, subject: Fact | None) -> str:
    """Return the full name of what a phrase before a value names, or nothing.

    Args:
        text: The folded text.
        left: What stands left of the value.
        phrase: The noun phrase before the pattern's cue.
        subject: The fact told before this one in the sentence.
    """
    if phrase.verb == "通过" and phrase.actor:
        # 数据的处理通过全流程由2天缩短: the way it is done is not what is measured.
        return phrase.actor
    name = last_of_list(phrase.name) if phrase.items else phrase.name
    if left.verb.endswith(("至", "到")):
        # 降低担保费率至1%: the rate is 1%, not the fall.
        name = _MOVED.sub("", name) or name
    whom = _GIVES.search(text[left.start : left.cue])
    if whom:
        giver = phrase_before(text, left.start, left.start + whom.start())
        words = giver.name if giver else subject.words if subject else ""
        return f"{words}对{whom['whom']}{whom['rate']}"
    gives = name.endswith(("贡献率", "贡献度", "贡献"))
    if gives and text.startswith("对", phrase.start - 1):
        giver = phrase_before(text, left.start, phrase.start - 1)
        words = giver.name if giver else subject.words if subject else ""
        return f"{words}对{name}" if words else ""
    if not is_bare_metric(name):
        return name
    owner = subject.words if subject else noun_before(text, left.start)
    return _told_of(text, left, phrase) or _complete(phrase, owner)


def noun_before(text: str, start: int) -> str:
    """Return the noun that ends the clause before an offset: 中心的花篮，总高18米."""
    if text[start - 1 : start] != "，":
        return ""
    clause = max(text.rfind(mark, max(0, start - _CLAUSE), start - 1) for mark in "，。；：\n") + 1
    found = phrase_before(text, max(clause, start - _CLAUSE, 0), start - 1)
    named = found.name if found and not metric_of(found.name) else ""
    return "" if _WHEN.search(named) else named


def done_to(text: str, left: Left, stop: int | None = None) -> Phrase | None:
    """Return the noun that something was done to before its amount: 农机券已发放超过100万元.

    ``stop`` is where the noun ends at the latest, if not where the verb begins.
    """
    match = _DONE_TO.search(text, left.start if stop is None else stop, left.cue)
    ends = min(match.start(), match.start() if stop is None else stop) if match else 0
    found = phrase_before(text, _clause_before(text, left.start, ends), ends) if match else None
    if match is None or found is None or found.verb:
        return None
    name = found.name if metric_of(found.name) else clean(found.name + match["verb"])
    return Phrase(found.start, match.end(), name) if name else None


def _clause_before(text: str, start: int, end: int) -> int:
    return max(max(text.rfind(mark, start, end) for mark in "，。；：\n") + 1, start)


def grown_before(text: str, start: int) -> str:
    """Return what the clause before tells to have grown: 投资增长较快，同比增长10%."""
    clause = _clause_before(text, max(0, start - _CLAUSE), start - 1)
    match = _GROWN.search(text, clause, start)
    found = phrase_before(text, clause, match.start()) if match else None
    return found.name if found and not found.verb else ""


def metric_before(text: str, start: int) -> str:
    """Return the metric that ends the clause before 其中: 控制学习总时长，其中小学2小时."""
    clause = max(text.rfind(mark, max(0, start - _CLAUSE), start - 1) for mark in "，。；：\n") + 1
    found = phrase_before(text, max(clause, start - _CLAUSE, 0), start - 1)
    return found.name if found and metric_of(found.name) else ""


def _told_of(text: str, left: Left, phrase: Phrase) -> str:
    """Return what stands before a metric with 的: 林火烧毁的面积, 收集到的数量."""
    if text[phrase.start - 1 : phrase.start] != "的":
        return ""
    words = clean(text[left.start : phrase.end])
    return words if len(words) - len(phrase.name) <= _LONGEST_RELATIVE else ""


def _complete(phrase: Phrase, subject: str) -> str:
    """Give a bare metric (产值) its subject: the actor of its verb or the last subject."""
    if phrase.actor and not is_bare_metric(phrase.actor):
        return phrase.actor + phrase.name
    if _WHOLE.fullmatch(phrase.name):
        return phrase.name
    if phrase.verb:
        return phrase.verb + phrase.name if len(phrase.verb) > 1 else phrase.name
    if not subject:
        return "" if len(phrase.name) < 3 and phrase.name not in _ACTS else phrase.name
    return _of_subject(phrase.name, subject)


def _of_subject(metric: str, subject: str) -> str:
    if subject.endswith(metric):
        return subject
    if metric in _RATIOS:
        return subject if subject.endswith(metric) else subject + metric
    if metric in _TOTALS:
        # 收入增长4%，总量突破1900亿元: the total of what grew.
        subject = re.sub("^(?:新增|净增|新建)", "", subject)
        return subject if metric_of(subject) else subject + metric
    return (subject.removesuffix(metric_of(subject)) or subject) + metric


def agrees(left: Left, value: Quantity, subject: Fact) -> bool:
    """Whether a value can be another figure of the last subject, by its unit."""
    last = subject.quantity.unit
    if value.unit == RANK:
        return True
    total = subject.role != "level" and value.unit not in ("%", "百分点")
    bounded = value.start < value.number_start  # 全年预计首次突破50万亿元
    if total and (bounded or _TOTAL.search(left.verb)):
        return value.unit not in TIME_UNITS
    if value.unit in TIME_UNITS:
        return left.pattern.name == "changed-to" and last in TIME_UNITS
    if value.counted and subject.quantity.counted and left.verb.strip("，、") in _IN_ALL:
        return True  # 抢运物资257批，共7362件
    return left.pattern.role != "level" or WRITTEN.get(value.unit, value.unit) == last
