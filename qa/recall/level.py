"""The ranks of legislation that a question may ask for: 行政法规, 地方性法规, 部门规章.

What a text is called does not tell its rank: 条例 are made by the State Council and by local
people's congresses, 办法 by both and by ministries. Who made it does. Source: 立法法 (2023),
articles 10, 72, 80, 91, 93 and 119.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.gazetteer.place import places
from ontology.iri import body_iri
from qa.recall.fact import term_list

_REGULATING = ("Regulation", "Rules", "Measures", "DetailedRules")
_RULING = ("Rules", "Measures", "DetailedRules")
_TITLE = re.compile("《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Level:
    """A rank: what it is called, the classes of its documents (any if empty), who makes them.

    ``makers`` is the pattern that binds ``?d`` to documents of the right makers.
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    makers: tuple[str, ...] = ()


def _by(*names: str) -> tuple[str, ...]:
    makers = term_list(str(body_iri(name)) for name in names)
    return (f"  VALUES ?maker {{ {makers} }} ?d zt:issuedBy ?maker .",)


_NO_NOTICE = (
    '  ?d zt:title ?called . FILTER (!REGEX(STR(?called), "(通知|意见|批复|函|公告|通报)$"))',
)
"""A notice issues no regulation: an order publishes those (行政法规制定程序条例, article 27)."""


def _by_local(ending: str) -> tuple[str, ...]:
    return (
        "  ?d zt:issuedBy ?maker . ?maker zt:ofPlace ?home ; rdfs:label ?makerName .",
        f'  FILTER (REGEX(STR(?makerName), "{ending}$"))',
    )


def _local_congress() -> tuple[str, ...]:
    """Return who makes 地方性法规: a local congress; 条例 of a province without a maker count."""
    names = "|".join(place.name for place in places() if place.code.endswith("0000"))
    return (
        "  {",
        *_by_local("人民代表大会(常务委员会)?"),
        "  } UNION {",
        "  ?d a zt:Regulation ; zt:title ?named . FILTER NOT EXISTS { ?d zt:issuedBy ?any }",
        f'  FILTER (REGEX(STR(?named), "^({names})"))',
        "  }",
    )


_MINISTRIES = (
    "  ?d zt:issuedBy ?maker . FILTER NOT EXISTS { ?maker zt:ofPlace ?home }",
    "  FILTER (?maker NOT IN ("
    + ", ".join(
        term_list([str(body_iri(name))])
        for name in ("npc", "npcsc", "state-council", "spc", "spp", "cpc-central")
    )
    + "))",
)

LEVELS = (
    Level(("行政法规",), _REGULATING, (*_by("state-council"), *_NO_NOTICE)),
    Level(
        ("地方性法规", "地方法规", "地方立法"),
        (*_REGULATING, "Decision"),
        _local_congress(),
    ),
    Level(("部门规章", "部委规章"), _RULING, (*_MINISTRIES, *_NO_NOTICE)),
    Level(("地方政府规章", "政府规章", "地方规章"), _RULING, _by_local("人民政府")),
    Level(("司法解释",), (), _by("spc", "spp")),
    Level(("规章",), _RULING),
    Level(("法律法规",), ("Law", "Regulation")),
)
"""The ranks, those with the narrower names first; 规章 are called 规定, 办法 and 细则, not 条例
(规章制定程序条例, article 7)."""


def level_of(question: str) -> Level | None:
    """Return the rank that a question asks for; titles in it do not count.

    >>> level_of("现行有效的行政法规有多少部").words[0]
    '行政法规'
    >>> level_of("《行政法规制定程序条例》是谁发布的") is None
    True
    """
    plain = _TITLE.sub("", question)
    named = (level for level in LEVELS if any(word in plain for word in level.words))
    return next(named, None)
