"""What was written: documents as read, with their text, metadata, sections and passages.

``read`` is the whole way from sources to documents; ``scan`` and ``parse`` are its two halves, for
callers that skip unchanged inputs or parse in other processes.
"""

from corpus.document import Failure, PolicyDocument, RawDocument
from corpus.error import CorpusError
from corpus.parsing import parse
from corpus.source import Tally, read, scan

__all__ = [
    "CorpusError",
    "Failure",
    "PolicyDocument",
    "RawDocument",
    "Tally",
    "parse",
    "read",
    "scan",
]
