"""The reader: from passages to the span that answers, by a small model over features with names."""

from qa.reader.reader import Found, find

__all__ = ["Found", "find"]
