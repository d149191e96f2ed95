"""The table of central bodies."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.gazetteer.body import bodies, body_by_key, body_by_surface
from nlp.pipeline import load
from ontology.iri import body_iri


def test_keys_and_names_are_unique() -> None:
    assert len(body_by_key()) == len(bodies())
    doubled = {name for name, found in body_by_surface().items() if len(found) > 1}
    # The drug administration had this name before 2003 and has it again since 2018.
    # Two planning commissions had one short name, before and after 1998.
    assert doubled == {"国家药品监督管理局", "国家计委"}


def test_successors_are_known_and_later() -> None:
    for body in bodies():
        for key in body.successors:
            successor = body_by_key()[key]
            assert body.valid_until is not None, body.key
            if successor.valid_until is not None:
                assert successor.valid_until >= body.valid_until, body.key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("国家发改委", "ndrc"),
        ("国家发展改革委", "ndrc"),
        ("工信部", "miit"),
        ("住建部", "mohurd"),
        ("国标委", "sac"),
        ("中央网信办", "cac"),
        ("国务院", "state-council"),
        ("国家数据局", "nda"),
        ("最高人民法院", "spc"),
    ],
)
def test_usual_names(name: str, key: str) -> None:
    assert [body.key for body in body_by_surface()[name]] == [key]


def test_a_renamed_body_leads_to_the_present_one() -> None:
    names = []
    body = body_by_key()["moh"]
    while body.successors:
        names.append(body.name)
        body = body_by_key()[body.successors[0]]
    assert [*names, body.name] == ["卫生部", "国家卫生和计划生育委员会", "国家卫生健康委员会"]


@pytest.mark.parametrize(
    ("text", "year", "key"),
    [
        ("国家计委", 1995, "spc-planning"),
        ("国家计委", 2001, "sdpc"),
        ("冶金部", 1996, "ministry-metallurgy"),
        ("国家电监会", 2010, "serc"),
        ("国家卫计委", 2015, "nhfpc"),
    ],
)
def test_a_body_of_its_time(text: str, year: int, key: str) -> None:
    (link,) = load().parse(f"{text}印发通知", date(year, 6, 1)).links
    assert link.iri == body_iri(key)


def test_bodies_exist_for_a_while_and_succeed_others() -> None:
    for body in bodies():
        assert body.key not in body.successors
        assert (body.valid_from or 0) < (body.valid_until or 9999)
