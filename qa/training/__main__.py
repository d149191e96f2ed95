"""``python -m qa.training WHAT FOLDER TARGET [QUESTIONS…]``: trains what ships.

WHAT is ``reader``, ``reranker`` (TARGET is a folder, as for the next) or ``embedding``.
The reader also learns from files of questions that were written on single documents.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.document import PolicyDocument
    from qa.retrieval import Retriever
    from qa.retrieval.rerank import Relevance
    from qa.training.example import Example
    from qa.training.question import Asked

STATUTES = 140
"""Statutes that questions are made of, besides the policy documents of half ``a``."""


def reader_examples(folder: Path) -> list[Example]:
    """Return what the reader learns from: half ``a`` of the questions, and some made of statements.

    Each question is also asked without its document, of its document alone and of the one alone
    that is found first without it.
    """
    from qa.training.cloze import cloze_questions
    from qa.training.example import Origin, alone, example
    from qa.training.question import documents, questions, statutes

    policies, laws = documents(folder, "a"), statutes(folder, STATUTES)
    asked = questions(folder, "a")
    with _retriever(policies.values()) as search:
        told = _relevance(asked, search, policies)
        examples = [
            example(each, search, policies, hold_back=held, relevance=told[each.document_id])
            for held in (False, True)
            for each in asked
        ]
        examples += [each for one in asked for each in alone(one, search, policies)]
        made = cloze_questions(list(policies.values()), most=1)
        examples += [example(each, search, policies, origin=Origin.MADE) for each in made]
    with _retriever(laws.values()) as search:
        made = cloze_questions(list(laws.values()), most=2)
        examples += [example(each, search, laws, origin=Origin.MADE) for each in made]
    return examples


def _relevance(
    asked: Sequence[Asked], search: Retriever, held: Mapping[str, PolicyDocument]
) -> dict[str, Relevance]:
    """Return for each document what tells of relevance and has not learned from its fold."""
    from qa.retrieval.rerank import Relevance
    from qa.training.reader import fold_of
    from qa.training.rerank import choices, fit_relevance, reading, unseen

    found = [*choices(asked, search, held), *choices(asked, search, held, hold_back=True)]
    names = {each.document_id for each in asked}
    of_fold = {fold_of(name): name for name in names}
    trees = {fold: fit_relevance(unseen(found, name)) for fold, name in of_fold.items()}
    return {name: Relevance(reading(held), trees[fold_of(name)]) for name in names}


def judged_examples(folder: Path, sets: Sequence[Path]) -> list[Example]:
    """Return examples of the questions that were written on single documents.

    They are asked among all these documents and the policies of half ``a``, without their document,
    and of it alone; those without an answer of it alone only, where they look like the others.
    """
    from qa.training.example import Origin, example
    from qa.training.judged import judged
    from qa.training.question import documents

    with tempfile.TemporaryDirectory() as scratch:
        asked, own = judged(folder, Path(scratch), sets)
    held = documents(folder, "a") | own
    judge = partial(example, origin=Origin.JUDGED)
    examples = []
    with _retriever(held.values()) as search:
        for each in asked:
            one = each.asked
            examples.append(judge(one, search, held, alone=one.document_id))
            if each.answerable:
                examples.append(judge(one, search, held))
                examples.append(judge(one, search, held, hold_back=True))
    return examples


def train_reader(folder: Path, target: Path, sets: Sequence[Path]) -> None:
    """Train the reader and write it."""
    from qa.training.reader import Recipe, train

    examples = [*reader_examples(folder), *judged_examples(folder, sets)]
    train(examples, Recipe(), _tell).save(target)


def train_reranker(folder: Path, target: Path, _: Sequence[Path]) -> None:
    """Train the order and the relevance of documents and write them into a folder."""
    from qa.retrieval.rerank import order, relevance
    from qa.training.question import documents, questions
    from qa.training.rerank import among_news, choices, fit_order, fit_relevance

    asked = questions(folder, "a")
    mixed, policies = among_news(folder, "a"), documents(folder, "a")
    with _retriever(mixed.values()) as search:
        fit_order(choices(asked, search, mixed)).save(target / order.FILE)
    with _retriever(policies.values()) as search:
        found = [choices(asked, search, policies, hold_back=held) for held in (False, True)]
        trees = fit_relevance([each for part in found for each in part])
    relevance.save(trees, target / relevance.FILE)


def train_embedding(folder: Path, target: Path, _: Sequence[Path]) -> None:
    """Train the embedding on news and statutes and write it."""
    from qa.training.embedding import Recipe, save, train
    from qa.training.pair import news_pairs, statute_pairs

    pairs = [
        *news_pairs(folder / "news-title-body.jsonl.gz"),
        *statute_pairs(folder / "statutes.jsonl.gz"),
    ]
    save(train(pairs, Recipe(), _tell), target)


@contextmanager
def _retriever(documents: Iterable[PolicyDocument]) -> Iterator[Retriever]:
    """Index documents for a while."""
    from qa.retrieval import IndexWriter, Retriever

    with tempfile.TemporaryDirectory() as store:
        with IndexWriter(Path(store)) as writer:
            for document in documents:
                writer.replace(document)
        yield Retriever.open(Path(store))


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    kinds = {"reader": train_reader, "reranker": train_reranker, "embedding": train_embedding}
    train_one = kinds[sys.argv[1]]
    train_one(Path(sys.argv[2]), Path(sys.argv[3]), [Path(each) for each in sys.argv[4:]])
