"""Questions that try to break something: each gets a sensible reply and nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answer import Outcome
from qa.error import QuestionError

if TYPE_CHECKING:
    from qa.service import Asker

HOSTILE = [
    '"} } } SELECT * WHERE { ?s ?p ?o } #',
    '安徽省2024年GDP增长目标是多少？" } ; DROP ALL ; #',
    "<https://w3id.org/zhengtu/id/place/340000> ?p ?o . }}",
    "title:安徽 AND body:(就业 OR *) ^2 ~ [0 TO 9] \\ / :: -",
    '+++--- && || ! ( ) { } [ ] ^ " ~ * ? : \\',
    "# 标题\n\n| a | b |\n|---|---|\n**安徽**[x](javascript:alert(1))",
    "<script>alert('安徽')</script><img src=x onerror=alert(1)>",
    "{{7*7}} ${jndi:ldap://x} %s %n {0} {question}",
    "？？？！！！。。。，，，",
    "…………",
    "\u200b\u202e\ufeff安徽\u0000",
    "Какова цель роста ВВП?",
    "安徽省の成長目標はいくらですか",
    "😀😀😀",
    "目标" * 900,
]


@pytest.mark.parametrize("question", HOSTILE)
def test_a_hostile_question_is_only_a_question(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.question == question.strip()
    if answer.outcome is Outcome.ANSWERED:
        assert answer.evidence
    else:
        assert answer.reason is not None
        assert answer.text


@pytest.mark.parametrize("question", ["", "   \n", "问" * 10_000])
def test_an_empty_or_endless_question_is_refused_in_words(asker: Asker, question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        asker.ask(question)
    assert "问题" in caught.value.message


def test_injection_does_not_change_what_is_asked(asker: Asker) -> None:
    plain = asker.ask("安徽省2024年GDP增长目标是多少？")
    for tail in ('" }', "'; --", "} LIMIT 0 #"):
        answer = asker.ask(f"安徽省2024年GDP增长目标是多少？{tail}")
        assert not answer.answered or answer.values == plain.values


@pytest.mark.parametrize("follow", HOSTILE[:9])
def test_a_hostile_follow_up_is_no_worse(asker: Asker, follow: str) -> None:
    answer = asker.ask(follow, previous="安徽省2024年GDP增长目标是多少？")
    assert answer.question == follow.strip()


def test_what_is_suggested_has_an_answer(asker: Asker) -> None:
    answer = asker.ask("湖南省2019年粮食产量目标是多少？")
    assert answer.outcome is Outcome.ABSTAINED
    assert answer.suggestions
    assert all(asker.ask(question).answered for question in answer.suggestions)


def test_the_steps_say_which_word_became_what_and_what_was_rejected(asker: Asker) -> None:
    steps = asker.ask("宁波市政务云平台的年运维费用是多少？").steps
    assert any("宁波市 → place" in step for step in steps)
    assert any(step.startswith("用于匹配的词") for step in steps)
    assert any(step.startswith("未采用") for step in steps)
