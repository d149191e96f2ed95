"""What the services answer, as tests compare it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhengtu.service import Services


def values_of(services: Services, question: str) -> list[str]:
    """Return the values of the answer to a question that must be answered."""
    answer = services.ask(question)
    assert answer.answered, answer.text
    return [value.value for value in answer.values]
