"""``zhengtu table``: the measurements of an indicator, a row for each area or body."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say_table, write

FORMATS = ("table", "csv", "xlsx", "json")
KINDS = ("target", "actual")

Indicator = Annotated[
    str, typer.Argument(metavar="INDICATOR", help="指标名称或别名。 An indicator's name.")
]
Period = Annotated[
    str | None,
    typer.Option(metavar="YEAR", help="年份、“十五五”或 2021-2025。 A year, a plan, or a span."),
]
Kind = Annotated[
    str | None, typer.Option(metavar="|".join(KINDS), help="目标或实际。 Targets or results.")
]
Format = Annotated[str, typer.Option(metavar="|".join(FORMATS), help="格式。 The format.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu table 地区生产总值增长 --period 2026 --kind target",
            "zhengtu table GDP --format xlsx -o gdp.xlsx",
        )
    )(table)


def table(
    indicator: Indicator,
    period: Period = None,
    kind: Kind = None,
    format: Format = "table",  # the flag is --format
    output: option.Output = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """列出一个指标的数据，每行附原文与出处。 The measurement table, with quote and source."""
    option.known(format, FORMATS, "--format")
    option.known(kind, KINDS, "--kind")
    chosen = "json" if json else format
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("xlsx 是二进制文件：请用 -o FILE 指定文件名。")
    with option.services_of(store) as services:
        rows = services.table(indicator, period=period, kind=kind)
    if not rows.rows:
        note(f"没有“{indicator}”的数据：请换一个指标名称、时间或性质。")
    if chosen == "table":
        say_table(rows.shown_columns, rows.shown())
    else:
        write(rows.rendered(chosen), output)
