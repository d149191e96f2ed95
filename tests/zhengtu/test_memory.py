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


HOLES = """
import ctypes, sys
from zhengtu.service.memory import give_back
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
blocks = [libc.malloc(60_000) for _ in range(2000)]
for each in blocks:
    ctypes.memset(each, 1, 60_000)
for each in blocks[:-1]:  # the last one keeps the heap from shrinking by itself
    libc.free(ctypes.c_void_p(each))
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc")
def test_what_was_freed_is_given_back() -> None:
    given = int(subprocess.check_output([sys.executable, "-c", HOLES], timeout=60))
    assert given > 80_000_000
