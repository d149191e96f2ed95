"""``zhengtu app``: the browser front end."""

from __future__ import annotations

from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import say, say_json

Host = Annotated[str, typer.Option(help="监听地址。 The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="端口。 The port.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("app", epilog=example("zhengtu app --port 8502"))(show_page)


def show_page(
    host: Host = "127.0.0.1",
    port: Port = 8501,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """在浏览器中使用（Ctrl-C 结束）。 Open the browser front end."""
    from zhengtu.service.page import PageServer

    server = PageServer(option.settings_of(store), host, port)
    say_json({"url": server.url}) if json else say(f"政图已在 {server.url} 打开，按 Ctrl-C 结束。")
    server.run()
