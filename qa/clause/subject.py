"""Subjects of clauses: who does what a clause says, also where a later clause leaves them out.

公安机关负责公共安全管理，依法查处违法燃放行为: the second clause has the subject of the first. A
subject is a noun phrase at the beginning of a clause that ends in what can act (机关, 单位, 人) and
has a word behind it that begins a predicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.segment import cuts, tags, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKER = re.compile(
    r"\s*(?:#+\s*)?(?:第[一二三四五六七八九十百零\d]+条[之一二三]*|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．]|[一二三四五六]是)?\s*"
)
_CLAUSE = re.compile(r"[^，；。！？：\n]+")
_ACTS = re.compile(
    r"(?:部门|机关|机构|单位|企业|公司|银行|政府|法院|检察院|公安|委员会|委|协会|学会|商会|工会|媒体|组织|人员|个人|[^个每成本他别何]人|者|"
    r"局|厅|部|院|中心|办公室|领导小组|指挥部|专班|所|站|学校|大学|医院|党委|当事人|家长|业主|集团|[^小军]队|团|社|会议|"
    r"代表团|省|市|县|区|员|方|平台|国家|本级|各地|场所|户|国|会)(?:[（(][^）)]{1,12}[）)])?$"
)
_OPENS = frozenset(
    {
        "应", "应当", "可", "可以", "不得", "必须", "须", "需", "需要", "能",
        "能够", "有权", "负责", "将", "要", "依法", "已", "已经", "会同", "共同",
        "统一", "按照", "按", "依照", "依据", "根据", "对", "在", "向", "为",
        "把", "从", "由", "给", "未", "不", "没有", "主管",
        "主持", "承担", "协调", "监督", "履行", "正在", "曾", "也", "还", "均",
        "都", "先后", "分别", "联合", "积极", "具体", "自行", "及时", "定期", "每年",
        "于", "自", "以", "经", "是", "有", "进行",
    }
)  # fmt: skip
"""Words that begin a predicate or stand before one."""
_VERBAL = ("v", "vd", "d", "p", "zg")
_LEADING = ("d", "ad", "p", "c")
"""Parts of speech of words that begin no subject."""
_NO_SUBJECT = re.compile(
    r"^(?:对|对于|在|为|为了|按照|根据|经|由|向|从|自|以|因|如|当|若|除|违反|依照|依据|与|和|并|或)"
)
_BREAKS = re.compile(r"\s|\d")
"""What stands in no name of an actor: a dateline runs together with one."""
_DAY = re.compile(r"\d{1,2}日")
_GENERAL = re.compile(r"[全我本各][国省市区县地]|有关方面|社会")
"""Who names nobody."""
LONGEST = 40
"""Characters of the longest subject."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause ``text[start:end]`` with the offsets of its subject, which may stand before it.

    ``own`` tells whether the subject stands in the clause itself.
    """

    start: int
    end: int
    subject: tuple[int, int]
    own: bool


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a sentence that have a subject, their own or that of the one before.

    >>> text = "公安机关负责安全管理，依法查处违法行为。"
    >>> [text[slice(*c.subject)] for c in clauses(text)]
    ['公安机关', '公安机关']
    """
    last: tuple[int, int] | None = None
    for match in _CLAUSE.finditer(text):
        marker = _MARKER.match(match.group())
        start = match.start() + (marker.end() if marker else 0)
        found = _subject(text[start : match.end()]) or _alone(text[start:], match.end() - start)
        if found is not None:
            last = (start, start + found)
            yield Clause(match.start(), match.end(), last, own=True)
        elif last is not None:
            yield Clause(match.start(), match.end(), last, own=False)


def _subject(clause: str) -> int | None:
    """Return where the subject ends that a clause begins with, None if it has none."""
    first = words(clause[:9], search=False)[:1]
    if _NO_SUBJECT.match(clause) or (first and tags().get(first[0], "n") in _LEADING):
        return None
    edges = sorted(cuts(clause))
    for n, end in enumerate(edges[1:-1], 1):
        if end > LONGEST:
            return None
        if edges[n - 1] and clause[edges[n - 1] : end] in _OPENS:
            return None
        following = clause[end : edges[n + 1]]
        opens = (
            following in _OPENS or _DAY.match(clause, end) or tags().get(following, "n") in _VERBAL
        )
        if opens and _ACTS.search(clause[:end]):
            whole = (
                _BREAKS.search(clause[:end]) is None and _GENERAL.fullmatch(clause[:end]) is None
            )
            return end if whole else None
    return None


def _alone(text: str, end: int) -> int | None:
    """Return where a subject ends that is a clause by itself: 新闻媒体*，*应当开展宣传."""
    behind = words(text[end + 1 : end + 9], search=False)[:1] if text[end : end + 1] == "，" else []
    opens = bool(behind) and behind[0] in _OPENS
    alone = end <= LONGEST and not _NO_SUBJECT.match(text) and _ACTS.search(text[:end])
    return end if opens and alone else None
