"""``zhengtu validity``, ``missing`` and ``conflicts``: in force, not here, said differently."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from kg.link.ledger import Series
    from kg.time.validity import Validity

Name = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="编号、文号或标题。 An id, number or title.")
]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="哪一天，默认今天。 The day.")]
Numbers = Annotated[
    bool, typer.Option("--series", help="各机关各年文号的缺口。 Gaps in yearly number series.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=example("zhengtu validity 中华人民共和国网络安全法 --as-of 2018-06-01"))(
        validity
    )
    app.command(epilog=example("zhengtu missing", "zhengtu missing --series --json"))(missing)
    app.command(epilog=example("zhengtu conflicts --json"))(conflicts)


def validity(
    document: Name,
    as_of: AsOf = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """某日是否有效：有效、无效或无法确定，连同依据。 Was a document in force on a day?"""
    day = option.as_date(as_of) if as_of else datetime.now(UTC).astimezone().date()
    with option.services_of(store) as services:
        found = services.validity(document, day)
    if json:
        say_json([each.to_json() for each in found])
    else:
        say("\n\n".join(map(render, found)))


def render(found: Validity) -> str:
    """Return the answer for people: the sentence, then the quotes it rests on."""
    lines = [found.message_zh]
    for place in found.evidence:
        lines += [
            f"  “{' '.join(place.quote.split())}”",
            f"    —— {place.document_id} [{place.start}:{place.end}]",
        ]
    return "\n".join(lines)


def missing(
    series: Numbers = False,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """被引用而没有收录的文件，或文号的缺口。 Documents that are cited and not held."""
    with option.services_of(store) as services:
        if series:
            gaps = services.number_series()
            if json:
                say_json([each.to_json() for each in gaps])
            else:
                say_table(("代字", "年份", "已收录", "仅被引用", "缺口"), map(_row, gaps))
            return
        found = services.missing()
    if json:
        say_json([each.to_json() for each in found])
    else:
        rows = [
            (each.documents, each.title, each.number or "", each.citing[0].title) for each in found
        ]
        say_table(("引用文件数", "未收录的文件", "文号", "例如见于"), rows)


def _row(series: Series) -> tuple[object, ...]:
    absent = "、".join(f"{a}" if a == b else f"{a}—{b}" for a, b in series.absent)
    return (
        series.code,
        series.year,
        "、".join(map(str, series.held)),
        "、".join(map(str, series.cited)),
        absent,
    )


def conflicts(store: option.Store = None, json: option.Json = False) -> None:
    """不同文件对同一数据的不同说法，两种都保留。 Figures that documents state differently."""
    with option.services_of(store) as services:
        found = services.conflicts()
    if json:
        say_json([each.to_json() for each in found])
        return
    rows = [
        (
            each.area,
            each.indicator,
            each.end,
            claim.value,
            claim.title,
            " ".join(claim.quote.split()),
        )
        for each in found
        for claim in each.claims
    ]
    say_table(("地区", "指标", "截至", "数值", "文件", "原文"), rows)
