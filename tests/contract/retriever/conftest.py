"""For the retriever's tests: a tiny embedding model, made here, and a Milvus, started here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.retrieval.milvus.address import Address
from tests.contract.engine import milvus_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TOPICS = (
    "政务服务平台数据云",
    "养老医院健康医疗护理",
    "粮食农田种植农业补贴",
    "道路铁路机场交通港口",
)


@pytest.fixture(scope="session")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Save real sentence-transformers models, tiny: a dimension for each topic's characters."""

    def make(dimension: int) -> Path:
        import numpy as np
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Tokenizer, models, pre_tokenizers

        characters = sorted(set("".join(TOPICS)))
        vocabulary = {"[UNK]": 0} | {c: n for n, c in enumerate(characters, start=1)}
        tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
        weights = np.zeros((len(vocabulary), dimension), dtype=np.float32)
        for topic, members in enumerate(TOPICS):
            for character in members:
                weights[vocabulary[character], topic] += 1.0
        module = StaticEmbedding(tokenizer, embedding_weights=weights)
        folder = tmp_path_factory.mktemp("model") / f"tiny-{dimension}"
        SentenceTransformer(modules=[module], device="cpu").save(str(folder))
        return folder

    return make


@pytest.fixture(scope="session")
def model(make_model: Callable[[int], Path]) -> str:
    """The folder of a tiny model."""
    return str(make_model(len(TOPICS)))


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Where a Milvus is that was started for these tests."""
    with milvus_server(tmp_path_factory.mktemp("milvus")) as address:
        yield Address(address, seconds=30)
