"""The commands put together, and what an error becomes: a message and an exit code."""

from __future__ import annotations

import errno
from typing import Any, TypeAlias

import typer
from typer.core import TyperGroup

from corpus.error import ZhengtuError
from zhengtu.cli import (
    align,
    ask,
    backup,
    bench,
    build,
    bundle,
    correct,
    export,
    extract,
    lineage,
    page,
    same,
    search,
    serve,
    sparql,
    store,
    table,
)
from zhengtu.cli.output import INPUT_AT_FAULT, WRONG_USAGE, complain

Context: TypeAlias = Any
"""Typer keeps the type of a context to itself."""


class Commands(TyperGroup):
    """Commands in the order of the documentation; errors become messages, never tracebacks."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: Context) -> object:
        """Run a command and turn an error that its user can mend into a message."""
        try:
            return super().invoke(ctx)
        except ZhengtuError as error:
            complain(error.message)
            raise typer.Exit(exit_code(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE or error.filename is None:
                raise
            complain(f"{error.filename}：{error.strerror}。请检查路径和权限。")
            raise typer.Exit(INPUT_AT_FAULT) from error


def exit_code(error: ZhengtuError) -> int:
    """Return the exit code of an error: wrong usage, or an input or store at fault."""
    from qa.error import QuestionError
    from zhengtu.settings import SettingsError

    wrong_usage = (
        isinstance(error, QuestionError | SettingsError) and "document" not in error.fields
    )
    return WRONG_USAGE if wrong_usage else INPUT_AT_FAULT


app = typer.Typer(
    cls=Commands,
    name="zhengtu",
    help="政图：把政策文件变成每条事实都有原文引证的知识图谱，并据此回答问题。\n\n"
    "A knowledge graph of Chinese policy documents, a quote for every fact, and answers from it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
READING = (ask, search, extract, sparql, export, bundle, table, lineage, align, store)
for group in (build, *READING, correct, same, backup, serve, page, bench):
    group.register(app)
