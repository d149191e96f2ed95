"""The ways to an answer, in order: facts first, then a quoted passage, then a typed abstention."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from ontology.namespace import ZT
from qa.abstain import abstain, not_held
from qa.answer import AbstainReason, Answer
from qa.clause.stated import stated
from qa.overview.asking import lays_down
from qa.overview.parts import outlined
from qa.overview.survey import partial, strays, surveyed
from qa.passage.nearest import nearest
from qa.passage.soundness import with_list
from qa.passage.told import told_by
from qa.provision.asking import sought
from qa.question.focus import Asked, Operation
from qa.question.intent import PLACE_LABELS
from qa.question.member import by_member, has_members
from qa.question.title import resolve, unheld
from qa.reader.place import leading_place
from qa.recall.rank import short_name
from qa.recall.selection import is_document
from qa.retrieval.rerank import Relevance, shipped_relevance
from qa.retrieval.retriever import DEPTH
from qa.stage import Stage, reached
from qa.way.about import about_documents
from qa.way.arithmetic import calculated, is_half
from qa.way.article import article, asks_which, which_article
from qa.way.authority import authority
from qa.way.collection import collected
from qa.way.contrast import contrasted, ranked
from qa.way.day import nth_change
from qa.way.definition import term_of
from qa.way.derive import derived
from qa.way.enactment import enacted, history
from qa.way.grades import with_grades
from qa.way.lacking import lacking, other_times
from qa.way.lookup import MANY, looked_up
from qa.way.mention import mentioning
from qa.way.most_cited import most_cited
from qa.way.negation import unstated
from qa.way.norm import Sources, regulated
from qa.way.penalty import highest_fine
from qa.way.profile import profiled
from qa.way.provision import provided, provided_by, unaccounted
from qa.way.purpose import purpose, scope
from qa.way.ratio import ratio
from qa.way.repealed import repealed
from qa.way.sentence import from_sentence
from qa.way.spread import spread
from qa.way.standing import standing
from qa.way.tally import tallied
from qa.way.together import together
from qa.way.version import differing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.document import PolicyDocument
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from nlp.pipeline import Pipeline
    from qa.passage.reading import Reading
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry
    from qa.retrieval import Hit, Retriever

PASSAGES = 12
MOST_NAMED = 8
"""Documents that a question names which are searched one by one."""
SURE_ALONE = 0.65
"""Score below which a figure of the graph needs a clause that tells the same."""
_AMOUNT = re.compile(
    r"(?:产量|产值|总量|总额|总值|增加值|收入|支出|面积|规模|人数|数量|金额|价格|里程|增速|增长率|强度|比[重例]|占比)[？?。]*$"
)
_TARGET = re.compile(r"(?:目标|指标|预期)[？?。]*$")
LEAST_SHARED = 0.4
"""Which share of a question's words the passages must have for it to be on their subject."""


