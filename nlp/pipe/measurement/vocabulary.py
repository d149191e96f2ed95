"""The words that decide where an indicator's name begins and ends; ``vocabulary.toml`` has them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nlp.gazetteer.indicator import lexicon, trie_expression
from nlp.segment import tokenizer


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word classes by name; what each is for stands beside it in the file.

    ``atoms`` matches what is one noun however it is cut: terms, short quotations, 非烟非能.
    """

    dropped: frozenset[str]
    nominal: frozenset[str]
    activities: frozenset[str]
    predicates: frozenset[str]
    noun_ends: frozenset[str]
    manners: frozenset[str]
    attributes: frozenset[str]
    after_values: frozenset[str]
    attributive: frozenset[str]
    breaks: frozenset[str]
    no_deeds: frozenset[str]
    acts: frozenset[str]
    measured: frozenset[str]
    closing: re.Pattern[str]
    metric: re.Pattern[str]
    atoms: re.Pattern[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the word classes, read once."""
    source = files("nlp.pipe.measurement").joinpath("vocabulary.toml")
    words = {n: w.split() for n, w in tomllib.loads(source.read_text(encoding="utf-8")).items()}
    own = {*words["dropped"], *words["nominal"], *words["activities"], *words["predicates"]}
    own.update(words["attributes"])
    return Vocabulary(
        dropped=frozenset(words["dropped"]),
        nominal=frozenset(words["nominal"]),
        activities=frozenset(words["activities"]),
        predicates=frozenset(words["predicates"]) | frozenset(words["told"]),
        noun_ends=frozenset(words["noun_ends"]),
        manners=frozenset(words["manners"]) | frozenset(words["dropped"]),
        attributes=frozenset(words["attributes"]),
        after_values=frozenset(words["after_values"]),
        attributive=frozenset(words["attributive"]),
        measured=frozenset(words["measured"]),
        breaks=frozenset(words["breaks"]),
        no_deeds=frozenset(words["no_deeds"]),
        acts=frozenset(words["acts"]),
        closing=re.compile("(?:" + "|".join(words["closing_nouns"]) + ")$"),
        metric=_ending(words["metrics"]),
        atoms=_atoms({*words["terms"], *_unknown(own)}),
    )


def _ending(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + ")$")


def _unknown(words: set[str]) -> set[str]:
    """Return the words that jieba's dictionary would take apart."""
    known = tokenizer().FREQ
    return {word for word in words if len(word) > 1 and not known.get(word)}


def _atoms(terms: set[str]) -> re.Pattern[str]:
    names = trie_expression(frozenset(terms) | lexicon().level_names())
    return re.compile(
        rf"“[^“”，。；]{{1,12}}”|(?:非[一-鿿]){{2}}|留[一-鿿]{{1,2}}就业|[一二三五十]年期|[百千万亿]{{1,3}}级|{names}"
    )
