"""``zhengtu build``: documents into a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import DONE, SOME_FAILED, complain, note, progress_bar, say, say_json

if TYPE_CHECKING:
    from zhengtu.service import BuildReport

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE…",
        help="文件、文件夹、.jsonl(.gz)，或 - 为标准输入；不给则用示例文件。"
        " Files, folders, .jsonl(.gz), or -; none: the sample documents.",
    ),
]
Workers = Annotated[int | None, typer.Option(metavar="N", help="进程数。 Processes.")]
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
            "zhengtu build", "zhengtu build 政策文件/ reports.jsonl.gz --store my-store --workers 4"
        )
    )(build)


def build(
    sources: Sources = None,
    workers: Workers = None,
    prune: Prune = False,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """读取、抽取、入图并建索引；未变的文件只算一次哈希。 Build or update a store."""
    from zhengtu.service import build as build_store

    settings = option.settings_of(store, workers=workers)
    try:
        with progress_bar() as progress:
            report = build_store(sources or [], settings, prune=prune, progress=progress)
    except KeyboardInterrupt:
        note("已中断：已写入的文件完好，再运行一次即从这里继续。")
        raise typer.Exit(130) from None
    for failure in report.failed:
        complain(f"{failure.source}：{failure.reason}")
    say_json(report.to_json()) if json else say(render(report))
    raise typer.Exit(SOME_FAILED if report.failed else DONE)


def render(report: BuildReport) -> str:
    """Return what a build did, for people."""
    return (
        f"新增 {report.added}，更新 {report.updated}，未变 {report.unchanged}，"
        f"移除 {report.removed}，失败 {len(report.failed)}；"
        f"处理 {report.characters:,} 字，用时 {report.seconds:.1f} 秒"
    )
