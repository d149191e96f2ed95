"""Questions made from statements: a figure, date or body is taken out and asked for.

People's questions on policy documents ask for measures far more than for who, when and how much;
these teach the reader what such answers look like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.sentence import sentences
from qa.training.question import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument

_UNIT = "元|%|个|家|名|人|天|小时|户|吨|万元|亿元|万人|辆|项|只|张"
_FORMS = (
    (re.compile(rf"\d[\d.]*[万亿]*(?:{_UNIT})"), "多少"),
    (re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}时)?"), "什么时候"),
    (
        re.compile(
            r"(?<=由)[\u4e00-\u9fff]{2,14}?(?:部门|部|委|局|厅|院|办公室|政府|单位|机构)"
            r"(?=负责|牵头|制定|组织|会同|统一|确定|按|根据|审|另行|公布|批准|承担|实施|解释)"
        ),
        "谁",
    ),
)
_CLAUSE = re.compile(r"[^，。；！？\s]+(?:，[^，。；！？\s]+)?")
SHORTEST, LONGEST = 14, 60


def cloze_questions(documents: Sequence[PolicyDocument], most: int = 3) -> Iterator[Asked]:
    """Yield at most ``most`` questions of each document, those of rare kinds first."""
    for document in documents:
        found = list(_of_document(document))
        kinds = {word: sum(w == word for w, _ in found) for word, _ in found}
        found.sort(key=lambda pair: kinds[pair[0]])
        yield from (asked for _, asked in found[:most])


def _of_document(document: PolicyDocument) -> Iterator[tuple[str, Asked]]:
    for start, end in sentences(document.text):
        for clause in _CLAUSE.finditer(document.text, start, end):
            made = _asked(clause[0], document.id)
            if made is not None:
                yield made
                break


def _asked(clause: str, document_id: str) -> tuple[str, Asked] | None:
    if not SHORTEST <= len(clause) <= LONGEST:
        return None
    for form, word in _FORMS:
        values = form.findall(clause)
        if len(values) == 1:
            text = clause.replace(values[0], word, 1)
            return word, Asked(f"{text}？", document_id, values[0])
    return None
