"""Load on the page: ``python -m tests.browser.load http://127.0.0.1:8501``, beside ``zhengtu app``.

Sessions speak the server's own protocol over a socket each, as a browser does, and ask one question
after another with a pause between. Measured is the time from the question to the finished page.
Ends with 1 if a page failed or nothing was answered.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
import time
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

PLACES = (
    "北京市", "天津市", "河北省", "内蒙古自治区", "辽宁省", "吉林省", "浙江省", "福建省",
    "江西省", "山东省", "湖北省", "广西壮族自治区", "海南省", "重庆市", "云南省", "陕西省",
)  # fmt: skip
INDICATORS = (
    "地区生产总值增长", "城镇新增就业", "居民消费价格涨幅", "一般公共预算收入增长",
    "固定资产投资增长", "社会消费品零售总额增长", "城镇调查失业率", "粮食产量",
    "规模以上工业增加值增长",
)  # fmt: skip


@dataclass
class Tally:
    """What was seen: seconds of each finished page, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def questions() -> list[str]:
    """Return different questions, so that most answers are not kept from before."""
    return [
        f"{place}{year}年{indicator}{kind}是多少？"
        for place, indicator, year, kind in itertools.product(
            PLACES, INDICATORS, (2024, 2025, 2026), ("目标", "")
        )
    ]


async def session(page: str, asked: list[str], end: float, pause: float, tally: Tally) -> None:
    """Ask until the end."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.asyncio.client import connect

    address = page.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, max_size=None, subprotocols=["streamlit"]) as socket:  # type: ignore[list-item]
        await finished(socket, "", BackMsg, Tally())
        for question in asked:
            if time.monotonic() > end:
                return
            await finished(socket, question, BackMsg, tally)
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)


async def finished(socket: Any, question: str, message: Any, tally: Tally) -> None:  # noqa: ANN401
    """Ask for a page and wait until it is done."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    wanted = message()
    wanted.rerun_script.query_string = urlencode({"q": question}) if question else ""
    started = time.monotonic()
    await socket.send(wanted.SerializeToString())
    while True:
        said = ForwardMsg()
        said.ParseFromString(await asyncio.wait_for(socket.recv(), 60))
        kind = said.WhichOneof("type")
        if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
            tally.errors.append(said.delta.new_element.exception.message)
        if kind == "script_finished":
            tally.seconds.append(time.monotonic() - started)
            return


async def load(page: str, sessions: int, seconds: float, pause: float) -> Tally:
    """Let some sessions ask for some time."""
    tally = Tally()
    every = questions()
    random.Random(7).shuffle(every)
    end = time.monotonic() + seconds
    shares = [every[number::sessions] * 20 for number in range(sessions)]
    done = await asyncio.gather(
        *(session(page, share, end, pause, tally) for share in shares), return_exceptions=True
    )
    tally.errors += [repr(each) for each in done if each is not None]
    return tally


def main() -> None:
    """Run and report."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("page")
    wanted.add_argument("--sessions", type=int, default=25)
    wanted.add_argument("--seconds", type=float, default=120)
    wanted.add_argument("--pause", type=float, default=3.0, help="seconds between questions")
    asked = wanted.parse_args()
    tally = asyncio.run(load(asked.page, asked.sessions, asked.seconds, asked.pause))
    if len(tally.seconds) > 1:
        cuts = quantiles(tally.seconds, n=100)
        sys.stdout.write(
            f"{asked.sessions} sessions, {len(tally.seconds)} pages: p50 {cuts[49]:.2f} s, "
            f"p95 {cuts[94]:.2f} s, slowest {max(tally.seconds):.2f} s, "
            f"{len(tally.errors)} errors\n"
        )
    for each in tally.errors[:5]:
        sys.stdout.write(f"{each}\n")
    sys.exit(1 if tally.errors or not tally.seconds else 0)


if __name__ == "__main__":
    main()
