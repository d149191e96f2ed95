"""What a document was made for, and what it applies to: 长江保护法的立法目的, …的适用范围.

A statute's first article and a notice's first sentence say so in one form: 为了…，根据…，制定本法;
为…，现通知如下 (立法技术规范（试行）（一） of the NPC Standing Committee, 5.1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Outcome, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry

_ARTICLE = re.compile(r"^第[零〇一二三四五六七八九十百\d]+条\s*")
READ = 3000
"""Characters of a text in which it says what it is for, behind its title and contents."""
_MADE = r"(?:制定|制订|出台|颁布|发布|印发|修订|作出)"
_ASKED = re.compile(
    rf"(?:立法|制定|制订|出台|编制)?(?:的)?(?:目的|宗旨)(?:是|有|为)?(?:什么|哪些|何)?[？?]?$"
    rf"|(?:为什么|为何|为了什么)(?:要|会)?{_MADE}|{_MADE}[^，。？?]*是为了什么[？?]?$"
)
_SAID = re.compile(
    r"(?:^|(?<=[\s，。：]))(?P<purpose>为(?:了)?(?!主|止|期|准)[^。；\n]{6,500}?)[，,]"
    r"(?:(?:根据|依据|依照|按照|结合|参照|经|报|现?根据)[^。；\n]{0,200}?[，,])*"
    r"(?:特?制[定订](?:本|如下|出)|特?作出?(?:如下|本)|现(?:就|将|提出|印发|通知|发布|公布|决定|制定|对)|[^，。\n]{0,12}决定)",
    re.MULTILINE,
)
_MARK = re.compile(r"[。：\n]")
_SCOPE = re.compile(r"适用(?:的)?范围|适用于(?:哪些|什么)|适用(?:的)?对象")
_KINDS = "(?:法|条例|办法|规定|细则|规则|解释|预案|意见|方案|通知|标准|准则|规范|指南|决定|制度)"
_APPLIES = re.compile(
    rf"[^。\n]*(?:(?:适用|遵守)本{_KINDS}|本{_KINDS}(?:主要|仅)?适用于[^。\n]+)。?[^\n]*"
)


def scope(intent: Intent, archive: Archive, held: Sequence[Entry]) -> Answer | None:
    """Answer what a named text applies to, with the paragraph that says so; None otherwise.

    Args:
        intent: The question.
        archive: The texts.
        held: The documents that the question names.
    """
    if not held or not _SCOPE.search(intent.question):
        return None
    for entry in held:
        text, _ = archive.text(entry.id)
        found = _APPLIES.search(text)
        if found is None:
            continue
        quote = found.group().strip()
        start = found.start() + found.group().index(quote)
        said = _ARTICLE.sub("", quote)
        end = start + len(quote)
        return Answer(
            question=intent.question,
            outcome=Outcome.ANSWERED,
            text=f"《{entry.title}》写明的适用范围：{said}",
            values=(Value(said, iri=entry.iri),),
            evidence=(Citation(entry.id, entry.title, start, end, quote, entry.source_url),),
            source="passage",
            steps=(*intent.steps, f"《{entry.title}》说明适用的一段 → [{start}:{end}]"),
            confidence=0.85,
        )
    return None


def purpose(intent: Intent, archive: Archive, held: Sequence[Entry]) -> Answer | None:
    """Answer what a named document was made for in its own words; None if that is not asked.

    Args:
        intent: The question.
        archive: The texts.
        held: The documents that the question names; the first that says so answers.
    """
    if not held or not _ASKED.search(intent.question):
        return None
    for entry in held:
        text, _ = archive.text(entry.id)
        found = _SAID.search(text[:READ])
        if found is None:
            continue
        said = found["purpose"].strip()
        start = found.start("purpose")
        end = _sentence_end(text, found.end())
        citation = Citation(entry.id, entry.title, start, end, text[start:end], entry.source_url)
        return Answer(
            question=intent.question,
            outcome=Outcome.ANSWERED,
            text=f"《{entry.title}》写明的目的是{said}。",
            values=(Value(said, iri=entry.iri),),
            evidence=(citation,),
            source="passage",
            steps=(*intent.steps, f"《{entry.title}》说明目的的一句 → [{start}:{end}]"),
            confidence=0.9,
        )
    return None


def _sentence_end(text: str, start: int) -> int:
    """Return where the sentence that goes on at an offset ends, its mark included."""
    mark = _MARK.search(text, start)
    if mark is None:
        return len(text)
    return mark.start() if mark.group() == "\n" else mark.end()
