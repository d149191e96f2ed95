"""What kind of document a title names: by its last noun.

Source of the kinds: 党政机关公文处理工作条例 第八条, 立法法.
"""

from __future__ import annotations

import re

_TAIL = r"(?:[（【\[〈][^（）]{1,30}[）】\]〉]|第[\d一二三四五六七八九十百]{1,5}号)*[》”]?$"
# Nouns that by themselves make a title official, and those that stand at the end of headlines too.
_KINDS = (
    ("work_report", r"政府工作报告", ""),
    ("reply", r"批复|复函|答复", ""),
    ("decision", r"决定|决议", ""),
    ("notice", r"通知|通知书", ""),
    ("opinion", r"(?:指导|实施|若干|工作|的|)意见", ""),
    ("regulation", r"条例", ""),
    (
        "measures",
        r"办法|规定|细则|规则|规程|准则|守则|解释|指引|指南|章程",
        "措施|政策|制度|标准|规范",
    ),
    ("plan", r"规划|方案|纲要|要点|预案", "计划|行动|安排|清单|分工|任务"),
    ("bulletin", r"公报|通报|公告|通告|公示|告知书|令", ""),
    ("letter", r"函|公开信|倡议书", "倡议|建议|提示|提醒|一封信"),
    ("report", r"报告|汇报|白皮书", "综述|总结"),
    ("law", r"(?<!办)(?<!方)(?<!做)(?<!说)(?<!想)法|修正案|法典", ""),
)
_OFFICIAL = re.compile(r"关于|若干|[一二三四五六七八九十\d]+条|(?:五|\d)年|20\d\d")
_HEADLINE = re.compile(
    r"(?:印发|发出|发布|出台|推出|下发|公布|解读)(?!.*(?:的通知|的公告|的通告|的函|关于).*).*$"
    r"|[：，！？…]|[丨|]|报告文学"
)
_REPORT_TEXT = re.compile(r"新华社|本报|(?:讯|电)[（ ]|记者|通讯员|日讯|编者按|原标题")
_STRONG = [(kind, re.compile(rf"(?:{nouns}){_TAIL}")) for kind, nouns, _ in _KINDS]
_WEAK = [(kind, re.compile(rf"(?:{nouns}){_TAIL}")) for kind, _, nouns in _KINDS if nouns]
_PREFIX = re.compile(r"^[【\[][^】\]]{1,12}[】\]]")
_PLACE_REPORT = re.compile(r"政府工作报告(?:要点|摘要|摘编|（.{1,20}）|$)")


def kind_of_title(title: str) -> str | None:
    """Return the kind that a folded title names, None for a headline or any other title."""
    title = _PREFIX.sub("", title.replace(" ", ""))
    if _PLACE_REPORT.search(title):
        return "work_report"
    outside = re.sub(r"《[^》]*》|“[^”]*”|（[^）]*）", "", title)
    if _HEADLINE.search(outside) and "关于" not in outside:
        return None
    for kind, ending in _STRONG:
        if ending.search(title):
            return kind
    if _OFFICIAL.search(title):
        return next((kind for kind, ending in _WEAK if ending.search(title)), None)
    return None


def ends_like_title(line: str) -> bool:
    """Tell whether a folded line ends with the noun of a kind of document."""
    return kind_of_title(line) is not None


def kind_of(title: str, opening: str) -> str:
    """Return the kind of a document from its folded title and the opening of its text.

    One of law, regulation, decision, notice, opinion, plan, measures, reply, letter, report,
    bulletin, work_report, news, other.
    """
    kind = kind_of_title(title) if title else None
    return kind or ("news" if _REPORT_TEXT.search(opening) else "other")
