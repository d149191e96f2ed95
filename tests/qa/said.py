"""A store of made-up documents to ask, and what the services answer, as tests compare it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from zhengtu.service import build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from zhengtu.service import Services


@contextmanager
def opened(folder: Path, texts: Mapping[str, str]) -> Iterator[Services]:
    """Open a store of some Markdown texts, by their names, which all have to be taken in."""
    paths = [folder / f"{name}.md" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(path) for path in paths], settings).failed
    with open_services(settings) as services:
        yield services


def values_of(services: Services, question: str) -> list[str]:
    """Return the values of the answer to a question that must be answered."""
    answer = services.ask(question)
    assert answer.answered, answer.text
    return [value.value for value in answer.values]
