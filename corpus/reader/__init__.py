"""Readers: one module per format, each from the bytes of a file to the documents in it.

``form`` tells the format of a file by its content; plain text (``text``, ``markdown``, ``jsonl``)
is read in process, all else by ``binary`` in the process of ``corpus.sandbox``.
"""
