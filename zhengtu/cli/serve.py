"""``zhengtu serve``: SPARQL endpoint and JSON API."""

from __future__ import annotations

from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say, say_json

Host = Annotated[str, typer.Option(help="监听地址。 The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="端口。 The port.")]

_LOCAL = {"127.0.0.1", "localhost", "::1"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu serve --port 7870",
            "curl -H 'Accept: text/csv' --data-urlencode "
            "'query=SELECT * { ?s ?p ?o } LIMIT 3' http://127.0.0.1:7870/sparql",
        )
    )(serve)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 7870,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """只读 SPARQL 端点与 JSON 接口（Ctrl-C 结束）。 Serve SPARQL 1.1 Protocol and a JSON API."""
    from zhengtu.server import HttpServer
    from zhengtu.service.live import LiveServices

    with LiveServices(option.settings_of(store)) as live:
        server = HttpServer(live, host, port)
        if host not in _LOCAL:
            note(f"{host} 可从其他机器访问：接口没有登录，请放在有认证的反向代理之后。")
        if json:
            say_json({"url": server.url, "sparql": f"{server.url}/sparql"})
        else:
            say(f"SPARQL 端点 {server.url}/sparql，JSON 接口 {server.url}/api/，按 Ctrl-C 结束。")
        server.run()
