"""Each target on its seeds and on what hypothesis makes of them; ``make fuzz`` goes on for long."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.seed import seeds
from tests.fuzz.target import TARGETS, check_documents, sparql

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = int(os.environ.get("ZHENGTU_FUZZ_EXAMPLES", "20"))
SLOW = {"pdf", "question"}
pytestmark = [
    pytest.mark.timeout(600),
    # Libraries warn about damaged files; what they say is not what is tested.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name](seed)
    TARGETS[name](b"")


@st.composite
def mutated(draw: st.DrawFn, name: str) -> bytes:
    """Draw a seed with some stretches cut out, doubled, exchanged or overwritten."""
    content: bytes = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        piece = content[first:last]
        other = draw(st.sampled_from(seeds(name)))
        at = draw(st.integers(0, len(other)))
        new = draw(st.sampled_from([b"", piece * 2, other[at : at + 64]]) | st.binary(max_size=8))
        content = content[:first] + new + content[last:]
    return content


def attempt(name: str) -> Callable[[], None]:
    @settings(max_examples=EXAMPLES // (4 if name in SLOW else 1))
    @given(content=mutated(name))
    def tried(content: bytes) -> None:
        TARGETS[name](content)

    return tried


@pytest.mark.parametrize("name", TARGETS)
def test_mutations(name: str) -> None:
    attempt(name)()


@pytest.mark.parametrize("name", ["numeral", "period", "question", "sparql", "txt"])
@settings(max_examples=EXAMPLES)
@given(text=st.text(max_size=80))
def test_any_text(name: str, text: str) -> None:
    TARGETS[name](text.encode("utf-8", "surrogatepass"))


def test_a_target_tells_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks are real: a guard that lets everything through is found out."""
    query = b"SELECT * { SERVICE <http://c/> { ?s ?p ?o } }"
    sparql(query)

    def open_door(*_: Any) -> None:  # noqa: ANN401
        return

    monkeypatch.setattr("tests.fuzz.target.guard", open_door)
    with pytest.raises(AssertionError, match="Service"):
        sparql(query)


def test_documents_are_checked() -> None:
    from corpus.document import Place, RawDocument

    with pytest.raises(AssertionError):
        check_documents([RawDocument(id="a", text="甲", given={}, places=(Place(9),))])
