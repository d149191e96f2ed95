"""Finding what is referred to: candidates of the right kind nearby, one of them or none.

Rules are in ``pointed`` (该平台, 上述办法), ``possessive`` (其) and ``part`` (前款); what
dispatches to them, and 本办法, is here. What is left open is NIL and says why.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nlp.extraction import Reference
from nlp.pipe.reference.antecedent import of_links, of_states
from nlp.pipe.reference.part import find_part
from nlp.pipe.reference.pointed import resolve_pointed
from nlp.pipe.reference.possessive import resolve_its
from nlp.pipe.reference.surroundings import Surroundings, answer
from nlp.pipe.reference.word import nouns
from nlp.pipe.self_reference import WORD as SELF
from nlp.pipe.word import in_known_word
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.context import Context
    from nlp.extraction import Link
    from nlp.pipe.word import Words

_ACT = (
    "法|条例|规定|办法|细则|决定|通知|意见|方案|规划|计划|规则|规程|规范|标准|公告|解释|纲要|措施"
    "|章程|通告|指南|制度"
)

_CLINGING = frozenset(["", *"及使将令对为把让由在从按受"])
"""What the dictionary makes one word with 其 and is none of it."""


@lru_cache(maxsize=1)
def _expression() -> re.Pattern[str]:
    words = "|".join(sorted(nouns(), key=len, reverse=True))
    return re.compile(
        rf"(?<!应)(?P<how>该|上述|前述)(?P<noun>{words})(?![长员们团级域内工班案])"
        r"|(?P<its>(?<![尤与极何领各听顺莫任耳如临得居享物])其(?![中他它余实次间事乐]))"
        rf"|(?<![基资日样根成版文课剧原])本(?P<act>{_ACT})(?![律人制院定])"
        r"|前(?P<count>[两二三四五])?(?P<unit>款|条)(?!件)"
    )


def find_references(
    text: str, links: Sequence[Link], context: Context, words: Words | None = None
) -> list[Reference]:
    """Return the words of a text that stand for something named elsewhere, in order.

    Args:
        text: The folded text.
        links: All names found in it, with their entities.
        context: Whose document it is, and its sentences.
        words: The words of the text; without them only mentions can be meant, nothing abroad.
    """
    ordered = sorted(links, key=lambda link: link.mention)
    around = _surroundings(text, ordered, context, words)
    taken = {at for k in ordered for at in range(k.mention.start, k.mention.end)}
    found = [_own_area(k) for k in ordered if SELF.fullmatch(k.mention.text)]
    found += [
        _resolve(around, match)
        for match in _expression().finditer(text)
        if match.start() not in taken and _is_word(words, match)
    ]
    return sorted(found, key=lambda reference: reference.start)


def _is_word(words: Words | None, match: re.Match[str]) -> bool:
    """Tell whether 其 stands for itself (及其, 将其) and not in a name or idiom (北马其顿)."""
    if words is None or not match["its"]:
        return True
    if not in_known_word(words, match.start()):
        return True
    start, end = words.at(match.start())
    return end == match.end() and words.text[start : match.start()] in _CLINGING


def _surroundings(
    text: str, links: Sequence[Link], context: Context, words: Words | None
) -> Surroundings:
    found = list(of_links(links))
    if words is not None:
        found += of_states(text, ((k.start, k.end) for k in found))
    found.sort(key=lambda k: (k.start, k.end))
    return Surroundings(text, tuple(found), tuple(k.start for k in found), context, words)


def _own_area(link: Link) -> Reference:
    span, label = (link.mention.start, link.mention.end), link.mention.label
    return Reference(
        *span, link.mention.text, link.iri, link.name, label, None, link.score, link.reason
    )


def _resolve(around: Surroundings, match: re.Match[str]) -> Reference:
    if match["noun"]:
        return resolve_pointed(around, match, nouns()[match["noun"]])
    if match["its"]:
        return resolve_its(around, match)
    return _this(around, match) if match["act"] else _part(around, match)


def _this(around: Surroundings, match: re.Match[str]) -> Reference:
    """Resolve 本办法: this document, or the one that it passes on."""
    context, act = around.context, match["act"]
    if context.document_id is None:
        return answer(match, None, 0.5, "the text is of no document")
    passed = re.search(
        rf"(?:印发|转发|批转|公布|发布)[《]?(?P<name>.{{2,80}}?{act})", context.title
    )
    if passed and not context.title.endswith(act):
        name = passed["name"].strip("《》")
        return _document(match, mint("cited", name), name, "what the title says is passed on")
    reason = "the kind of this document" if act in context.title else "this document"
    iri = mint("document", context.document_id)
    return _document(match, iri, context.title, reason)


def _document(match: re.Match[str], iri: str, name: str, reason: str) -> Reference:
    fields: tuple[Any, ...] = (iri, name, "PolicyDocument", None, 0.9, reason)
    return Reference(match.start(), match.end(), match.group(), *fields)


def _part(around: Surroundings, match: re.Match[str]) -> Reference:
    found = find_part(around.text, match.start(), match["unit"], match["count"])
    if found is None:
        return answer(match, None, 0.5, "no such part stands before it")
    address, span = found
    identity = around.context.document_id
    iri = mint("provision", identity, address) if identity else None
    fields = (iri, address, "Provision", span, 0.9, "the part before this one")
    return Reference(match.start(), match.end(), match.group(), *fields)


def resolved(references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references by 该 and 上述 that are settled: they may stand for the name."""
    for each in references:
        if each.iri is not None and each.text[0] in "该上" and each.label != "Provision":
            yield each
