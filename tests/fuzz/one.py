"""Becomes the fuzzer of one target: ``python -m tests.fuzz.one TARGET`` and libFuzzer's arguments.

Nothing of ours is imported before atheris can instrument it.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Fuzz until the arguments say that it is enough, or something breaks."""
    import atheris

    name, *arguments = sys.argv[1:]
    with atheris.instrument_imports(include=["corpus", "nlp", "kg.query", "qa.question"]):
        from tests.fuzz.target import TARGETS
    atheris.Setup([name, *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
