"""``zhengtu correct``: what people know better than the extraction."""

from __future__ import annotations

import json as json_
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say, say_json, say_table, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.correction import Correction
    from kg.statement import Statement
    from zhengtu.settings import Settings

ACTIONS = ("find", "reject", "change", "add", "undo", "list", "export", "import")

Act = Annotated[str, typer.Argument(metavar="|".join(ACTIONS), help="做什么。 What to do.")]
Target = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]",
        help="find、add：文件编号；reject、change：陈述的 IRI；undo：更正编号；import：文件。",
    ),
]
Words = Annotated[str | None, typer.Option(metavar="TEXT", help="原文中的话。 Words of the quote.")]
Subject = Annotated[str | None, typer.Option(metavar="NAME|<IRI>", help="主语。 The subject.")]
Predicate = Annotated[str | None, typer.Option(metavar="NAME", help="属性。 The property.")]
Object = Annotated[str | None, typer.Option(metavar="NAME|<IRI>|TEXT", help="宾语。 The object.")]
Set = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="改数值的一项，可重复，如 low=5。 A part of a figure."),
]
Cases = Annotated[
    bool,
    typer.Option("--cases", help="export：连同原文，作回归用例。 With the texts, to be replayed."),
]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="理由。 Why.")]
Who = Annotated[
    str | None,
    typer.Option(envvar="ZHENGTU_WHO", metavar="NAME", help="更正人，默认登录名。 Who."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu correct find notice.txt --words 牵头",
            "zhengtu correct reject IRI --why 主语错了",
            "zhengtu correct change IRI --set low=5 --set comparator=≥ --why 漏了“以上”",
            "zhengtu correct add notice.txt --subject 湖北省 --predicate leads "
            "--object 数据共享协调机制 --words 牵头建立 --why 漏抽",
            "zhengtu correct export -o corrections.jsonl",
            "zhengtu correct export --cases -o cases.jsonl",
        )
    )(correct)


def correct(
    action: Act,
    target: Target = None,
    words: Words = None,
    subject: Subject = None,
    predicate: Predicate = None,
    object: Object = None,  # the flag is --object
    set: Set = None,  # the flag is --set
    why: Why = None,
    who: Who = None,
    output: option.Output = None,
    cases: Cases = False,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """更正事实：优先于抽取，重建后仍有效，可撤销。 Correct facts; it wins over extraction."""
    option.known(action, ACTIONS, "correct")
    settings = option.settings_of(store)
    signed = who or os.environ.get("USER") or "匿名"
    if action in {"list", "export"}:
        _listed(settings, action, output, cases=cases, json=json)
        return
    if target is None:
        raise typer.BadParameter(f"correct {action} 须给出 ID，见 --help。")
    if action == "find":
        _found(settings, target, words or "", json=json)
        return
    if action == "undo":
        from zhengtu.service.curation import uncorrect

        _said([uncorrect(settings, target)], "已撤销", json=json)
        return
    if action == "import":
        made = _imported(Path(target))
    else:
        if not why:
            raise typer.BadParameter("请用 --why 写明理由。")
        given = (subject, predicate, object)
        made = [_made(settings, action, target, given, words, set or (), signed, why)]
    from zhengtu.service.curation import correct as keep

    keep(settings, made)
    _said(made, "已更正", json=json)


def _made(
    settings: Settings,
    action: str,
    target: str,
    given: tuple[str | None, str | None, str | None],
    words: str | None,
    values: Sequence[str],
    who: str,
    why: str,
) -> Correction:
    from kg.correction import Correction
    from kg.error import StoreError
    from zhengtu.service import curation, open_services

    subject, predicate, value = given
    with open_services(settings) as services:
        view = services.view
        if action == "add":
            if not (subject and predicate and value and words):
                raise typer.BadParameter("add 须给出 --subject、--predicate、--object 和 --words。")
            start = services.document(target).text.find(words)
            if start < 0:
                raise StoreError(f"{target} 的原文中没有“{words}”：--words 须逐字引用原文。")
            first, named = curation.term(view, subject)
            last, also = curation.term(view, value)
            return Correction(
                action="add",
                document_id=target,
                subject=first.n3(),
                predicate=curation.predicate(predicate).n3(),
                object=last.n3(),
                who=who,
                when=curation.now(),
                why=why,
                start=start,
                end=start + len(words),
                quote=words,
                labels=(*named, *also),
            )
        said = curation.statement_named(view, target)
        if action == "reject":
            return curation.about(said, "reject", who, why)
        pairs = tuple(_pair(each) for each in values)
        if value is None:
            return curation.about(said, "change", who, why, figure=pairs)
        term, labels = curation.term(view, value)
        return curation.about(
            said, "change", who, why, new_object=term.n3(), figure=pairs, labels=labels
        )


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise typer.BadParameter(f"--set {text}：请写成 名称=值，例如 low=5。")
    return name.strip(), value.strip()


def _found(settings: Settings, document: str, words: str, *, json: bool) -> None:
    from zhengtu.service import curation, open_services

    with open_services(settings) as services:
        said = curation.statements_of(services.view, document, words)
        if json:
            say_json([_statement(each) for each in said])
            return
        rows = [
            (
                each.iri,
                services.label(str(each.subject)),
                each.predicate.rsplit("#", 1)[-1],
                services.label(str(each.object)),
                " ".join(each.evidence.quote.split()),
            )
            for each in said
        ]
    say_table(("陈述", "主语", "属性", "宾语", "原文"), rows)


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "statement": str(statement.iri),
        "subject": statement.subject.n3(),
        "predicate": statement.predicate.n3(),
        "object": statement.object.n3(),
        "start": statement.evidence.start,
        "end": statement.evidence.end,
        "quote": statement.evidence.quote,
        "method": statement.method,
    }


def _listed(
    settings: Settings, action: str, output: Path | None, *, cases: bool, json: bool
) -> None:
    from kg.case import Case
    from zhengtu.service import open_services

    with open_services(settings) as services:
        kept = services.corrections()
        told: list[Case] | list[Correction] = kept
        if cases:
            told = [Case(services.document(each.document_id), each) for each in kept]
    if action == "export":
        lines = (json_.dumps(each.to_json(), ensure_ascii=False) for each in told)
        write("".join(f"{line}\n" for line in lines), output)
    elif json:
        say_json([{"id": each.id, **each.to_json()} for each in kept])
    else:
        rows = [
            (each.id, each.action, each.document_id, each.who, each.when, each.why) for each in kept
        ]
        say_table(("编号", "动作", "文件", "更正人", "时间", "理由"), rows)


def _imported(path: Path) -> list[Correction]:
    from kg.correction import Correction
    from kg.error import StoreError

    found = []
    for number, line in enumerate(option.read_text(path).splitlines(), start=1):
        if line.strip():
            try:
                found.append(Correction.of_json(json_.loads(line)))
            except ValueError as error:
                raise StoreError(f"{path} 第 {number} 行不是 JSON：{error}。") from error
    return found


def _said(corrections: Sequence[Correction], what: str, *, json: bool) -> None:
    if json:
        say_json([{"id": each.id, **each.to_json()} for each in corrections])
        return
    for each in corrections:
        say(each.id)
    note(f"{what} {len(corrections)} 条。")
