"""``zhengtu documents``, ``remove``, ``stats`` and ``validate``: what is in a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import DONE, INPUT_AT_FAULT, note, say, say_json, say_table, waiting

if TYPE_CHECKING:
    from kg.validate import Finding, Report

MOST_SHOWN = 20
Id = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 documents。 A document's id.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=example("zhengtu validate"))(validate)
    app.command(epilog=example("zhengtu documents --json"))(documents)
    app.command(epilog=example("zhengtu remove 通知.txt"))(remove)
    app.command(epilog=example("zhengtu stats"))(stats)


def validate(store: option.Store = None, json: option.Json = False) -> None:
    """按 SHACL 检查全图，并逐条核对原文。 Check every fact against its shape and its quote."""
    with option.services_of(store) as services, waiting("正在检查…"):
        report = services.validate()
    say_json(report.to_json()) if json else say(render(report))
    raise typer.Exit(DONE if report.conforms else INPUT_AT_FAULT)


def render(report: Report) -> str:
    """Return what was checked and found, for people."""
    verdict = "没有错误" if report.conforms else f"{len(report.violations)} 处错误"
    checked = f"{report.documents} 份文件、{report.statements} 条事实、{report.rules} 条规则"
    lines = [f"核对 {checked}：{verdict}"]
    for name, found in (("错误", report.violations), ("警告", report.warnings)):
        lines += [f"{name}：{_line(finding)}" for finding in found[:MOST_SHOWN]]
        if len(found) > MOST_SHOWN:
            lines.append(f"{name}共 {len(found)} 处，其余见 --json。")
    return "\n".join(lines)


def _line(found: Finding) -> str:
    """Return a finding with the document and the quote where to look."""
    words = f"{found.message_zh} {found.message_en}（{found.document or found.node}）"
    return words if not found.quote else f"{words} “{' '.join(found.quote.split())}”"


def documents(store: option.Store = None, json: option.Json = False) -> None:
    """列出已收录的文件。 List the documents."""
    with option.services_of(store) as services:
        rows = services.documents()
    if json:
        say_json([row.to_json() for row in rows])
    else:
        columns = ("编号", "标题", "文号", "成文日期", "重复于", "所附 / 正文")
        say_table(columns, [row.shown() for row in rows])


def remove(identifier: Id, store: option.Store = None, json: option.Json = False) -> None:
    """移除一份文件及其全部事实。 Remove a document and its facts."""
    from zhengtu.service import remove as remove_from

    remove_from(identifier, option.settings_of(store))
    if json:
        say_json({"removed": identifier})
    else:
        note(f"已移除 {identifier}")


def stats(store: option.Store = None, json: option.Json = False) -> None:
    """统计收录的文件、事实与数据。 Count what is in the store."""
    with option.services_of(store) as services:
        if json:
            say_json(services.counts())
        else:
            say_table(("项目", "数量"), list(services.stats().items()))
