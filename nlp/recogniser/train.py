"""Make the shipped model again: ``python -m nlp.recogniser.train DATA`` (``make train-ner``).

``DATA`` is the folder of shared documents. Features of what the rules found come from the pipeline
without the recogniser, so train again after the rules of bodies or programmes have changed much.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.extraction import ExtractionError
from nlp.recogniser.annotation import is_held_out, texts, training
from nlp.recogniser.feature import rows
from nlp.recogniser.mark import marks
from nlp.recogniser.model import BITS, lexicon, save
from nlp.recogniser.optimise import Sentence, fit
from nlp.recogniser.tag import allowed, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import PolicyDocument
    from nlp.recogniser.annotation import Annotated
    from nlp.recogniser.feature import Lexicon


def material(
    annotation: Iterable[Annotated], sources: Iterable[Path], known: Lexicon
) -> list[Sentence]:
    """Return the annotated sentences with their features, in the order of the annotation.

    Raises:
        ExtractionError: A document is not among the sources, or it may only measure.
    """
    wanted: dict[str, list[Annotated]] = {}
    for each in annotation:
        wanted.setdefault(each.sha256, []).append(each)
    found: dict[str, list[Sentence]] = {}
    for sha256, document in texts(sources, wanted):
        if is_held_out(document.text):
            raise ExtractionError(f"{document.id} is held out: take it out of the annotation")
        found[sha256] = list(sentences(wanted[sha256], document, known))
    missing = sorted(set(wanted) - set(found))
    if missing:
        raise ExtractionError(f"{len(missing)} annotated documents are absent, first {missing[0]}")
    return [sentence for sha256 in wanted for sentence in found[sha256]]


def sentences(
    annotated: Iterable[Annotated], document: PolicyDocument, known: Lexicon
) -> Iterator[Sentence]:
    """Yield the annotated sentences of a document, of one line after another, with features."""
    from corpus.normalize import fold
    from nlp.pipeline import load

    folded = fold(document.text)
    pipeline = load(recogniser=False)
    found = marks(pipeline.extract(document).links)
    table = rows(folded, pipeline.words(folded), known, found, BITS)
    for each in annotated:
        for start, end in each.stretches:
            tags = encode(each.inside(start, end), end - start)
            may = allowed(tags, each.labels) if each.labels else None
            yield Sentence(table[start:end], tags, may)


def main(arguments: list[str]) -> int:
    """Train on the shared documents and the sample corpus; write the model into the package."""
    folder = Path(str(files("nlp.recogniser").joinpath("model")))
    sample = Path(str(files("corpus").joinpath("documents")))
    sources = [sample, *(path for path in Path(arguments[0]).iterdir() if ".json" in path.name)]
    learned = material(training(), sources, lexicon(folder))
    characters = sum(len(sentence.tags) for sentence in learned)
    sys.stderr.write(f"{len(learned)} sentences, {characters} characters\n")
    save(folder, *fit(learned))
    sys.stderr.write(f"written to {folder}; measure it with zhengtu bench recogniser\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
