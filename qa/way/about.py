"""Questions about documents themselves: who issued one, when, what it cites, what is not held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind, terms_by_name
from qa.answer import Answer, Value
from qa.question.focus import Asked
from qa.recall.catalog import called
from qa.recall.fact import PREFIXES, term_list
from qa.recall.selection import ANY, is_document
from qa.way.day import DATES, first_of, last_change, several_days
from qa.way.described import CAME_ABOUT, by_approval, by_subject
from qa.way.ends import cite
from qa.way.lineage import citing, missing, of_kind, passed_on
from qa.way.said import LINEAGE, built, citations_of, said_answer, values_of
from qa.way.set_kind import COUNTED
from qa.way.tally import counted_kind
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from ontology.lexicon import Term
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

OTHERS = ("issuedBy", "documentNumber", "addressedTo")
ACTORS = frozenset({"GovernmentBody", "Organization", "Place", "Province", "City"})
_WHAT = re.compile(
    r"的(?:法律|法规|条例|办法|规定|文件)(?:是|叫)(?:哪[部个份一](?!条)|什么)|是(?:一[份部个])?(?:什么|哪[份部个]|怎样的)(?:文件|政策|通知|意见|办法)"
    r"|(?<=[\d〇零一二三四五六七八九十百])号文?(?:件)?(?:是|指)(?:的是)?(?:什么|啥|哪个)[？?]?$"
)
_COUNTED = re.compile(
    rf"(?:{COUNTED})(?:都|一?共|总共)?有?(?:多少|几)[部件份个项]?[？?。]*$"
    rf"|(?:多少|几)[部件份个项](?:{COUNTED})"
)
_TITLE = re.compile(r"《[^》]*》")
_MISSING = re.compile(r"未收录|没有收录|尚未收录|缺失|缺少")
_FIRST = re.compile(r"(?:哪[一个部份]*|谁)(?:更)?[先早后晚]|[先早后晚]的?是哪")
_EXPLAINED = re.compile(r"指的?(?:是)?什么|什么意思|^什么是|如何|怎么?样?")
_CHANGED = re.compile(r"(?:修改|修正|修订)(?!.{0,20}的(?:决定|通知))")
_IN_FORCE = re.compile("施行|实施|生效")
"""反间谍法修订后什么时候*施行* asks for no day of change."""
_MARKS = re.compile(r"[《》“”？?。、\s]")
_BY_WHOM = re.compile(r"[被由](?:哪|什么|谁)")
_ON_TAKING_EFFECT = re.compile(r"(?:施行|实施|生效|通过|出台)(?:之?后|以后|时|之日|起|了)|之?后|起")
_ASKING = re.compile(r"日期|时间|何时|什么时候|机关|单位|机构|谁|由|了$|哪些|的文件$|文件$")


def about_documents(
    intent: Intent, view: GraphView, catalog: Catalog, entries: Sequence[Entry]
) -> Answer | None:
    """Answer a question that asks for a property of documents it names, or None if it is none."""
    if _MISSING.search(intent.question) and "文件" in intent.question:
        return missing(intent, view, catalog)
    entries = entries or _described(intent, view, catalog)
    if not entries:
        return None
    if _WHAT.search(intent.question) or _only_named(intent, entries):
        return _description(intent, view, catalog, entries[0])
    if len(entries) > 1 and _FIRST.search(intent.question):
        wanted = [name for name in _properties(intent) if name in DATES]
        return first_of(intent, view, catalog, entries, wanted)
    return _by_property(intent, view, catalog, entries)


def _by_property(
    intent: Intent, view: GraphView, catalog: Catalog, entries: Sequence[Entry]
) -> Answer | None:
    """Answer from the property that a question names, or from what it must mean."""
    changed = _CHANGED.search(intent.question) and not _IN_FORCE.search(intent.question)
    if changed and intent.focus.asked is Asked.DATE:
        return last_change(intent, view, catalog, entries)
    explained = _EXPLAINED.search(intent.question) is not None
    wanted = [] if explained else _properties(intent) or _usual(intent, entries)
    kind = _asked_kind(intent)
    if wanted and wanted[0] in LINEAGE and _asks_for_subject(intent, wanted[0], entries):
        return citing(intent, view, catalog, entries, wanted[0], kind or ANY)
    if kind is not None:
        own = next((e for e in entries if document_kind(e.title) == kind), None)
        if named_by(intent.question, terms_by_name()["issuedBy"]):
            wanted = ["forwards"]  # what an order promulgates is the text itself
        answer = of_kind(intent, view, catalog, entries, wanted, kind)
        # 废止了哪些法律 asks for no description.
        related = any(name in LINEAGE for name in wanted if name != "forwards")
        bare = None if own is None or related else _description(intent, view, catalog, own)
        return answer or bare
    entries = [*entries, *passed_on(view, entries)]
    days = several_days(intent, view, catalog, entries)
    if days is not None:
        return days
    for name in wanted:
        said = values_of(view, entries, name)
        if said:
            return said_answer(intent, view, catalog, name, said)
    return None


def _described(intent: Intent, view: GraphView, catalog: Catalog) -> list[Entry]:
    """Return the documents that a question for a property means without naming them."""
    if not (_properties(intent) or _usual(intent, ())):
        return by_approval(intent, catalog)
    return by_subject(intent, view, catalog) or by_approval(intent, catalog)


def _only_named(intent: Intent, entries: Sequence[Entry]) -> bool:
    """Whether a question is no more than the number or the title of one document."""
    names = (*(n for e in entries for n in (e.title, e.document_number or "")), *_texts(intent))
    bare = _MARKS.sub("", intent.question)
    return len({e.iri for e in entries}) == 1 and bare in {_MARKS.sub("", n) for n in names}


def _texts(intent: Intent) -> list[str]:
    return [link.mention.text for link in intent.documents]


def _usual(intent: Intent, entries: Sequence[Entry]) -> list[str]:
    """Return issuer or day where the question says no more than that a document came about."""
    named = [e.title for e in entries] + _texts(intent)
    rest = [word for word in intent.content if not any(word in name for name in named)]
    if not all(CAME_ABOUT.fullmatch(word) for word in rest):
        return []
    if intent.focus.asked is Asked.DATE:
        return ["issuedOn", "publishedOn"]
    asked = intent.asked_class
    return ["issuedBy"] if asked is not None and asked.name in ACTORS else []


def _asked_kind(intent: Intent) -> str | None:
    """Return the class of documents that is asked for (引用了哪些*法规*), None if none is."""
    asked = intent.asked_class
    if intent.focus.asked is Asked.NUMBER and _COUNTED.search(intent.question):
        return counted_kind(intent)
    if intent.focus.asked is not Asked.ENTITY or asked is None:
        return None
    return asked.name if is_document(asked.name) else None


def _properties(intent: Intent) -> list[str]:
    """Return the properties asked for, best first: their words occur, their range can answer."""
    asked = intent.focus.asked
    names: tuple[str, ...] = DATES if asked is Asked.DATE else (*LINEAGE, *OTHERS, *DATES)
    if asked is Asked.NUMBER and _COUNTED.search(intent.question):
        names = LINEAGE  # 依据立法法制定的地方性法规有*多少*
    elif asked is Asked.NUMBER:
        names = ("documentNumber", *(DATES if "有效期" in intent.question else ()))
    question = _MARKS.sub("", _TITLE.sub("#", intent.question))
    titles = [_MARKS.sub("", name) for name in intent.entry_names]
    scored = [(named_by(question, terms_by_name()[name], titles), name) for name in names]
    if asked is Asked.ENTITY and intent.asked_class is not None:
        scored = [(n, name) for n, name in scored if _can_be(name, intent.asked_class.name)]
    order = {name: n for n, name in enumerate(names)}
    return [name for n, name in sorted(scored, key=lambda s: (-s[0], order[s[1]])) if n]


def named_by(question: str, term: Term, titles: Sequence[str] = ()) -> int:
    """Return the length of a property's longest word in a question, words of asking aside.

    What the question writes of a title (一*公开*监管) is no word of a property.
    """
    cores = {_ASKING.sub("", word) for word in term.words_zh}
    found = (
        len(core)
        for core in cores
        if len(core) > 1
        for said in re.finditer(f".?{re.escape(core)}.?", question)
        if not any(_in_title(said.group(), core, title) for title in titles)
    )
    return max(found, default=0)


def _in_title(said: str, core: str, title: str) -> bool:
    """Whether a word, with the letter before or behind it, stands in a title."""
    before, behind = said.split(core, 1)
    return any(each != core and each in title for each in (before + core, core + behind))


def _can_be(name: str, asked_class: str) -> bool:
    """Whether a property's values are of the class asked for: issuer and addressee are actors."""
    return (asked_class in ACTORS) == (name in {"issuedBy", "addressedTo"})


