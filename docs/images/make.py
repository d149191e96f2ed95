"""Takes the pictures of the README anew: ``python docs/images/make.py`` beside a running page.

Start ``zhengtu app`` over the sample documents first; ``--page`` names its address. Needs the
``dev`` dependencies and Debian's chromium with fonts-noto-cjk. Look at what comes out.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
ZHEJIANG = quote("https://w3id.org/zhengtu/id/place/330000")
QUESTION = quote("浙江省2026年地区生产总值增长目标是多少？")
REPEALS = quote(
    "PREFIX zt: <https://w3id.org/zhengtu/ontology#>\n\n"
    "CONSTRUCT { ?new ?how ?old } WHERE {\n  VALUES ?how { zt:repeals zt:amends zt:basedOn }\n"
    "  ?new ?how ?old\n}"
)
VIEWS = {
    "ask": "",
    "answer": f"?q={QUESTION}&then={quote('那山东呢？')}",
    "table": f"?view=chart&q={quote('列出各省2026年GDP增长目标')}",
    "abstain": f"?q={quote('成都市智慧城市投资是多少？')}",
    "compare": "compare",
    "compare-map": "compare?view=map",
    "explore": f"explore?thing={ZHEJIANG}",
    "timeline": "timeline",
    "documents": "documents",
    "document": "documents?doc=zhejiang-work-report-2026",
    "query": f"query?view=graph&sparql={REPEALS}",
    "export": "export",
    "about": "about",
    "english": f"?lang=en&q={quote('成都市智慧城市投资是多少？')}",
}
DARK = ("document", "explore")
PHONE = ("answer", "compare", "document", "documents")
TALLEST = 1500
WIDTH = 1000
"""Pixels of a picture of a laptop; a phone's stays as it is."""


def main() -> None:
    """Take all pictures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--page", default="http://127.0.0.1:8501")
    asked.add_argument("names", nargs="*", help="only these pictures")
    wanted = asked.parse_args()
    page = wanted.page
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name in wanted.names or VIEWS:
            path = VIEWS[name]
            variants = {"": (1200, "light")}
            variants |= {"-dark": (1200, "dark")} if name in DARK else {}
            variants |= {"-phone": (390, "light")} if name in PHONE else {}
            for suffix, (width, scheme) in variants.items():
                context = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    locale="zh-CN",
                )
                tab = context.new_page()
                tab.goto(f"{page}/{path}")
                take(tab, FOLDER / f"{name}{suffix}.png", width)
                context.close()


def take(tab: Page, path: Path, width: int) -> None:
    """Take a picture of a page when it stands still, as few bytes as will do."""
    tab.wait_for_selector(".zt-title, .zt-answer", timeout=90_000)
    tab.wait_for_timeout(3000)
    for busy in ("stStatusWidget", "stSpinner", "stSkeleton"):
        tab.wait_for_selector(f"[data-testid={busy}]", state="detached", timeout=90_000)
    height = tab.evaluate(
        "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
    )
    tab.set_viewport_size({"width": width, "height": min(TALLEST, max(700, int(height)))})
    tab.wait_for_timeout(1500)
    tab.screenshot(path=path)
    taken = Image.open(path).convert("RGB")
    if taken.width > WIDTH:
        taken = taken.resize((WIDTH, taken.height * WIDTH // taken.width), Image.Resampling.LANCZOS)
    few = taken.quantize(200, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
