"""Load on the page: ``python -m tests.browser.load http://127.0.0.1:8501``, beside ``zhengtu app``.

Sessions speak the server's own protocol over a socket each, as a browser does: each opens the first
page and then thinks and asks, one question after another; the pause is half to one and a half times
``--pause``. Measured is the time from the question to the finished page, suggestions included.
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
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from zhengtu.service import open_services
from zhengtu.settings import load_settings

ELSEWHERE = ("青海省", "贵州省", "火星市", "洛阳市", "苏州市", "大连市")
"""Places that most stores have no figures of."""

BESIDE = ("明天会下雨吗？", "怎样做红烧肉？", "谁写了《红楼梦》？", "推荐一部好看的电影")


@dataclass
class Tally:
    """What was seen: seconds of each finished page, abstentions, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    abstained: int = 0


def questions(store: Path) -> list[str]:
    """Return different questions to a store, mixed.

    Of ten, five ask for a figure that a document states, two for one that none does, two for
    something about a document, one for something that is in no policy document.
    """
    with open_services(load_settings(store=store)) as services:
        choices = services.indicators()[:30]
        rows = [row for each in choices for row in services.table(each.name).rows]
        titles = [each.title for each in services.documents()]
    stated = [
        f"{row['area']}{row['period'] or ''}{row['indicator']}"
        f"{'目标' if row['kind'] == 'target' else ''}是多少？"
        for row in rows
        if row["area"]
    ]
    near = [
        f"{place}{year}年{each.name}目标是多少？"
        for place, each, year in itertools.product(ELSEWHERE, choices, (2021, 2026))
    ]
    about = [
        f"《{title}》{words}"
        for title, words in itertools.product(
            titles, ("是谁发布的？", "是什么时候发布的？", "提出了哪些目标？", "依据了哪些文件？")
        )
    ]
    chance = random.Random(7)
    pools = [list(dict.fromkeys(each)) for each in (stated, near, about)]
    for each in pools:
        chance.shuffle(each)
    mixed = []
    while all(pools):
        mixed.append(chance.choices(pools, (5, 2, 2))[0].pop())
        if chance.random() < 1 / 9:
            mixed.append(chance.choice(BESIDE))
    return mixed


async def session(page: str, asked: list[str], end: float, pause: float, tally: Tally) -> None:
    """Open the first page, then think and ask until the end."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.asyncio.client import connect

    address = page.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, max_size=None, subprotocols=["streamlit"]) as socket:  # type: ignore[list-item]
        await finished(socket, "", BackMsg, Tally())
        for question in asked:
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
            if time.monotonic() > end:
                return
            await finished(socket, question, BackMsg, tally)


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
        if kind == "delta":
            shown = said.delta.new_element
            if shown.WhichOneof("type") == "exception":
                tally.errors.append(shown.exception.message)
            tally.abstained += "zt-answer zt-abstained" in shown.html.body
        if kind == "script_finished":
            tally.seconds.append(time.monotonic() - started)
            return


async def load(page: str, every: list[str], sessions: int, seconds: float, pause: float) -> Tally:
    """Let some sessions share questions for some time."""
    tally = Tally()
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
    wanted.add_argument("--store", type=Path, help="the store that the page shows")
    wanted.add_argument("--sessions", type=int, default=25)
    wanted.add_argument("--seconds", type=float, default=120)
    wanted.add_argument("--pause", type=float, default=3.0, help="seconds between questions")
    asked = wanted.parse_args()
    every = questions(asked.store or load_settings().store)
    tally = asyncio.run(load(asked.page, every, asked.sessions, asked.seconds, asked.pause))
    if len(tally.seconds) > 1:
        cuts = quantiles(tally.seconds, n=100)
        sys.stdout.write(
            f"{asked.sessions} sessions, {len(tally.seconds)} pages: p50 {cuts[49]:.2f} s, "
            f"p95 {cuts[94]:.2f} s, slowest {max(tally.seconds):.2f} s, "
            f"{tally.abstained} abstentions, {len(tally.errors)} errors; "
            f"{len(every)} different questions\n"
        )
    for each in tally.errors[:5]:
        sys.stdout.write(f"{each}\n")
    sys.exit(1 if tally.errors or not tally.seconds else 0)


if __name__ == "__main__":
    main()
