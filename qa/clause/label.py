"""What a labelled line tells: 主任：…, 联系电话：…, 邮寄地址：….

Lists of members and contacts say nothing in a sentence: the label is the noun asked for and the
value stands behind its colon, up to the next label or the end of the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Value
from qa.passage.reading import HEAD, Reading
from qa.recall.coverage import bigrams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.question.intent import Intent
    from qa.retrieval import Hit

_ASKED = re.compile(
    r"^(?P<of>.+?)(?:的|由)?(?P<label>[\u4e00-\u9fff]{2,6})"
    r"(?P<ask>是谁|是哪[些位]人?|有谁|有哪些(?:人|人员)?|是多少|是什么|是哪里|在哪里?|为何人)[？?。]*$"
)
_LINE = re.compile(
    r"(?:^|(?<=[\s；;。，,、）)]))(?P<label>(?:[\u4e00-\u9fff][ \u3000\xa0]*){2,8}?)"
    r"[ \u3000\xa0]*[：:][ \u3000\xa0]*"
    r"(?P<value>[^\n：:]{1,80}?(?=[ \u3000\xa0]+[\u4e00-\u9fff]{2,8}[：:])|[^\n：:]{1,80})",
    re.MULTILINE,
)
_SPACE = re.compile(r"[ \u3000\xa0]+")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}|[\u4e00-\u9fff] +[\u4e00-\u9fff](?=[ \u3000]|$)")
_NEXT = re.compile(r"[ \u3000\xa0]+[\u4e00-\u9fff]{2,8}$|[；;。]")
"""What ends a value: the label of the next one on the same line, or a mark."""
_BELOW = re.compile(
    r"[ \u3000\xa0]*\n\s*(?P<line>(?:[\u4e00-\u9fff·]{2,12}|[\u4e00-\u9fff] +[\u4e00-\u9fff])"
    r"[ \u3000]+[^\s：:。；][^\n：:。；]*)(?=\n|$)"
)
"""A line without a label that begins with a name: its post stands behind a space."""
LEAST_ABOUT = 0.7
"""Share of the rest of the question (in pairs of letters) that title and head must have."""
SURE = 0.9
_CONTACTS = frozenset({"电话", "邮箱", "地址", "网址", "传真", "邮编"})


def labelled(intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]]) -> Reading | None:
    """Return the value of the label that a question asks for; None where none or several are.

    Args:
        intent: The question.
        hits: Passages with their documents; the whole of these documents is looked through.
    """
    match = _ASKED.match(fold(intent.question).strip())
    if match is None:
        return None
    documents = {document.id: document for _, document in hits}
    found = [
        each
        for document in documents.values()
        for each in _of_document(match, document, alone=len(documents) == 1)
    ]
    best = max((near for near, _ in found), default=0.0)
    readings = [reading for near, reading in found if near == best]
    said = {tuple(v.value for v in reading.values) for reading in readings}
    return readings[0] if len(said) == 1 else None


def _of_document(
    match: re.Match[str], document: PolicyDocument, *, alone: bool
) -> Iterator[tuple[float, Reading]]:
    """Yield what labels tell, with how much of the question stands since the label before."""
    text = document.text
    asked = match["of"] + match["label"]
    head = fold(f"{document.metadata.title} {text[:HEAD]}")
    lines = [line for line in _LINE.finditer(text) if _is_asked(asked, _bare(line["label"]))]
    longest = max((len(_bare(line["label"])) for line in lines), default=0)
    since = 0
    for line in lines:
        label = _bare(line["label"])
        of = (asked.removesuffix(label) if asked.endswith(label) else asked[:-2]).rstrip("的")
        near, since = (
            _share(of, fold(text[max(since, line.start() - HEAD) : line.start()])),
            line.end(),
        )
        about = _about(of, head, alone=alone) or near >= LEAST_ABOUT
        if (asked.endswith(label) and len(label) < longest) or _narrowed(of) or not about:
            continue
        end = line.start("value") + len(line["value"].rstrip())
        if "谁" in match["ask"] or "人" in match["ask"]:
            names, end = _persons(text, line.start("value"), end)
        else:
            said = _value(line["value"])
            names = said.split()[:1] if label[-2:] in _CONTACTS - {"地址"} else [said]
        values = tuple(Value(name) for name in names if name)
        if values:
            yield near, Reading(document, line.start(), end, values, SURE, {}, alone)


def _bare(label: str) -> str:
    return fold(_SPACE.sub("", label))


def _narrowed(of: str) -> bool:
    """Whether the question asks for another rank than the label's: 副*主任*."""
    return of.endswith(("副", "总", "常务"))


def _is_asked(asked: str, label: str) -> bool:
    """Whether a label is what is asked for: 联系电话 tells a 电话."""
    return asked.endswith(label) or (asked[-2:] in _CONTACTS and label.endswith(asked[-2:]))


def _share(of: str, text: str) -> float:
    pairs = bigrams(of)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _about(of: str, head: str, *, alone: bool) -> bool:
    pairs = bigrams(of)
    if not pairs:
        return alone
    return sum(pair in head for pair in pairs) >= LEAST_ABOUT * len(pairs)


def _persons(text: str, start: int, end: int) -> tuple[list[str], int]:
    """Return the names behind a label, those on the lines below it too, and where they end."""
    names = []
    line = text[start:end]
    while (name := _PERSON.match(line)) is not None:
        names.append(_SPACE.sub("", name.group()))
        below = _BELOW.match(text, end)
        if below is None:
            break
        line, end = below["line"], below.end()
    return names, end


def _value(said: str) -> str:
    """Return the value at the beginning of what stands behind a label."""
    cut = _NEXT.search(said)
    return (said[: cut.start()] if cut else said).strip()
