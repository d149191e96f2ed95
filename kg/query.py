"""The guard every query passes: read-only, within the store, values bound as terms.

Oxigraph's grammar needs no space between words (``trueSERVICE<…>`` is a SERVICE call) and offers no
switch to turn SERVICE off, so the guard reads tokens and refuses any word that contains the
keyword. Whether the rest is good SPARQL is the store's own parser to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.error import QueryError, QueryRefusedError
from kg.storage.term import ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.statement import Term

_PREFIX = r"(?:[^\W\d_][\w.\-·]*)?"
_LOCAL = r"(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
# SPARQL 1.1, section 19.8; a "." that ends a name stays with it, which does no harm here.
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
               |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<variable>[?$]\w+)
    | (?P<name>_:[\w.\-·]+|{_PREFIX}:{_LOCAL})
    | (?P<word>\w+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATE = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = re.compile(r"[^\W\d]\w*\Z")
_MAY_REACH_OUT = re.compile(r"(?<![?$:\w])\w*(?:FROM|SERVICE)")
"""In a query in capitals, what may be one of these words: variables and the local part of names,
whose sign stands before them, are none."""
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Token:
    """One token that is neither space nor comment; ``kind`` is the group that matched it."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for everything else."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query that was found to be read-only; ``dataset`` tells that it has FROM clauses."""

    text: str
    form: str
    dataset: bool


def tokens(text: str) -> list[Token]:
    """Return the tokens of a SPARQL query, without spaces and comments."""
    return list(_read(text))


def _read(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in {"space", "comment"}:
            yield Token(match.lastgroup or "mark", match.group(), match.start(), match.end())


def without_comments(text: str) -> str:
    """Return a SPARQL query with a space in place of each comment."""
    return "".join(
        " " if match.lastgroup == "comment" else match.group() for match in _TOKEN.finditer(text)
    )


def guard(text: str, has_graph: Callable[[str], bool]) -> ReadQuery:
    """Return the query, found to be read-only and to stay within the store.

    Args:
        text: SPARQL as a user wrote it.
        has_graph: Tells whether the store holds a graph of that IRI, for FROM.

    Raises:
        QueryError: Update, SERVICE, FROM of a graph that is not in the store, no query at all.
    """
    if len(text) > _LONGEST:
        raise QueryError(
            f"查询超过 {_LONGEST} 个字符，请缩短。 "
            f"The query is longer than {_LONGEST} characters: shorten it."
        )
    _refuse_hidden_syntax(text)
    if _MAY_REACH_OUT.search(text.upper()) is None:  # of long queries only the beginning is read
        return ReadQuery(text, _form(_read(text)), dataset=False)
    found = tokens(text)
    _refuse_service(found)
    form = _form(found)
    graphs = list(_dataset(found))
    for graph in graphs:
        if not has_graph(graph):
            raise unknown_graph(graph)
    return ReadQuery(text, form, bool(graphs))


def unknown_graph(graph: str) -> QueryRefusedError:
    """Return the error of a FROM, or of a dataset given beside the query, outside the store."""
    return QueryRefusedError(
        f"FROM <{graph}>：库中没有这个图。 "
        f"There is no such graph in the store; list the graphs with "
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }, or leave FROM out",
        graph=graph,
    )


def _refuse_hidden_syntax(text: str) -> None:
    """Refuse escapes that spell ASCII: some engines decode them before they parse."""
    for match in _ESCAPE.finditer(text):
        if int(match.group(1) or match.group(2), 16) < 0x80:
            raise QueryRefusedError(
                f"请直接写出字符，不用 {match.group()}。 "
                f"Write the character itself instead of {match.group()}."
            )


def _leading(token: Token) -> str:
    """Return the part of a token in which an engine may see a keyword, in capitals."""
    if token.kind == "name":
        return token.text.split(":", 1)[0].upper()
    return token.keyword


def _refuse_service(found: Iterable[Token]) -> None:
    if any("SERVICE" in _leading(token) for token in found):
        raise QueryRefusedError(
            "不允许 SERVICE：查询只读本库。 "
            "SERVICE is not allowed: queries read this store only (a prefix must not be called "
            "service either); export the data to join it with other sources"
        )


def _form(found: Iterable[Token]) -> str:
    for token in found:
        word = token.keyword
        if word in _UPDATE:
            raise QueryRefusedError(
                f"查询是只读的，不能用 {word}；文件用 zhengtu build 收录。 "
                f"{word} would change the graph, and queries are read-only: use SELECT, ASK, "
                "CONSTRUCT or DESCRIBE; documents are added with `zhengtu build`"
            )
        form = next((form for form in _FORMS if word.startswith(form)), None)
        if form is not None:
            return form
    raise QueryError(
        "这不是 SPARQL 查询：应以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头。 "
        "This is no SPARQL query: begin with SELECT, ASK, CONSTRUCT or DESCRIBE."
    )


def _dataset(found: list[Token]) -> Iterator[str]:
    """Yield the graphs that FROM and FROM NAMED name."""
    prefixes = declared_prefixes(found)
    for at, token in enumerate(found):
        if "FROM" not in _leading(token):
            continue
        rest = found[at + 1 : at + 3]
        if token.keyword == "FROM" and rest and rest[0].keyword == "NAMED":
            rest = rest[1:]
        graph = resolve(rest[0], prefixes) if token.keyword == "FROM" and rest else None
        if graph is None:
            raise QueryError(
                "FROM 后请写库中某个图的完整 IRI。 "
                "Write FROM <graph> with the full IRI of a graph in the store."
            )
        yield graph


def declared_prefixes(found: list[Token]) -> dict[str, str]:
    """Return the namespaces that the tokens of a query declare, by prefix with its colon."""
    triples = zip(found, found[1:], found[2:], strict=False)
    return {
        name.text: iri.text[1:-1]
        for word, name, iri in triples
        if word.keyword == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


_SHOWN = 16
"""Characters that are shown before and behind the place of a mistake."""


def with_prefixes(text: str, known: Mapping[str, str]) -> str:
    """Return a query with the well-known prefixes declared that it uses and does not declare.

    They go before its first line, so that lines keep their numbers.

    >>> with_prefixes("SELECT ?x { ?x a zt:Law }", {"zt": "https://w3id.org/zhengtu/ontology#"})
    'PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?x { ?x a zt:Law }'
    """
    undeclared = _undeclared(tokens(text))
    missing = [name for name in known if name in undeclared]
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in missing) + text


def syntax_error(text: str, error: Exception) -> QueryError:
    """Return what a parser says of a query in one line, with the prefix it misses, if any.

    Parsers list all that could stand at a place, hundreds of characters of it.
    """
    told = " ".join(re.split(r"expected(?: one of)?", str(error))[0].split()).rstrip(": ,")
    place = re.fullmatch(r"error at (\d+):(\d+)", told)
    if place is not None:
        line = text.splitlines()[int(place[1]) - 1 :][:1]
        at = int(place[2]) - 1
        told = f"near “{line[0][max(0, at - _SHOWN) : at + _SHOWN].strip()}”" if line else told
    missing = sorted(_undeclared(tokens(text)))
    if missing:
        names = "、".join(missing)
        told = (
            f"没有声明前缀 {names}：在开头写 PREFIX {missing[0]}: <…>。 "
            f"Declare the prefix first: PREFIX {missing[0]}: <…> ({told})"
        )
    else:
        told = f"The query is not valid SPARQL: {told}"
    return QueryError(f"SPARQL 语法有误。 {told}", query=text)


def _undeclared(found: list[Token]) -> frozenset[str]:
    """Return the prefixes that the tokens of a query use and do not declare."""
    declared = declared_prefixes(found)
    used = {t.text.partition(":")[0] for t in found if t.kind == "name" and ":" in t.text}
    return frozenset(name for name in used if f"{name}:" not in declared)


def resolve(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that an IRI or a prefixed name stands for, None if it cannot be told."""
    if token.kind == "iri" and ":" in token.text:
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    base = prefixes.get(prefix + ":") if token.kind == "name" else None
    return None if base is None or "\\" in local else base + local


