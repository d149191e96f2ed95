"""The ``zhengtu`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line, with UTF-8 on standard output whatever the locale says."""
    import io
    import sys

    from zhengtu.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="zhengtu")
