"""The shipped embedding: vectors without torch, and an index that knows it was made by it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from corpus import parse
from corpus.document import RawDocument
from qa.embedding.static import NAME, load, shipped, write
from qa.error import RetrievalError
from qa.retrieval import IndexWriter, Retriever

if TYPE_CHECKING:
    from pathlib import Path


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({"水": 0, "电": 1, "?": 2}, unk_token="?"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    return tokenizer


def test_written_vectors_come_back_nearly_the_same(tmp_path: Path) -> None:
    rows = np.array([[1.0, 0.0], [0.3, -0.4], [0.0, 0.0]], dtype=np.float32)
    write(_tokenizer(), rows, tmp_path)
    model = load(tmp_path)
    assert model.rows(np.arange(3)) == pytest.approx(rows, abs=0.005)
    assert model.vectors(["水", "水电"]) == pytest.approx(
        np.array([[1.0, 0.0], [0.956, -0.294]]), abs=0.01
    )
    assert not model.vectors([""]).any()


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="train-embedding"):
        load(tmp_path)


def test_what_means_the_same_is_nearer() -> None:
    asked, same, other = shipped().vectors(["企业缓缴税款", "延期缴纳税收", "养犬登记"])
    assert asked @ same > asked @ other + 0.1


def test_an_index_of_the_shipped_model_refuses_none_and_others(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, NAME) as writer:
        writer.replace(parse(RawDocument("dogs", "养犬应当登记，每年年检一次。" * 3)))
    assert Retriever.open(tmp_path, NAME).search("养犬")[0].ranks == {"text": 1, "vector": 1}
    with pytest.raises(RetrievalError, match="embedding_model"):
        IndexWriter(tmp_path)


def test_it_is_queried_without_torch() -> None:
    code = (
        "import sys; from qa.retrieval.embedder import embedder; embedder('zhengtu').query('养犬');"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
