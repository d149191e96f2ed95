"""Who does, decides, receives or bears what a provision says, by the words that mark them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.provision.asking import DEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.provision.asking import Asking

_DEED = DEED.pattern
_TAIL = (
    r"(?:部|委|局|厅|院|署|委员会|常委会|联席会议|处|室|办|所|站|中心|组|政府|部门|机关|机构|公司|企业|单位|[县市省区州镇乡院校所局厅部处科庭馆社站会][长]|秘书长|人|者|方|(?:经济|社会|群众|自律|行业|自治|企业)组织|团体|协会|银行|主席|总理"
    r"|律师|家属|近亲属|父母|负责人|业主|学校|医院|用户|主任|委员长|省|自治区|直辖市|军区|当事人|子女|职工|个人|海关|总局|法庭|处|建设者|管理人|上一级)"
)
_LEVELS = (
    r"(?:(?:省|自治区|直辖市|设区的市|自治州|市|区|县|自治县|旗|乡|民族乡|镇)(?:、|和|或者?)){0,5}"
)
_ONE = rf"{_LEVELS}[^,，。;；：:\n、]{{0,30}}?{_TAIL}"
_X = rf"(?P<x>{_ONE}(?:(?:、|和|或者|以及|及|会同|与|或|商){_ONE}){{0,6}}?)"
_ADVERB = (
    r"根据|依照|依据|按照|依法|统一|另行|自行|分别|共同|予以|给予|直接|定期|及时|在[^,，]{1,20}[内前后]"
    r"|自[^,，]{1,20}[内起]|对|将|向|按|应当|可以|报|并|处"
)
_STOP = rf"(?=(?:{_ADVERB}|{_DEED}|[,，。;；]|$))"


@lru_cache(maxsize=512)
def _by(deeds: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the body that 由 marks, up to a deed of the question or a usual one."""
    own = "|".join(map(re.escape, deeds)) or "$^"
    return re.compile(rf"由{_X}(?:{_STOP}|(?={own}))")


_THROUGH = re.compile(
    rf"(?:报请|报经|须经|应当经|经过|未经|提请|报送|报给|报|(?<![外已曾神财])经(?![贸济营])){_X}(?=批准|同意|审批|审核|备案|审查|核准|决定|许可|认可|审定|通过|确认|[,，。;；]|$)"
)
_TO = re.compile(
    rf"(?:向|报送|报|报告|提交|送交|告知){_X}(?=提出|申请|备案|报告|申报|办理|登记|递交|提交|缴纳|起诉|提起|举报|投诉|申诉|报送|送达|移送|反映|汇报|负责|[,，。;；]|$)"
)
_SUBJECT = re.compile(
    rf"(?:^|[,，：:、]|第[一二三四五六七八九十百零〇]+条\s*)(?P<x>{_ONE}(?:(?:、|和|或者|以及|及|会同|与|或){_ONE}){{0,4}}?)(?=应当|可以|有权|负责|依法|统一|主管|必须|{_DEED})"
)
_OWNER = re.compile(
    r"(?:属于|归属于|归|属)(?P<x>[^,，。;；：:\n]{2,30}?)(?=所有|享有|[,，。;；]|$)"
)
_END = re.compile(rf"{_TAIL}$")
_ARTICLE = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇]+条|[（(][一二三四五六七八九十\d]+[）)])\s*|^并?[向由]"
)
_BY_RULE = re.compile(
    r"(?:按照?|依照?|根据|依据|有关|国家|法律|法规|本法|条例|前款)[^,，]{0,8}?规定|规定的"
)
"""A rule that something follows, where 规定 is no deed."""
_NOUN = re.compile(rf"(?:{_DEED})+(?:部门|机关|机构|单位|人员?|工作|权|费|书|证)")
"""A deed in the name of a body or thing: 项目*主管*部门."""
IN_LATER = 0.5
"""What a deed in a later clause is worth: 由市政府*制作*，由市长*签署*."""
_OF_DEED = re.compile(rf"^(?:{_DEED})+的")
"""A deed that only tells which thing is meant: 国家机关*颁发的*证书."""
OF_SUBJECT = 0.3
"""What the subject of a deed is worth where the question has 由谁: 由 marks the body by itself."""
_TO_ASKED = re.compile(r"(?:向|报[给请送]?|送|交给?|告知|报告)$")
_THROUGH_ASKED = re.compile(r"(?:经过?|须经|报请)$")
_OWNER_ASKED = re.compile(r"(?:属于|归属于?|归|属)$")


def bodies(asked: Asking, text: str) -> Iterator[tuple[int, int, float]]:
    """Yield where bodies stand that may be meant, and how much the deed asked about is theirs.

    Args:
        asked: The question.
        text: A sentence, folded.
    """
    deeds = asked.deeds
    seen: set[tuple[int, int]] = set()
    for pattern in _patterns(asked, deeds):
        for found in pattern.finditer(text):
            start, end = found.span("x")
            head = _ARTICLE.match(text[start:end])
            start += head.end() if head else 0
            if _END.search(text[start:end]) is None or (start, end) in seen:
                continue
            if any(a < end and start < b for a, b in seen) or text[end:].startswith("不得"):
                continue
            seen.add((start, end))
            mark = _marked(deeds, text, start, end, pattern is _OWNER)
            unmarked = pattern is _SUBJECT and asked.before.endswith("由")
            yield start, end, mark * (OF_SUBJECT if unmarked else 1.0)


def _marked(deeds: tuple[str, ...], text: str, start: int, end: int, owner: bool) -> float:
    """Return how much the deed asked about is said of a body: in its clause, or a later one.

    制定*的* right behind a body only tells which thing is meant.
    """
    near = text[:start] if owner else re.split(r"[。;；]", text[end : end + 40])[0]
    said = _NOUN.sub("", _BY_RULE.sub("", _OF_DEED.sub("", near)))
    own = said if owner else re.split("[,，]", said)[0]
    if not deeds or any(deed_said(deed, own) for deed in deeds):
        return 1.0
    return IN_LATER * any(deed_said(deed, said) for deed in deeds)


def _patterns(asked: Asking, deeds: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    by = _by(deeds)
    if _OWNER_ASKED.search(asked.before):
        return (_OWNER, by)
    if _THROUGH_ASKED.search(asked.before):
        return (_THROUGH, by, _SUBJECT)
    if _TO_ASKED.search(asked.before):
        return (_TO, _THROUGH)
    if asked.before.endswith("由"):
        return (by, _THROUGH, _SUBJECT)
    return (by, _SUBJECT, _THROUGH)


_ALIKE = (
    frozenset({"批准", "审批", "核准", "审核", "审定", "许可", "同意"}),
    frozenset({"制定", "规定", "拟订"}),
    frozenset({"颁发", "发放", "发给", "核发", "签发"}),
    frozenset({"查处", "处罚", "处理"}),
    frozenset({"代办", "代为", "代为办理"}),
    frozenset({"承担", "负担"}),
    frozenset({"管理", "主管", "负责"}),
    frozenset({"决定", "确定"}),
    frozenset({"制作", "监制", "印制"}),
    frozenset({"审查", "审核"}),
    frozenset({"收", "征收", "收取"}),
)
"""Deeds of administration that provisions word alike."""


def deed_said(deed: str, text: str) -> bool:
    """Whether a text words a deed, or one that provisions word alike."""
    if deed in text:
        return True
    return any(deed in group and any(other in text for other in group) for group in _ALIKE)
