"""Runs a command that is killed at a point of choice: ``python -m tests.endurance.dying``.

Arguments: ``module:Class.method`` or ``module:function``, at which of its calls, then the
command's own.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from functools import reduce

from zhengtu.cli import main


def arm(place: str, call: int) -> None:
    """Let the process kill itself, as by ``kill -9``, when something is called the nth time."""
    module, _, path = place.partition(":")
    *above, name = path.split(".")
    owner = reduce(getattr, above, importlib.import_module(module))
    original = getattr(owner, name)
    calls = 0

    def dying(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*given, **named)

    setattr(owner, name, dying)


if __name__ == "__main__":
    arm(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = sys.argv[3:]
    main()
