"""Documents that a question means without their title: by kind and subject, or by its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.segment import words
from ontology.lexicon import document_kind
from qa.question.focus import STOP, Asked
from qa.recall.selection import select

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

MOST = 5
MOST_TITLED = 2
LEAST_WORDS, LEAST_LETTERS = 2, 6
"""Words of a question, and their letters together, that single out a title which has them all."""
_SUBJECT = re.compile(
    r"(?:(?:\w{2,7}[省市县区州])的?)?关于[^，。？的]{2,20}的"
    r"(?P<kind>法律|行政法规|地方性法规|法规|条例|办法|规定|意见|通知|决定|方案|规划|细则)(?=是|由|什么|何时|从|自|哪|的)"
)
"""Documents told by their subject, before what is asked of them."""
CAME_ABOUT = re.compile(
    r"通过|制定|制订|颁布|审议|表决|作出|作|批复|批准|同意|印发|下发|发|发出|签发|成文|出|出台|公布|发布|颁布|部门|机关|机构|单位|了"
)
_APPROVED = re.compile("批复|批准|同意")
"""What an answer to a request does, whose title has the words of what was asked for."""


def by_subject(intent: Intent, view: GraphView, catalog: Catalog) -> list[Entry]:
    """Return the few documents told by kind and subject: 关于养犬的条例是谁发布的."""
    match = _SUBJECT.search(intent.question)
    kind = None if match is None else document_kind(match["kind"])
    if match is None or kind is None:
        return []
    noun = replace(intent, question=match.group(), asked_class=None)
    found = select(noun, kind).entries(view, catalog)
    return found if len(found) <= MOST else []


def by_approval(intent: Intent, catalog: Catalog) -> list[Entry]:
    """Return the documents whose titles have all words of what was approved.

    乌鲁木齐国家自主创新示范区是哪年同意建设的 means the reply that agreed to it.
    """
    if intent.focus.asked not in {Asked.DATE, Asked.ENTITY} or not _APPROVED.search(
        intent.question
    ):
        return []
    plain = "".join(
        " " if any(start <= n < end for start, end in intent.focus.spans) else letter
        for n, letter in enumerate(intent.question)
    )
    told = (w for w in words(plain, search=False) if re.fullmatch(r"\w{2,}", w))
    wanted = [
        w for w in dict.fromkeys(told) if not CAME_ABOUT.fullmatch(w) and not STOP.fullmatch(w)
    ]
    if len(wanted) < LEAST_WORDS or sum(map(len, wanted)) < LEAST_LETTERS:
        return []
    found = [
        entry
        for entry in catalog.once(catalog.entries.values())
        if _APPROVED.search(entry.title) and all(word in entry.title for word in wanted)
    ]
    return found if len(found) <= MOST_TITLED else []
