"""What is said of a model that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.error import RetrievalError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def unreadable(source: Traversable, error: Exception) -> RetrievalError:
    """Return the error of a model's file that is missing, damaged or of another version."""
    return RetrievalError(
        f"排序模型 {source} 无法载入（{error}）：请重新安装 zhengtu，或运行 make train-reranker。"
        " The reranker's model cannot be loaded: install again, or train it.",
        path=str(source),
    )