class Solver:
    """Finds the answer to an understood question in one store."""

    def __init__(
        self,
        view: GraphView,
        archive: Archive,
        retriever: Retriever,
        catalog: Catalog,
        pipeline: Pipeline,
    ) -> None:
        self._view = view
        self._archive = archive
        self._retriever = retriever
        self._catalog = catalog
        self._pipeline = pipeline
        self._relevance = Relevance(archive.titled, shipped_relevance())

    def solve(self, intent: Intent, document: str | None) -> Answer:
        """Return the answer, or an abstention with its reason.

        Args:
            intent: The question.
            document: The id of the only document that counts, None for all.
        """
        unknown = [*self._unknown(intent), *unheld(intent, self._catalog)]
        if unknown:
            return self._abstain(intent, AbstainReason.UNKNOWN_ENTITY, names="、".join(unknown))
        named = resolve(intent, self._catalog, document)
        names = {n for e in named for n in (e.title, e.document_number) if n}
        intent = replace(
            intent, entries=tuple(entry.iri for entry in named), entry_names=frozenset(names)
        )
        intent = by_member(intent, self._view)
        held = [entry for entry in named if entry.held]
        meant = held if document is None else self._only(document)
        reason = intent.focus.cue == "问原因"  # no fact says why; a sentence may
        answer = (
            purpose(intent, self._archive, held)
            if reason
            else next(self._computed(intent, named, document), None)
        )
        graph = answer is not None and answer.source == "graph"
        if answer is not None and not (graph and meant and strays(intent, answer, meant)):
            return answer
        ranked = self._hits(intent.question, named, document)
        hits = ranked[:PASSAGES]
        documents = {hit.document_id for hit in hits}
        reached(Stage("searched", passages=len(hits), documents=len(documents)))
        answer = (
            self._read(intent, ranked)
            if reason
            else self._from_passages(intent, named, document, ranked)
        )
        stray = answer.answered and strays(intent, answer, meant)
        if answer.answered and not stray and not partial(intent, answer, meant):
            return answer
        survey = surveyed(intent, self._catalog, self._archive, meant, _in_order(ranked))
        if survey is not None:
            return replace(survey, steps=(*survey.steps, *answer.steps[len(intent.steps) :]))
        unsure = lays_down(intent) and answer.confidence < SURE_ALONE
        if answer.answered and not stray and not unsure:
            return answer
        if answer.answered:
            answer = self._abstain(intent, self._reason(intent, hits))
        return replace(answer, nearest=nearest(intent, self._texts(hits)))

    def _from_passages(
        self, intent: Intent, named: list[Entry], document: str | None, ranked: list[Hit]
    ) -> Answer:
        """Answer with an article, a provision or a sentence of the passages, or leave it open."""
        hits = ranked[:PASSAGES]
        if asks_which(intent) and named:
            held = [entry for entry in named if entry.held]
            which = which_article(intent, held, self._texts(hits))
            return which or self._abstain(intent, self._reason(intent, hits))
        if is_half(intent):
            return self._abstain(intent, self._reason(intent, hits))
        if named or document is not None or len(self._catalog) == 1:
            found = self._graded(self._from_sentence(intent, ranked, document))
            told = None if found.answered else provided_by(intent, self._texts(hits))
            return told or found
        answer, unsure = provided(intent, self._texts(hits))
        if answer is not None:
            return answer
        answer = self._graded(self._from_sentence(intent, ranked, document))
        exempt = unsure is None or _lists_held(intent, answer)
        against = None if exempt else unaccounted(answer)
        if against is not None:
            answer = self._abstain(intent, self._reason(intent, hits))
        steps = (step for step in (unsure, against) if step is not None)
        return replace(answer, steps=(*answer.steps, *steps))

    def _graded(self, answer: Answer) -> Answer:
        """Return an answer of one amount with the other grades that its statute has of it."""
        if not answer.answered or len(answer.values) != 1 or not answer.evidence:
            return answer
        return with_grades(answer, self._archive.document(answer.evidence[0].document))

    def _from_sentence(self, intent: Intent, ranked: list[Hit], document: str | None) -> Answer:
        """Answer with what one sentence says: as a fact of the graph, else as it is read."""
        hits = ranked[:PASSAGES]
        found = looked_up(intent, self._view, self._catalog, hits, document)
        answer = found.answer
        if answer is None and intent.focus.operation is Operation.RATIO:
            answer = ratio(intent, self._view, hits)
        if answer is not None and (
            self._doubtful(intent, answer, hits) or _counts_for_names(intent, answer)
        ):
            answer = None
        if answer is not None and (answer.answered or len(self._catalog) > 1):
            return answer
        said = self._read(intent, ranked)
        if answer is not None and not said.answered:
            return answer  # several figures that differ are told with their clauses
        return replace(said, steps=(*said.steps, *found.rejected))

    def _hits(self, question: str, named: list[Entry], document: str | None) -> list[Hit]:
        """Return the passages nearest a question: of the documents that it names, else of all.

        A definition is worded in one way: 所称政务云，是指….
        """
        held = [entry.id for entry in named if entry.held]
        term = term_of(question)
        words = question if term is None else f"{question} 所称{term}，是指"
        if len(self._catalog) > 1 and not named and document is None:
            words = sought(question)
        if document is not None:
            return self._retriever.search(words, limit=PASSAGES, document_id=document)
        if not 0 < len(held) <= MOST_NAMED:
            return self._retriever.search(words, limit=DEPTH)  # the rest tells of relevance
        found = [self._retriever.search(words, limit=PASSAGES, document_id=name) for name in held]
        # Scores of two searches cannot be compared: the best of each go first.
        in_turn = (hit for hits in zip_longest(*found) for hit in hits if hit is not None)
        return list(islice(in_turn, PASSAGES))

    def _computed(
        self, intent: Intent, named: list[Entry], document: str | None
    ) -> Iterator[Answer]:
        """Yield the answers that need no passages; the first one counts."""
        view, catalog = self._view, self._catalog
        held = [entry for entry in named if entry.held]
        today = datetime.now(UTC).date()
        meant = held if document is None else self._only(document)
        rules = lays_down(intent)
        targets = "目标" in intent.question  # figures tell them better than headings
        ways: tuple[Callable[[], Answer | None], ...] = (
            lambda: standing(intent, view, catalog, held, today),
            lambda: differing(intent, named),
            lambda: mentioning(intent, view, catalog, self._archive, held),
            lambda: article(intent, self._archive, held),
            lambda: purpose(intent, self._archive, held),
            lambda: scope(intent, self._archive, held),
            lambda: nth_change(intent, self._archive, held),
            lambda: highest_fine(intent, self._archive, held),
            lambda: regulated(intent, self._norm_sources(), held),
            lambda: history(intent, self._archive, held),
            lambda: enacted(intent, self._archive, held or self._sole()),
            lambda: authority(intent, self._archive, catalog, held),
            lambda: None if targets else outlined(intent, catalog, self._archive, meant),
            lambda: about_documents(intent, view, catalog, named),
            lambda: None if named else most_cited(intent, view, catalog),
            lambda: None if named else tallied(intent, view, catalog),
            lambda: None if named else repealed(intent, view, catalog),
            lambda: None if named or rules else collected(intent, view, catalog, today),
            lambda: None if named else together(intent, view, catalog, self._archive),
            lambda: unstated(intent, view, catalog) if len(catalog) > 1 else None,
            lambda: spread(intent, view, catalog),
            lambda: contrasted(intent, view, catalog),
            lambda: ranked(intent, view, catalog),
            lambda: profiled(intent, view, catalog, document),
            lambda: calculated(intent, view, catalog, document),
            lambda: derived(intent, view, catalog, document),
            lambda: outlined(intent, catalog, self._archive, meant) if targets else None,
        )
        for way in ways:
            answer = way()
            if answer is not None:
                yield answer

    def _only(self, document: str) -> list[Entry]:
        return [self._catalog.entries[document]]

    def _sole(self) -> list[Entry]:
        """Return the document where there is only one: 这个规定 means it."""
        return list(self._catalog.entries.values()) if len(self._catalog) == 1 else []

    def _norm_sources(self) -> Sources:
        return Sources(self._view, self._archive, self._retriever, self._catalog, self._pipeline)

    def _read(self, intent: Intent, ranked: list[Hit]) -> Answer:
        """Answer with a sentence of the passages, where nothing speaks against it."""
        hits = ranked[:PASSAGES]
        reached(Stage("reading"))
        sole = len(self._catalog) == 1
        counted = _counts_places(intent)
        if counted and not sole:
            return self._abstain(intent, AbstainReason.NO_FACT)
        if counted or (not sole and _names_amount(intent)):
            focus = replace(intent.focus, asked=Asked.NUMBER, operation=Operation.VALUE)
            intent = replace(intent, focus=focus, asked_class=None)
        texts = self._texts(hits)
        found = from_sentence(
            intent,
            texts,
            lambda: self._judged(intent, ranked, texts),
            self._pipeline,
            sole=sole,
        )
        against = found.against
        if found.reading is not None and against is None:
            against = self._corrected(intent, found.reading)
        if found.reading is not None and against is None:
            exact = intent.focus.asked in {Asked.NUMBER, Asked.DATE}
            own = exact or intent.focus.cue == "问机构"
            return told_by(intent, with_list(found.reading, own=own))
        answer = self._abstain(intent, self._reason(intent, hits))
        if found.reading is None:
            return answer
        rejected = f"未采用：“{found.reading.quote.strip()[:60]}”（{against}）"
        return replace(answer, steps=(*answer.steps, rejected))

    def _doubtful(self, intent: Intent, answer: Answer, hits: list[Hit]) -> bool:
        """Whether a figure fits a question so loosely that its own clause should tell it too."""
        if intent.focus.asked is not Asked.NUMBER or answer.confidence >= SURE_ALONE:
            return False
        if not answer.answered:
            return False  # several figures that differ are told with their clauses
        if intent.indicators and intent.places:
            return False
        told = stated(intent, self._texts(hits), self._pipeline)
        given = [v.value for v in answer.values]
        said = [v.value for v in told.values] if told is not None else []
        return not any(a in b or b in a for a in said for b in given)

    def _corrected(self, intent: Intent, reading: Reading) -> str | None:
        """Object to a figure from a text whose figures people corrected: the graph has them."""
        if intent.focus.asked is not Asked.NUMBER or not intent.indicators:
            return None
        made = self._archive.corrections(reading.document.id)
        figures = any(each.predicate.strip("<>") == str(ZT.hasObservation) for each in made)
        return "这份文件的数值有更正，不从原文另取" if figures else None

    def _unknown(self, intent: Intent) -> list[str]:
        """Return the places and bodies asked about that no stored document mentions.

        A document may name a place short, and a body of a place by what it is (区政府).
        """
        named = [x for x in (*intent.places, *intent.actors) if x.iri is not None]
        known = self._catalog.mentioned(str(x.iri) for x in named)
        return [
            x.mention.text
            for x in named
            if x.iri not in known
            and not (intent.indicators and has_members(x.iri))
            and not any(self._written(name) for name in _written_names(x.mention.text))
        ]

    def _written(self, name: str) -> bool:
        """Whether the words occur in a passage all the same (a name that linking missed)."""
        hits = self._retriever.search(name, limit=3)
        return any(
            name in document.text[hit.start : hit.end] for hit, document in self._texts(hits)
        )

    def _judged(
        self, intent: Intent, ranked: list[Hit], texts: list[tuple[Hit, PolicyDocument]]
    ) -> list[tuple[Hit, PolicyDocument]]:
        """Return the passages with the relevance of their documents, where there are several."""
        if len({hit.document_id for hit, _ in texts}) < 2:
            return texts
        told = self._relevance.told(intent.question, ranked)
        return [(hit, document) for hit, (_, document) in zip(told, texts, strict=False)]

    def _texts(self, hits: list[Hit]) -> list[tuple[Hit, PolicyDocument]]:
        documents = {i: self._archive.document(i) for i in {hit.document_id for hit in hits}}
        return [(hit, documents[hit.document_id]) for hit in hits]

    def _reason(self, intent: Intent, hits: list[Hit]) -> AbstainReason:
        if intent.indicators and intent.periods:
            without = replace(intent, periods=())
            if looked_up(without, self._view, self._catalog, hits, None).answer is not None:
                return AbstainReason.OUT_OF_PERIOD
        about = intent.slot_iris or intent.indicators or intent.entries
        if not about and not self._on_topic(intent, hits):
            return AbstainReason.OUT_OF_SCOPE
        return AbstainReason.NO_FACT

    def _on_topic(self, intent: Intent, hits: list[Hit]) -> bool:
        """Whether the passages share enough of the question's words to be about the same thing."""
        words = [w for w in intent.content if len(w) > 1 and not re.fullmatch(r"[\d.%]+", w)]
        text = " ".join(d.text[h.start : h.end] for h, d in self._texts(hits))
        return bool(words) and sum(w in text for w in words) >= LEAST_SHARED * len(words)

    def _abstain(self, intent: Intent, reason: AbstainReason, *, names: str = "") -> Answer:
        answer = abstain(intent, reason, self._catalog, names=names)
        said = None
        if reason in {AbstainReason.NO_FACT, AbstainReason.OUT_OF_PERIOD}:
            said = lacking(intent, self._view, self._catalog)
        if reason is AbstainReason.OUT_OF_PERIOD and said is None:
            said = other_times(intent, self._view, self._catalog)
        if said is None:
            return answer
        return replace(answer, text=f"{said}{not_held(intent, self._catalog)}")


