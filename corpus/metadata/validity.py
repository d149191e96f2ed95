"""From when to when a document holds: 自…起施行, 有效期五年, 试行两年, 执行至…."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.metadata.calendar import DAY, day_of, plus_years, small_number
from corpus.normalize import fold

_HOLDS = re.compile(
    r"起[^。；\n]{0,12}(?:施行|执行|实施|生效|试行)|有效期|有效至|试行期?[^。；\n]{0,4}年|止。|[行施]至"
)
_WINDOW = 90
_FROM = re.compile(
    rf"自(?P<day>{DAY}|(?:公布|发布|印发|下发|颁布|签发|通过)(?:之)?日)(?:起|开始)"
    r"(?:(?P<later>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<unit>日|天|个月)后)?"
    r"[^。；，自]{0,6}?(?:施行|执行|实施|生效|试行)"
)
_KIND = (
    "法|法典|条例|办法|规定|细则|规则|规程|准则|守则|章程|决定|决议|通知|通告|公告|公报|通报|意见|方案|预案|规划|纲要"
    "|计划|措施|政策|文件|指引|指南|批复|解释|标准|规范|制度|安排|目录|清单|修正案|令|函"
)
_THIS = rf"(?:本|该)(?P<more>[一-鿿]{{0,8}}?)(?P<kind>{_KIND})"
_PLAIN = re.compile(
    "(?:(?:实施|施行|试行|暂行|管理|若干|工作|行动|总体|具体|专项|补充|修订|操作|政策|地方性?|单行|自治)*)"
)
"""What may stand between 本 and the kind in a text that speaks of itself: 本实施细则."""
_YEARS = re.compile(
    # The document's own term, not that of a licence which it speaks of.
    rf"(?:{_THIS}|施行|实施|执行|日起|印发)[，；]?(?:暂定)?"
    r"(?:有效期|试行期?|实施期|执行期)(?:限)?(?:暂定)?(?:为|是)?(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,2})年"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:截)?至|有效至|执行至|施行至|实施至|截止(?:到|至)?|至)(?P<day>{DAY})(?P<end>止)?"
)
_OTHER = re.compile(r"《([^》]+)》")
_SELF = re.compile(_THIS)
_ABOVE = re.compile("上述|以上")
_SAID = re.compile(r"自|有效|试行(?=期|[一二两三四五六\d])|执行至|施行至")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条 ?")
_PUBLISHING = re.compile("(?:公布|发布|印发|现将.*|通过)[给你们请遵照执行]*，?$")


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last day on which a document holds, where it says so."""

    start: date | None = None
    end: date | None = None


def validity_of(text: str, title: str, issued_on: date | None) -> Validity:
    """Return from when to when a text says it holds; its last clause on that decides."""
    start = end = None
    for clause in _clauses(text):
        if not _own(clause, title):
            continue
        begun = _start(clause, issued_on)
        start = begun or start
        end = _end(clause, title, begun or start or issued_on) or end
    if start and end and end < start:
        end = None
    return Validity(start, end)


def _clauses(text: str) -> list[str]:
    """The sentences in which the words of validity stand, folded, in order."""
    found = []
    done = 0
    for match in _HOLDS.finditer(text):
        if match.start() < done:
            continue
        low = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        low = max(low, match.start() - _WINDOW)
        stops = [at for mark in "。\n" if (at := text.find(mark, match.start())) >= 0]
        done = min([*stops, match.end() + _WINDOW])
        found.append(fold(text[low : done + 1]))
    return found


def _own(clause: str, title: str) -> bool:
    """Tell whether a clause is about this document: 本办法自…, its own title, or no subject."""
    before = re.split("自|有效|试行(?=期|[一二两三四五六\\d])|执行至|施行至", clause, maxsplit=1)[
        0
    ].strip()
    before = _ARTICLE.sub("", before)
    if not before or _ABOVE.search(before):
        return True
    if any(_names_itself(match, title) for match in _SELF.finditer(before)):
        return True
    plain = title.replace(" ", "")
    names = [name.replace("〈", "《").replace("〉", "》") for name in _OTHER.findall(before)]
    return any(name in plain for name in names) or (
        not names and _PUBLISHING.search(before) is not None
    )


def _names_itself(match: re.Match[str], title: str) -> bool:
    """Tell whether 本… names the text: a kind of document, plainly or as its title has it."""
    more = match["more"]
    return _PLAIN.fullmatch(more) is not None or more + match["kind"] in title


def _start(clause: str, issued_on: date | None) -> date | None:
    match = _FROM.search(clause)
    if match is None:
        return None
    day = day_of(match["day"]) if "月" in match["day"] else issued_on
    if day is None or not match["later"]:
        return day
    count = small_number(match["later"])
    return day + timedelta(days=count * (30 if match["unit"] == "个月" else 1))


def _end(clause: str, title: str, start: date | None) -> date | None:
    until = _UNTIL.search(clause)
    if until and (until["end"] or not until[0].startswith("至")):
        return day_of(until["day"])
    years = next(
        (m for m in _YEARS.finditer(clause) if m["kind"] is None or _names_itself(m, title)), None
    )
    if years and start:
        return plus_years(start, small_number(years["years"])) - timedelta(days=1)
    return None
