"""Answers read from a passage, and what speaks against them."""
