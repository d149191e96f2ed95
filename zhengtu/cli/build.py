"""``zhengtu build``: documents into a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import DONE, SOME_FAILED, complain, note, progress_bar, say_json, say_table

if TYPE_CHECKING:
    from zhengtu.service import BuildReport

MOST_SHOWN = 20

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE…",
        help="文件、文件夹、.jsonl(.gz)，或 - 为标准输入；不给则用示例文件。"
        " Files, folders, .jsonl(.gz), or -; none: the sample documents.",
    ),
]
Workers = Annotated[int | None, typer.Option(metavar="N", help="进程数。 Processes.")]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="local|dask|ADDRESS",
        help="由谁抽取：本机进程、自带的 Dask 集群，或调度器地址 tcp://…。 Who extracts.",
    ),
]
Prune = Annotated[
    bool,
    typer.Option(
        "--prune", help="移除这些 SOURCE 中已不存在的文件。 Remove what is gone from these SOURCEs."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu build",
            "zhengtu build 政策文件/ reports.jsonl.gz --store my-store --workers 4",
            "zhengtu build 省级文件/ --scheduler tcp://10.0.0.5:8786",
        )
    )(build)


def build(
    sources: Sources = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    prune: Prune = False,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """读取、抽取、入图并建索引；未变的文件只算一次哈希。 Build or update a store."""
    from zhengtu.service import build as build_store

    settings = option.settings_of(store, workers=workers, scheduler=scheduler)
    try:
        with progress_bar() as progress:
            report = build_store(sources or [], settings, prune=prune, progress=progress)
    except KeyboardInterrupt:
        note("已中断：已写入的文件完好，再运行一次即从这里继续。")
        raise typer.Exit(130) from None
    for failure in report.failed:
        complain(f"{failure.source}：{failure.reason}")
    for each in report.conflicts[:MOST_SHOWN]:
        said = f"所附为“{each.given}”，正文为“{each.found}”"
        note(f"{each.document}：{each.field} {said}，两者都保留。")
    if len(report.conflicts) > MOST_SHOWN:
        note(f"另有 {len(report.conflicts) - MOST_SHOWN} 处所附与正文不一，见 documents --json。")
    if json:
        say_json(report.to_json())
    else:
        say_table(("项目", "数量"), rows(report))
    raise typer.Exit(SOME_FAILED if report.failed else DONE)


def rows(report: BuildReport) -> list[tuple[str, str]]:
    """Return what a build did, a line each, for people."""
    rate = report.characters / report.seconds if report.seconds else 0
    return [
        ("新增", str(report.added)),
        ("更新", str(report.updated)),
        ("未变", str(report.unchanged)),
        ("移除", str(report.removed)),
        ("失败", str(len(report.failed))),
        ("所附与正文不一", str(len(report.conflicts))),
        ("库中重复件", str(report.duplicates)),
        ("处理", f"{report.characters:,} 字，{report.seconds:.1f} 秒，每秒 {rate:,.0f} 字"),
    ]
