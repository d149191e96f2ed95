"""``zhengtu extract``: what the pipeline sees, without a store."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from zhengtu.cli import option  # noqa: TC001 - Typer reads the annotations
from zhengtu.cli.option import example
from zhengtu.cli.output import DONE, SOME_FAILED, complain, say, say_json

Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE…", help="同 build。 As for build.", min=1)
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu extract 通知.txt", "zhengtu extract reports.jsonl --json > out.jsonl"
        )
    )(extract)


def extract(sources: Sources, store: option.Store = None, json: option.Json = False) -> None:
    """只抽取，不入库：实体、数据与关系。 Show what is extracted; --store plays no part."""
    from corpus.document import Failure
    from zhengtu.service import extract as extract_from
    from zhengtu.settings import load_settings

    del store
    code = DONE
    for result in extract_from(sources, limits=load_settings().limits):
        if isinstance(result, Failure):
            complain(f"{result.source}：{result.reason}")
            code = SOME_FAILED
        elif json:
            say_json(result)
        else:
            say(render(result))
    raise typer.Exit(code)


def render(found: dict[str, Any]) -> str:
    """Return what was found in one document, for people."""
    document = found["document"]
    heads = (document["document_number"], "、".join(document["issuers"]), document["issued_on"])
    lines = [f"# {document['title'] or found['id']}", "  ".join(head for head in heads if head)]
    lines.append(f"\n提及 {len(found['mentions'])}")
    lines += [f"  [{m['start']}:{m['end']}] {m['label']} {m['text']}" for m in found["mentions"]]
    lines.append(f"\n数据 {len(found['measurements'])}")
    lines += [f"  {measurement_line(m)}" for m in found["measurements"]]
    lines.append(f"\n关系 {len(found['relations'])}")
    lines += [f"  {r['subject']} → {r['predicate']} → {r['object']}" for r in found["relations"]]
    return "\n".join(lines) + "\n"


def measurement_line(found: dict[str, Any]) -> str:
    """Return one measurement on a line: who, when, what, how much, and which kind."""
    period = found["period"] or {}
    when = period.get("text") or f"{period.get('start') or ''}–{period.get('end') or ''}"
    parts = (
        found["area"] or found["agent"],
        when if period else None,
        found["indicator"] or "（未知指标）",
        found["value_text"],
        f"[{found['comparator']} {found['low']} {found['unit']} {found['kind']}]",
    )
    return " ".join(part for part in parts if part)
