"""The spaCy component for meetings (``zt_meeting``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import PLACES, settle
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

register()

_N = "[一二三四五六七八九十百\\d]{1,5}"
_PLENUMS = re.compile(
    rf"(?:党的|中共|中国共产党)?(?P<session>第?(?:十[一-九一二三四五六七八九]?|二十)届)(?:中央委员会)?"
    rf"(?P<list>(?:第?{_N}中、)*第?{_N}中(?:(?:和|及|与)第?{_N}中)*)全会"
)
_ORDINAL = re.compile(rf"第?{_N}中")
_FORMS = (
    r"党的(?:十[一二三四五六七八九]|二十)大(?!报)|中国共产党第[一二三四五六七八九十]+次全国代表大会",
    rf"(?:第{_N}届|{_N}届)(?:全国)?(?:人民代表大会|人大)(?:常务委员会|常委会)?第?{_N}次(?:会议|全体会议)",
    rf"第?{_N}届(?:全国)?(?:政协|委员会)第?{_N}次会议",
    rf"国务院(?:第{_N}次)?(?:常务会议|全体会议|廉政工作会议)",
    rf"(?:省|市|区|县|党)?委(?:第?{_N}届)?(?:第?{_N}次)?(?:全会|全体会议|经济工作会议|常委会会议)",
    rf"(?:中共)?中央政治局(?:常委会|常务委员会)?(?:第{_N}次)?(?:会议|集体学习)",
    r"(?:中央|全国)(?:经济|农村|城市|财经|城镇化|扶贫开发|民族|外事|金融|人才|企业改革|统战|科技|教育|网络安全和信息化|生态环境保护|文化|宣传思想文化|新型工业化|社会|政法|统一战线|宗教|民政|卫生健康|人大)?(?:工作)?(?:电视电话会议|工作会议|会议|大会)(?=[^一-鿿]|精神|提出|强调|部署|指出|要求|上|召开|以来|和)",
    r"(?:中央|全国)[一-鿿]{2,12}?(?:工作会议|电视电话会议|座谈会|推进会)",
    r"(?:国务院)?[一-鿿]{2,10}部际联席会议第[一二三四五六七八九十]+次(?:全体)?会议",
)
_MEETING = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_WHOSE = re.compile(r"(?:中华人民共和国|中国人民政治协商会议|全国|政协|中共|省|市|区|县|自治区)$")
_EMPTY = re.compile(r"^(?:中央|全国)(?:会议|大会)$")


def find_meetings(text: str, places: Mapping[int, int]) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, name)``; 十八届三中、四中全会 are two, each with its full name.

    ``places`` are the places of the text, start by end: a meeting's name begins with its place.
    """
    for plenum in _PLENUMS.finditer(text):
        yield from _plenums(plenum)
    for found in _MEETING.finditer(text):
        if not _EMPTY.match(found[0]):
            start = _left(text, found.start(), places)
            yield start, found.end(), text[start : found.end()]


def _left(text: str, start: int, places: Mapping[int, int]) -> int:
    """Return where the name begins: before the session, whose congress or committee it is."""
    for _ in range(3):
        whose = _WHOSE.search(text, max(0, start - 12), start)
        start = places[start] if start in places else whose.start() if whose else start
    return start


def _plenums(plenum: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    listed = list(_ORDINAL.finditer(plenum.string, *plenum.span("list")))
    session = plenum["session"].lstrip("第")
    for index, ordinal in enumerate(listed):
        start = plenum.start() if index == 0 else ordinal.start()
        end = plenum.end() if index == len(listed) - 1 else ordinal.end()
        yield start, end, f"{session}{ordinal[0].lstrip('第')}全会"


@Language.component("zt_meeting", assigns=["doc._.mentions", "doc._.links"])
def meetings(doc: Doc) -> Doc:
    """Add a link for every meeting, known by its name."""
    places = {m.end: m.start for m in doc._.mentions if m.label in PLACES}
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Meeting"),
                mint("meeting", name),
                name,
                0.9,
                "form of name",
            )
            for start, end, name in find_meetings(doc._.folded, places)
        ],
    )
    settle(doc)
    return doc
