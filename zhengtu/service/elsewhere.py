"""Answers from a graph that is not kept together with its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.endpoint.address import EndpointError

if TYPE_CHECKING:
    from kg.storage.archive import Archive
    from qa.answer import Answer


def check(answer: Answer, archive: Archive) -> None:
    """See that every quote of an answer stands in the text that is stored.

    Raises:
        EndpointError: One does not: a build is changing the graph, or it was changed by others.
    """
    for each in answer.evidence:
        text = archive.text(each.document)[0] if each.document in archive else ""
        if text[each.start : each.end] != each.quote:
            raise EndpointError(
                f"图数据库中 {each.document} 与本库的文本不一致，可能正在建库：请稍后再问。 "
                f"The graph and the text of {each.document} do not agree: a build may be at work; "
                "ask again when it has ended, or build again",
                document=each.document,
            )
