"""Serves the browser front end: Streamlit in a process of its own."""

from __future__ import annotations

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from corpus.error import ZhengtuError
from zhengtu.service.memory import ARENAS

if TYPE_CHECKING:
    from zhengtu.settings import Settings


class PageError(ZhengtuError):
    """The browser front end cannot be served."""


class PageServer:
    """The front end on one address, checked before it starts.

    Raises:
        PageError: The address is taken, or the page is not installed.
    """

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self._settings = settings
        self._host = host
        self._port = port
        self._page = page_path()
        check_free(host, port)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self._host}:{self._port}"

    def run(self) -> NoReturn:
        """Become the server, until it is stopped."""
        flags = {
            "server.address": self._host,
            "server.port": str(self._port),
            "server.headless": "true",
            "browser.gatherUsageStats": "false",
            "runner.postScriptGC": "false",  # decision 61
        }
        options = [part for name, value in flags.items() for part in (f"--{name}", value)]
        command = [sys.executable, "-m", "streamlit", "run", str(self._page), *options]
        sys.stdout.flush()
        # Streamlit greets on standard output, where only the result belongs.
        os.dup2(2, 1)
        os.chdir(self._page.parent)
        os.execve(sys.executable, command, os.environ | self._environment())

    def _environment(self) -> dict[str, str]:
        """Return the settings as variables: the page reads them again, from another folder."""
        paths = [str(self._page.parent), os.environ.get("PYTHONPATH", "")]
        return {
            "MALLOC_ARENA_MAX": str(ARENAS),
            **self._settings.environment(),
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        }


def page_path() -> Path:
    """Return where the page's script is installed.

    Raises:
        PageError: It is not.
    """
    found = find_spec("app_streamlit")
    if found is None or found.origin is None:
        raise PageError("没有找到网页程序 app_streamlit.py：请重新安装政图。")
    return Path(found.origin)


def check_free(host: str, port: int) -> None:
    """Check that nothing listens on an address.

    Raises:
        PageError: Something does, or the address is not this machine's.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PageError(
                f"不能使用 {host}:{port}（{error.strerror}）：请用 --port 换一个端口。"
            ) from error
