"""Who issued a document: named in the title, in the letterhead, or in the signature."""

from __future__ import annotations

import re

BODY = re.compile(
    r"(?!.*(?:关于|转发|印发|若干|措施|进一步|做好|特此))"
    r"(?:[\u4e00-\u9fff（）][\u4e00-\u9fff（）“”·]{1,40}?"
    r"(?:部|委|委员会|局|署|院|厅|办|办公室|办公厅|会|会议|机制|社|府|政府|军委|兵团|中心|总局|中央|党组|组|指挥部|大学|队"
    r"|银行|行|处|所|馆|台|集团|公司|法院|检察院|海关|管理区|科)|国务院)"
)
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}[部委办署局院厅府]")
_WHO = re.compile(
    r"(?:转发)?(?P<who>[^《“]{2,200}?)(?:联合)?(?:关于|印发|转发|批转|公布|发布|修改|废止|令|公告|通告|决定|批复|办公厅$)"
)
_RED_HEAD = re.compile(r"(?P<who>[\u4e00-\u9fff（） ]{3,60})文件")
_PART = re.compile(r"[ 、，]+")
_VAGUE = re.compile(r"(?:省|市|县|区|州|自治区|我省|我市|本市|全省|全市)(?!直|属)")
_REPORT = re.compile(
    r"(?:[12]\d{3}年)?(?P<place>[\u4e00-\u9fff]{2,12}?(?:省|自治区|市|县|区|州|盟|旗))(?:[12]\d{3}年)?(?:人民)?政府工作报告"
)
_CONGRESS = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,14}?(?:省|自治区|市|县|区|州|盟|旗))第[^届]{1,5}届人民代表大会"
)
_NATIONAL = re.compile(r"第[^届]{1,5}届全国人民代表大会")


def bodies_in(line: str) -> tuple[str, ...]:
    """Return the bodies that a folded line names if it holds nothing else."""
    words = [word for word in _PART.split(line.strip()) if word]
    if 1 < len(words) <= 3 and BODY.fullmatch("".join(words)) and not _is_body(words[0]):
        return ("".join(words),)
    if not words or not all(_is_body(word) for word in words):
        return ()
    return tuple(dict.fromkeys(words))


def _is_body(word: str) -> bool:
    return BODY.fullmatch(word) is not None or _SHORT.fullmatch(word) is not None


def is_red_head(line: str) -> bool:
    """Tell whether a folded line is a letterhead: 某省人民政府文件."""
    match = _RED_HEAD.fullmatch(line)
    return match is not None and bool(bodies_in(match["who"]))


def issuers_of_title(title: str) -> tuple[str, ...]:
    """Return who a folded title names before 关于, 印发 and the like."""
    match = _WHO.match(title)
    return () if match is None else bodies_in(match["who"])


def fuller(named: tuple[str, ...], signed: tuple[str, ...]) -> tuple[str, ...]:
    """Prefer the signature where the title only says 省工业和信息化厅 or names nobody.

    A name without its place that nothing completes is left out: it could be anybody's.
    """
    completed = (_completed(name, signed) for name in named or signed)
    return tuple(name for name in completed if not _VAGUE.match(name))


def _completed(name: str, signed: tuple[str, ...]) -> str:
    return next((full for full in signed if full.endswith(name)), name)


def letterhead(lines: list[str]) -> tuple[str, ...]:
    """Return who the letterhead among the folded lines of a head names."""
    for line in lines:
        if match := _RED_HEAD.fullmatch(line):
            return bodies_in(match["who"])
    return ()


def of_work_report(title: str, opening: str, province: object) -> tuple[str, ...]:
    """Return the government whose work a report tells: from the title, the congress, or the key."""
    place = _REPORT.search(title.replace(" ", "")) or _CONGRESS.search(opening)
    if place is None and _NATIONAL.search(opening):
        return ("国务院",)
    name = place["place"] if place else province if isinstance(province, str) else ""
    return (f"{name}人民政府",) if name else ()