def bind(text: str, bindings: Mapping[str, Term]) -> str:
    """Return a SELECT or ASK query with values for variables of its outermost group.

    The values go in as a VALUES block that the store's own serialiser wrote, so the query stays
    whole, readable and re-runnable. (Oxigraph's ``substitutions`` reach projected variables only.)

    Raises:
        QueryError: A name is no variable name, a value no IRI or literal, or there is no group.
    """
    if not bindings:
        return text
    for name in bindings:
        if not _NAME.match(name):
            raise QueryError(f"{name!r} is no variable name: use letters, digits and _")
    names = " ".join(f"?{name}" for name in bindings)
    block = f"VALUES ({names}) {{ ({' '.join(ntriples(term) for term in bindings.values())}) }}"
    found = tokens(text)
    opening = _outermost(found)
    start = found[opening].end
    if opening + 1 < len(found) and found[opening + 1].keyword.startswith("SELECT"):
        end = found[_closing(found, opening)].start
        return f"{text[:start]} {block} {{{text[start:end]}}} {text[end:]}"
    return f"{text[:start]} {block} {text[start:]}"


def _outermost(found: list[Token]) -> int:
    """Return where the WHERE group opens: the first brace outside parentheses."""
    depth = 0
    for at, token in enumerate(found):
        if token.kind != "mark":
            continue
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "{" and depth == 0:
            return at
    raise QueryError("the query has no { … } group to bind values in")


def _closing(found: list[Token], opening: int) -> int:
    depth = 0
    for at in range(opening, len(found)):
        if found[at].kind == "mark":
            depth += {"{": 1, "}": -1}.get(found[at].text, 0)
            if depth == 0:
                return at
    raise QueryError("a { is not closed: add the missing }")
