from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
from nlp.pipeline import load
load().parse("武汉市的政府投资是多少？")
assert "spacy" in sys.modules
assert not {"torch", "sentence_transformers", "streamlit", "pandas"} & set(sys.modules)
import torch
"""


def test_pipeline_does_without_torch_and_leaves_it_importable() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True, timeout=120)
