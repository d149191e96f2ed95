"""What documents demand, forbid, encourage or allow: 《…》禁止什么, 哪些文件鼓励….

Prohibitions and encouragements are facts of the graph. Of what must or may be done the graph holds
only what binds one body (decision 52); asked of one document it is read from its text again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.normalize import fold
from ontology.lexicon import norms
from qa.answer import Answer, Outcome, Value
from qa.recall.fact import PREFIXES, Fact, facts, term_list
from qa.way.ends import cite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry
    from qa.sources import Sources

_WORDS = {
    "prohibits": ("禁止", "严禁", "不得", "不准", "不允许", "不许"),
    "encourages": ("鼓励和支持", "鼓励", "提倡", "倡导", "支持"),
    "requires": ("应当", "必须", "要求必须", "要求"),
    "permits": ("可以", "允许", "准许", "有权"),
}
"""By which words a question asks for each; 支持 and 要求 count only where a set is asked for."""
_ONLY_SETS = frozenset({"支持", "要求"})
_ANY = "|".join(sorted((w for words in _WORDS.values() for w in words), key=len, reverse=True))
_WHAT = re.compile(
    f"(?P<word>{_ANY})(?:[^，。？?]{{0,16}}?)(?:做|从事|实施|采取|干)?(?:出)?"
    r"(?:什么|哪些|些什么|啥)[\u4e00-\u9fff]{0,6}[？?]?$"
    f"|(?P<listed>{_ANY})(?:的)?(?:行为|事项|内容|情形|做法|措施)*"
    r"(?:有哪些|是什么|是哪些|包括什么|包括哪些)[？?]?$"
)
_WHICH = re.compile(
    r"^(?:有)?(?:哪一?[些几]?[部个份项]?|什么)(?P<kind>文件|政策|法律|法规|规章|规定|条例|办法|通知|意见)"
    f"(?:中|里|都|也|明确|规定|提出)*(?P<word>{_ANY})(?P<about>.{{2,}}?)[？?]?$"
)
_UNMEANT = re.compile(
    r"哪|什么|规定|明确|文件|政策|法律|法规|行为|事项|要求|企业|单位|个人|对于|做"
)
_WILL = ("鼓励", "支持", "引导", "提倡", "倡导", "禁止", "严禁", "严格禁止", "允许", "准许")
_LEAD = re.compile(r"^(?:中华人民共和国)?(?:《》)?[中里]?(?:明确|规定|要求|提出)?(?:了)?")
_MEMBER = re.compile("、|和|以及|及其?|与|或者?")
MOST_HITS = 60
MOST_VALUES = 50
MOST_SHOWN = 20
LONGEST_READ = 60_000
"""Characters of a document that are read again for one question: about a second and a half."""


def regulated(intent: Intent, sources: Sources, entries: Sequence[Entry]) -> Answer | None:
    """Answer what a held document demands or forbids, or which documents do; None if not asked."""
    question = fold(intent.question)
    if entries:
        asked = _WHAT.search(question)
        word = asked and (asked["word"] or asked["listed"])
        if not word or word in _ONLY_SETS:
            return None
        found = _of_documents(sources, entries, _concept(word))
        bearer = _bearer(question[: asked.start()] if asked else "", intent)
        bound = [fact for fact in found if bearer in _MEMBER.split(fact.bearer or "")]
        return _said(intent, (bearer and bound) or _fitting(intent, found, word))
    asked = _WHICH.match(question)
    if asked is None:
        return None
    found = _of_passages(intent, sources, _concept(asked["word"]))
    return _listed(intent, sources, _fitting(intent, found, asked["word"]))


def _bearer(before: str, intent: Intent) -> str:
    """Return whom a question asks about: what stands between the title and the word."""
    for title in sorted(intent.entry_names, key=len, reverse=True):
        before = before.replace(fold(title), "")
    return _LEAD.sub("", re.sub(r"《[^》]*》", "", before)).strip("对的，")


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    return {word: name for name in norms() for word in _WORDS[name]}


def _concept(word: str) -> str:
    return _concepts()[word]


def _of_documents(sources: Sources, entries: Sequence[Entry], name: str) -> list[Fact]:
    """Return the norms of one concept of documents, in the order of the text."""
    if name in ("requires", "permits"):
        found = _read_again(sources, entries[0], name)
    else:
        found = facts(sources.view, f"  VALUES ?s {{ {term_list(e.iri for e in entries)} }}\n"
                      f"  ?statement rdf:subject ?s ; rdf:predicate zt:{name} .")  # fmt: skip
    return sorted(found, key=lambda fact: (fact.document, fact.start, fact.end))


def _read_again(sources: Sources, entry: Entry, name: str) -> list[Fact]:
    document = sources.archive.document(entry.id)
    if len(document.text) > LONGEST_READ:
        return []
    found = sources.pipeline.extract(document).relations
    return [
        _fact(document, entry, name, r.object, r.start, r.end, r.modality_text, r.bearer)
        for r in found
        if r.predicate == name and r.subject_iri == entry.iri
    ]


def _fact(
    document: PolicyDocument,
    entry: Entry,
    name: str,
    action: str,
    start: int,
    end: int,
    word: str | None,
    bearer: str | None,
) -> Fact:
    quote = document.quote(start, end)
    ends = entry.iri, entry.title, name, action, action, document.id
    return Fact(*ends, start, end, quote, 0.85, modality_text=word, bearer=bearer)


def _of_passages(intent: Intent, sources: Sources, name: str) -> list[Fact]:
    """Return the norms of one concept in the passages that a question recalls, best first."""
    hits = sources.retriever.search(intent.question, limit=MOST_HITS)
    order = {document: n for n, document in enumerate(dict.fromkeys(h.document_id for h in hits))}
    entries = [sources.catalog.entries[d] for d in order if d in sources.catalog.entries]
    if not entries:
        return []
    iris = term_list(entry.iri for entry in entries)
    found = facts(sources.view, f"  VALUES ?doc {{ {iris} }}\n"
                  f"  ?statement rdf:predicate zt:{name} ; zt:document ?doc .")  # fmt: skip
    return sorted(found, key=lambda fact: (order.get(fact.document, len(order)), fact.start))


def _fitting(intent: Intent, found: Sequence[Fact], word: str) -> list[Fact]:
    """Return the norms that have the question's other words, each action once."""
    titles = "".join(intent.entry_names)
    wanted = [
        w
        for w in intent.content
        if len(w) > 1 and w not in titles and w not in word and not _UNMEANT.search(w)
    ]
    fit = [f for f in found if all(w in f"{f.bearer or ''}{f.object}" for w in wanted)]
    return list({(f.document, f.bearer, f.object): f for f in fit}.values())


