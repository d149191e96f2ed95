"""The measure of approximate search: exact is exact, and what it says of the other is so."""

from __future__ import annotations

import numpy as np
import pytest

from zhengtu.bench import nearest

TEXTS = [f"第{n}条 {word}由{who}管理，每年报告一次。" for n in range(40)
         for word in ("数据", "粮食", "道路", "医院") for who in ("县", "市")]  # fmt: skip


def test_what_is_measured() -> None:
    matrix = nearest.more(np.eye(nearest.DIMENSION, dtype=np.float32), 3000)
    assert np.linalg.norm(matrix, axis=1) == pytest.approx(np.ones(3000), abs=1e-5)
    exact, clusters = nearest.measure(matrix[50:], matrix[:50])
    assert (exact.recall, exact.vectors) == (1.0, 2950)
    assert clusters.megabytes < exact.megabytes
    assert 0.9 < clusters.recall <= 1.0
    assert clusters.build_seconds > 0


def test_passages_become_vectors() -> None:
    found = nearest.vectors(TEXTS)
    assert found.shape == (len(TEXTS), nearest.DIMENSION)
    alike = found @ found[0]
    assert alike[0] == pytest.approx(1.0, abs=1e-5)
    assert alike[1] > alike[2]
