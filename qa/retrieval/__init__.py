"""Passage retrieval: documents into indexes, and from a text to the places that fit it."""

from qa.retrieval.hit import DocumentHit, Hit
from qa.retrieval.retriever import Retriever
from qa.retrieval.writer import IndexWriter

__all__ = ["DocumentHit", "Hit", "IndexWriter", "Retriever"]
