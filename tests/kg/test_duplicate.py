"""Copies of one act, acts that carry another, and what only looks alike."""

from __future__ import annotations

import pytest

from corpus import RawDocument, parse
from kg.link.duplicate import candidates, duplicate_links, groups
from kg.link.sketch import Sketch
from kg.statement import document_iri
from kg.storage.archive import Archive
from ontology.namespace import ZT

WORDS = (
    "统筹平台数据共享开放安全标准应用治理服务场景企业街道社区园区"
    "交通能源教育医疗文旅监管评估试点示范推广"
)


def prose(seed: int, sentences: int = 24) -> str:
    """Return running text that no other seed gives."""
    found = []
    for at in range(sentences):
        picked = [WORDS[(seed * 7 + at * step + seed * at) % len(WORDS)] for step in range(3, 15)]
        found.append(f"推进{''.join(picked)}等工作，由第{seed % 9 + 1}组承担。")
    return "\n".join("".join(found[at : at + 4]) for at in range(0, sentences, 4))


def notice(seed: int, *, number: str = "某政发〔2021〕7号", day: str = "2021年3月5日") -> str:
    return (
        f"某市人民政府关于做好第{seed}类数据工作的通知\n{number}\n各区人民政府：\n"
        f"{prose(seed)}\n附件：任务分工表\n某市人民政府\n{day}\n附件\n任务分工表\n"
        f"{prose(seed + 40, 4)}\n"
    )


def firsts_of(**texts: str) -> dict[str, str]:
    archive = Archive()
    for name, text in texts.items():
        archive.put(parse(RawDocument(name, text)))
    duplicate_links(archive)
    return groups(archive.summaries(), archive.sketches.pairs())


@pytest.mark.parametrize(
    "changed",
    [
        notice(1).replace("\n", "\n\n　　"),
        "首页 > 政务公开 > 政策文件\n索引号：X/2021-1　主题分类：综合\n" + notice(1),
        notice(1, day="2021年3月15日"),
        notice(1, number=""),
        f"来源：某某日报\n{notice(1)}\n（转载自某某网，责任编辑：小李）",
        notice(1).partition("\n附件\n")[0],
        notice(1).replace("承担。推进", "承担。\n推进").replace("等工作", "等工做", 1),
    ],
    ids=["layout", "head", "date", "no number", "reprint", "no annex", "misprint"],
)
def test_a_copy_is_found(changed: str) -> None:
    found = firsts_of(a=notice(1), b=changed, c=notice(2, number="某政发〔2021〕8号"))
    assert found in ({"a": "a", "b": "a"}, {"a": "b", "b": "b"})


@pytest.mark.parametrize(
    "other",
    [
        notice(1, number="某政发〔2022〕9号", day="2022年3月5日"),
        notice(1, number="").replace("第1类", "第2类"),
        notice(1, number="").replace("某市", "邻市").replace("第1类数据", "第1类政务数据"),
    ],
    ids=["another number", "another count", "another place"],
)
def test_what_only_looks_alike_is_no_copy(other: str) -> None:
    assert firsts_of(a=notice(1), b=other) == {}


def test_two_editions_of_a_law_are_two_acts() -> None:
    articles = "\n".join(
        f"第{number}条　{line}"
        for number, line in zip("一二三四五六", prose(3).split("\n"), strict=True)
    )
    adopted = "2015年5月7日某市第十届人民代表大会常务委员会第二次会议通过"
    amended = "根据2019年8月1日某市第十一届人民代表大会常务委员会第九次会议《修改决定》修正"
    old = f"某市数据条例\n（{adopted}）\n{articles}"
    new = f"某市数据条例\n（{adopted}　{amended}）\n{articles}"
    assert firsts_of(old=old, new=new) == {}


def test_a_notice_that_forwards_another_contains_it() -> None:
    carried = f"某市数据局关于平台建设的意见\n{prose(5)}\n某市数据局\n2020年2月3日"
    carrier = (
        "某市人民政府办公厅转发市数据局关于平台建设意见的通知\n某政办发〔2020〕3号\n各区人民政府：\n"
        f"市数据局《关于平台建设的意见》已经市人民政府同意，现转发给你们，请认真贯彻执行。\n"
        f"某市人民政府办公厅\n2020年2月9日\n{carried}"
    )
    archive = Archive()
    for name, text in (("carried", carried), ("carrier", carrier)):
        archive.put(parse(RawDocument(name, text)))
    links = duplicate_links(archive)
    assert links == [(document_iri("carrier"), ZT.contains, document_iri("carried"))]


def test_copies_never_join_documents_of_different_numbers() -> None:
    found = firsts_of(a=notice(1), b=notice(1, number=""), c=notice(1, number="某政发〔2021〕9号"))
    assert len(found) == 2
    assert not {"a", "c"} <= set(found)


def test_one_more_document_is_compared_with_its_candidates_and_removal_undoes_it() -> None:
    archive = Archive()
    for seed in range(1, 6):
        archive.put(parse(RawDocument(str(seed), notice(seed, number=f"某政发〔2021〕{seed}号"))))
    assert duplicate_links(archive) == []
    archive.put(parse(RawDocument("copy", notice(3, number=""))))
    assert duplicate_links(archive) == [(document_iri("copy"), ZT.duplicateOf, document_iri("3"))]
    archive.forget("copy")
    assert duplicate_links(archive) == []


def test_many_copies_make_few_pairs() -> None:
    archive = Archive()
    archive.put(parse(RawDocument("a", notice(1))))
    duplicate_links(archive)
    one = archive.sketches.sketches()[0]
    many = [Sketch(str(at), "", one.digest, one.runs) for at in range(500)]
    assert len(list(candidates(many, frozenset(each.id for each in many)))) == 499