def _written_names(name: str) -> tuple[str, ...]:
    """Return a name as documents may write it: as asked, short, or by the places in it."""
    return tuple(dict.fromkeys((name, short_name(name), leading_place(name) or name)))


def _in_order(ranked: list[Hit]) -> list[str]:
    """Return the ids of documents, that of the nearest passage first."""
    return list(dict.fromkeys(hit.document_id for hit in ranked))


def _lists_held(intent: Intent, answer: Answer) -> bool:
    """Whether an answer lists places or documents of the whole graph: no provision tells those."""
    asked = intent.asked_class
    kinds = asked is not None and (asked.name in PLACE_LABELS or is_document(asked.name))
    return answer.source == "graph" and kinds and intent.focus.operation in MANY


def _counts_for_names(intent: Intent, answer: Answer) -> bool:
    """Whether figures answer where a body is asked for: 哪家机构下调了…."""
    asked = intent.asked_class
    body = asked is not None and asked.name in {"GovernmentBody", "Organization", "Person"}
    figures = answer.values and all(v.number is not None and v.unit for v in answer.values)
    plain = intent.focus.operation in {Operation.VALUE, Operation.LIST}
    return body and plain and intent.focus.asked is Asked.ENTITY and bool(figures)


def _names_amount(intent: Intent) -> bool:
    """Whether a question is no more than the name of an amount: 某省2025年煤炭产量."""
    bare = intent.focus.asked is Asked.TEXT and not intent.focus.spans
    target = bool(intent.indicators) and _TARGET.search(intent.question) is not None
    return bare and (target or _AMOUNT.search(intent.question) is not None)


def _counts_places(intent: Intent) -> bool:
    """Whether places are to be counted: over all documents, which no passage has seen."""
    asked = intent.asked_class
    count = intent.focus.operation is Operation.COUNT
    return count and asked is not None and asked.name in PLACE_LABELS
