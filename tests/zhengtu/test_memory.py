from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from zhengtu.service.memory import ARENAS

PROGRAM = """
import ctypes, sys, threading
from zhengtu.service.memory import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
gate = threading.Barrier(12)
def work():
    libc.malloc(100_000)
    gate.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
[each.start() for each in threads]; [each.join() for each in threads]
file = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
print(open(sys.argv[2]).read().count("<heap nr="))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_threads_share_few_arenas(tmp_path_factory: pytest.TempPathFactory) -> None:
    info = str(tmp_path_factory.mktemp("memory") / "info.xml")
    found = {
        how: int(subprocess.check_output([sys.executable, "-c", PROGRAM, how, info], timeout=60))
        for how in ("shared", "own")
    }
    assert found["shared"] <= ARENAS < found["own"]
