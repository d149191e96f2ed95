"""Trains the embedding from scratch: a vector for each token, a text is the mean of its tokens.

The tokens are learned from the same texts. A batch is contrasted with itself: each first text must
find its second one among those of all pairs (multiple negatives ranking).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.embedding.static import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from torch import Tensor

    from qa.training.pair import Pair


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of; the same recipe on the same pairs gives the same model."""

    tokens: int = 20_000
    dimension: int = 256
    batch: int = 512
    epochs: int = 3
    rate: float = 0.02
    scale: float = 20.0
    seed: int = 7


def train_tokenizer(texts: Sequence[str], size: int) -> Tokenizer:
    """Return a tokenizer whose tokens are the frequent character sequences of the texts."""
    from tokenizers import Tokenizer
    from tokenizers.models import BPE
    from tokenizers.normalizers import NFKC, Lowercase
    from tokenizers.normalizers import Sequence as Normalizers
    from tokenizers.pre_tokenizers import Punctuation, WhitespaceSplit
    from tokenizers.pre_tokenizers import Sequence as Splits
    from tokenizers.trainers import BpeTrainer

    tokenizer = Tokenizer(BPE(unk_token="[UNK]"))
    tokenizer.normalizer = Normalizers([NFKC(), Lowercase()])
    tokenizer.pre_tokenizer = Splits([WhitespaceSplit(), Punctuation("removed")])
    trainer = BpeTrainer(
        vocab_size=size,
        special_tokens=["[UNK]"],
        max_token_length=6,
        min_frequency=5,
        limit_alphabet=7000,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def train(
    pairs: Sequence[Pair], recipe: Recipe, report: Callable[[str], None]
) -> SentenceTransformer:
    """Return a sentence-transformers model that is trained on pairs.

    Args:
        pairs: A text and one that should be found by it.
        recipe: The sizes and the seed.
        report: Is told the loss now and then.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(recipe.seed)
    tokenizer = train_tokenizer([text for pair in pairs for text in pair], recipe.tokens)
    module = StaticEmbedding(tokenizer, embedding_dim=recipe.dimension)
    torch.nn.init.normal_(module.embedding.weight, std=0.1)
    model = SentenceTransformer(modules=[module], device="cpu")
    optimizer = torch.optim.Adam(module.parameters(), lr=recipe.rate)
    total = recipe.epochs * (len(pairs) // recipe.batch)
    for step, batch in enumerate(_batches(pairs, recipe)):
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * max(0.02, 1 - step / max(total, 1))
        loss = _loss(module, batch, recipe.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        optimizer.step()
        if step % 50 == 0:
            report(f"{step}/{total} loss {loss.item():.3f}")
    return model


def _batches(pairs: Sequence[Pair], recipe: Recipe) -> Iterator[Sequence[Pair]]:
    order = list(range(len(pairs)))
    chance = random.Random(recipe.seed)
    for _ in range(recipe.epochs):
        chance.shuffle(order)
        for at in range(0, len(order) - recipe.batch + 1, recipe.batch):
            yield [pairs[number] for number in order[at : at + recipe.batch]]


def _loss(module: StaticEmbedding, batch: Sequence[Pair], scale: float) -> Tensor:
    """Return how badly each text of a batch finds the other one of its pair, both ways."""
    import torch

    sides = []
    for texts in zip(*batch, strict=True):
        found = module(module.preprocess(list(texts)))["sentence_embedding"]
        sides.append(torch.nn.functional.normalize(found, dim=1))
    scores = sides[0] @ sides[1].T * scale
    right = torch.arange(len(batch))
    both = torch.nn.functional.cross_entropy
    return (both(scores, right) + both(scores.T, right)) / 2


def save(model: SentenceTransformer, folder: Path) -> None:
    """Write a model as it ships: its tokenizer, and its vectors with a byte for each value."""
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = model[0]
    assert isinstance(module, StaticEmbedding)
    write(module.tokenizer, module.embedding.weight.detach().cpu().numpy(), folder)
