"""``zhengtu export``: the graph as a file, the same bytes for the same graph."""

from __future__ import annotations

from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import target

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")

Format = Annotated[str, typer.Option(metavar="|".join(FORMATS), help="格式。 The format.")]
Provenance = Annotated[
    bool, typer.Option("--provenance", help="连同每条事实的出处。 With the evidence of each fact.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example("zhengtu export --format trig --provenance -o graph.trig", "zhengtu export")
    )(export)


def export(
    format: Format = "turtle",  # the flag is --format
    document: option.Document = None,
    provenance: Provenance = False,
    output: option.Output = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """导出图；同一张图得到同样的字节。 Export the graph; --json means --format jsonld."""
    option.known(format, FORMATS, "--format")
    chosen = "jsonld" if json else format
    with option.services_of(store) as services, target(output) as file:
        services.export(file, chosen, document=document, provenance=provenance)
