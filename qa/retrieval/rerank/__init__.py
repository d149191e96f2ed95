"""A second look at the documents found first: their order, and how probable each is the one."""

from qa.retrieval.rerank.order import Reranking, shipped_order
from qa.retrieval.rerank.relevance import Relevance, shipped_relevance

__all__ = ["Relevance", "Reranking", "shipped_order", "shipped_relevance"]