def sentence(fact: Fact) -> str:
    """Return a norm as its text puts it: who, the word, the action."""
    word, bearer = fact.modality_text or "", fact.bearer or ""
    return (
        f"{word}{bearer}{fact.object}" if word.startswith(_WILL) else f"{bearer}{word}{fact.object}"
    )


def _said(intent: Intent, found: Sequence[Fact]) -> Answer | None:
    if not found:
        return None
    title = found[0].subject_label
    shown = "；".join(sentence(fact) for fact in found[:MOST_SHOWN])
    more = f"等{len(found)}项" if len(found) > MOST_SHOWN else f"（共{len(found)}项）"
    values = tuple(Value(fact.object) for fact in found[:MOST_VALUES])
    return _answer(intent, f"《{title.strip('《》')}》：{shown}{more}。", values, found)


def _listed(intent: Intent, sources: Sources, found: Sequence[Fact]) -> Answer | None:
    """Name the documents that hold the norms, with the first norm of each."""
    firsts: dict[str, Fact] = {}
    for fact in found:
        firsts.setdefault(sources.catalog.first(fact.document), fact)
    if not firsts:
        return None
    named = [(sources.catalog.entries[f.document], f) for f in firsts.values()]
    lines = "；".join(
        f"《{entry.title}》（{sentence(fact)}）" for entry, fact in named[:MOST_SHOWN]
    )
    values = tuple(Value(f"《{entry.title}》", iri=entry.iri) for entry, _ in named[:MOST_VALUES])
    text = f"在与问题最相近的段落中找到{len(named)}份：{lines}。"
    return _answer(intent, text, values, [fact for _, fact in named])


def _answer(intent: Intent, text: str, values: tuple[Value, ...], found: Sequence[Fact]) -> Answer:
    name = found[0].predicate
    subjects = term_list(fact.subject for fact in found)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=cite(found),
        source="graph",
        sparql=(
            f"{PREFIXES}SELECT ?document ?action ?word ?bearer ?quote WHERE {{\n"
            f"  VALUES ?document {{ {subjects} }}\n"
            f"  ?statement rdf:subject ?document ; rdf:predicate zt:{name} ; rdf:object ?action ;\n"
            "             zt:quote ?quote ; zt:modalityText ?word .\n"
            "  OPTIONAL { ?statement zt:bearer ?bearer }\n}"
        ),
        steps=(*intent.steps, f"zt:{name} → {len(found)}项"),
        confidence=0.85,
    )
