"""Where fuzzing starts: inputs of our own for each target, and all that ever broke one.

``tests/fuzz/broke/<target>/`` holds what broke one, each a file named after what was wrong.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from corpus.sample import ofd
from tests.corpus import sample_files as sample

FOLDER = Path(__file__).with_name("broke")

_NOTICE = """---
title: 关于推进数据共享的通知
---
# 关于推进数据共享的通知

云河政发〔2026〕3号

第一章 总则

第一条 到2030年底，云河省建成数据平台1200个以上，增长5%—5.5%。

（一）总投资3.5亿元，其中政府投资五百五十万元。

| 地区 | 目标 |
| --- | --- |
| 甲市 | 7%左右 |

云河省人民政府办公厅
2026年3月5日
"""
_TEXTS: dict[str, list[str]] = {
    "txt": [_NOTICE, "第一条\n\n（一）\n1．\n附件：1.甲\r\n2.乙\r"],
    "lines": [json.dumps({"text": _NOTICE, "id": "a", "published": "2026-03-05"}) + "\n{}\n[1]\n"],
    "numeral": [
        "一百二十三万四千五百六十七点八九亿元，二三十人，3—5%，10%以上，1,234.5万吨，两成，翻一番",
        "由3％提高到５％，减少0.5个百分点，三分之二，〇点五公里，-2.3℃，约30余家",
    ],
    "period": [
        "今年上半年、去年同期，2026年1—3月，“十四五”期间，二〇二六年三月五日，到2030年底，近三年来",
        "2025年12月31日前，每年12月底前，9999年以后，2月30日，第13季度，自发布之日起30日内",
    ],
    "question": [
        "浙江省2026年地区生产总值增长目标是多少？",
        "哪些省的目标高于5%？其中最高的是哪个？",
        "What is the GDP growth target of Jiangxi in 2026?",
        "《关于推进政务数据共享的通知》第三条第二款（一）项是什么？",
    ],
    "sparql": [
        'PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?d { ?d zt:title "a"@zh } LIMIT 3',
        "SELECT * FROM <http://a/b> { SERVICE <http://c/> { ?s ?p ?o } }",
        "prefix s:<http://x/> ask{?a s:b 'FROM <x> SERVICE <y>' . graph ?g {} # SERVICE <z>\n}",
        'CONSTRUCT { ?s ?p ?o } WHERE { { SELECT ?s { ?s <a:%41> "\\u0041" } } }',
    ],
}


@lru_cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Return what a target is tried on first; once, since zipped files have the time in them."""
    made = [each.encode() for each in _TEXTS.get(target, [])]
    if target == "txt":
        made += [_NOTICE.encode("gb18030"), _NOTICE.encode("utf-16")]
    if target == "html":
        made += [sample.page("<p>第一条 总投资3亿元。</p>").encode()]
        made += [b"<table><tr><td rowspan=2>\xe7\x94\xb2<td colspan=9>1<tr><td></table>"]
    if target == "docx":
        made += [sample.docx(), sample.xlsx([["甲", 1], [None, "2%"]])]
    if target == "ofd":
        made += [ofd(["第一条 总投资3亿元。"])]
    if target == "pdf":
        made += [sample.pdf()]
    return (*made, *broke(target))


def broke(target: str) -> list[bytes]:
    """Return what broke a target once."""
    return [each.read_bytes() for each in sorted((FOLDER / target).glob("*")) if each.is_file()]