def _asks_for_subject(intent: Intent, name: str, entries: Sequence[Entry]) -> bool:
    """Whether the document named is what is cited or changed, and who does so is asked for.

    It stands behind the verb in 引用民法典的法规有哪些, or the interrogative before it:
    哪些文件引用了*它*, not 哪些是它引用的. What an act ended when it took effect is asked of the
    act: 它施行后哪些法律废止.
    """
    bare = _TITLE.sub("", intent.question)  # a title's own words are no verbs
    words = terms_by_name()[name].words_zh
    if _BY_WHOM.search(bare):
        return True
    if name == "repeals" and _ON_TAKING_EFFECT.search(bare):
        return False
    if _behind_verb(intent, words, entries):
        return True
    asked = re.search(r"哪|什么", bare)
    verb = min((bare.find(w) for w in words if w in bare), default=-1)
    if asked is None or not 0 <= asked.start() < verb:
        return False
    return "被" not in bare[asked.start() : verb] and not bare.rstrip("？? ").endswith("的")


def _behind_verb(intent: Intent, words: Sequence[str], entries: Sequence[Entry]) -> bool:
    """Whether a question has a verb right before the document and a kind of document behind it."""
    names = {
        *_texts(intent),
        *(n for e in entries for n in called(e)),
        *_TITLE.findall(intent.question),
    }
    verbs, objects = (
        "|".join(map(re.escape, sorted(each, key=len, reverse=True))) for each in (words, names)
    )
    match = re.search(f"(?:{verbs})[了过]?(?:{objects})(?P<behind>[^，,]*)", intent.question)
    if match is None or _ON_TAKING_EFFECT.match(match["behind"]):
        return False
    return _asked_kind(intent) is not None


def _description(intent: Intent, view: GraphView, catalog: Catalog, entry: Entry) -> Answer:
    """Say what a document is; of one that is not held, what those that cite it say."""
    parts = [f"《{entry.title}》"]
    if entry.document_number:
        parts.append(entry.document_number)
    if entry.held:
        about = catalog.metadata(entry)
        parts += [f"发布机关：{listed(about.issuers)}"] if about.issuers else []
        parts += [f"成文日期：{about.issued_on}"] if about.issued_on else []
    else:
        parts.append("未收录正文，见于引用它的文件")
    told = [
        s.fact for name in ("documentNumber", "issuedOn") for s in values_of(view, [entry], name)
    ]
    quoted = cite([fact for fact in told if fact is not None][:2]) if entry.held else ()
    return built(
        intent,
        "，".join(parts) + "。",
        (Value(f"《{entry.title}》", iri=entry.iri),),
        (*citations_of(view, catalog, entry), *quoted),
        f"{PREFIXES}SELECT ?p ?value WHERE {{ {term_list([entry.iri])} ?p ?value }}",
        "文件的说明",
    )
