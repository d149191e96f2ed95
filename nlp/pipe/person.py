"""The spaCy component for persons named with their office (``zt_person``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import settle
from nlp.pipe.word import Words, words_of
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

register()

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔"
    "赖文殷骆庄章鲁温伍葛蓝纪甘祁颜梅柳童古阮洪翁邢岳齐倪穆咸巴布雪"
)
_ROLE = (
    "总书记|国家主席|国务院总理|总理|副总理|国务委员|省委书记|市委书记|区委书记|县委书记|党委书记|党组书记|书记|代省长|省长|副省长|代市长|市长|副市长|自治区主席|政府主席|"
    "区长|副区长|县长|副县长|部长|副部长|署长|局长|副局长|厅长|副厅长|司长|副司长|院长|校长|院士|主任|副主任|秘书长|副秘书长|检察长|行长|董事长|总经理|教授|研究员|发言人|同志"
)
_AFTER_ROLE = re.compile(
    rf"(?:{_ROLE})[ \n　]{{0,3}}"
    rf"(?P<name>[{_SURNAMES}](?:[一-鿿]{{1,2}}| {{1,2}}[一-鿿]))"
    r"(?=[ \n，。、；：（]|同志|$|介绍|表示|说|指出|强调|主持|出席|作|率|在)"
)
_BEFORE_TITLE = re.compile(rf"(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})(?=同志|总书记|总理(?!事))")
_LEADER = re.compile(
    r"习近平|李克强|李强(?=总理)|韩正|李鹏|朱镕基|温家宝|胡锦涛|江泽民|邓小平|毛泽东"
)
_NO_NAME = re.compile(
    r"会|任|等|和|及|为|部|委|省|市|区|县|局|长|员|负|责|兼|带|领|要|由|主|副|任命|向|在|作|对|把|将|说|表示"
)


def find_persons(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, name)`` of persons whose office stands beside them."""
    for found in _LEADER.finditer(text):
        yield found.start(), found.end(), found[0]
    for pattern in (_AFTER_ROLE, _BEFORE_TITLE):
        for found in pattern.finditer(text):
            start, end = found.span("name")
            name = re.sub(r"\s", "", found["name"])
            if not _NO_NAME.search(name[1:]) and (end in words.end_set):
                yield start, end, name


@Language.component("zt_person", assigns=["doc._.mentions", "doc._.links"])
def persons(doc: Doc) -> Doc:
    """Add a link for every person; a name alone does not tell which, so the score is low."""
    found = sorted(set(find_persons(doc._.folded, words_of(doc))))
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Person"),
                mint("person", name),
                name,
                0.7,
                "name beside an office",
            )
            for start, end, name in found
        ],
    )
    settle(doc)
    return doc
