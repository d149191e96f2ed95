"""The main path of each page, as a reader goes it, in a real browser."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from rdflib import Graph

from tests.browser.conftest import tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Every look at a text waits for it: the page writes a block's parts one after another.
playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
expect.set_options(timeout=60_000)

pytestmark = pytest.mark.slow

QUESTION = "浙江省2026年地区生产总值增长目标是多少？"
ANSWER = "浙江省2026年地区生产总值增长目标为5%—5.5%"
GOOD = """关于推进云溪市数字政务建设的通知

到2028年，云溪市政府投资660万元建设数字政务平台。
"""


# Streamlit fades what it is about to replace, and lets it come back: half way, words are pale.
AT_REST = """() => !document.querySelector('[data-stale=true]') && document.getAnimations().every(
    each => each.playState !== 'running' || each.effect.getComputedTiming().endTime === Infinity)"""


def settled(page: Page) -> None:
    """Wait until the page is done with what it was asked for."""
    page.wait_for_selector(".zt-title, .zt-answer")
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached")
    page.wait_for_function(AT_REST)


def test_question_is_answered_with_its_quote_and_followed_up(page: Page, site: str) -> None:
    page.goto(f"{site}/?q={quote(QUESTION)}")
    expect(page.locator(".zt-answer")).to_have_text(re.compile(f"^{ANSWER}"))
    expect(page).to_have_title("政图")
    expect(page.locator("mark.zt-hit").first).to_contain_text("5%—5.5%")
    page.get_by_label("追问").fill("那江西呢？")
    page.get_by_role("button", name="追问").click()
    page.wait_for_url("**then=*")
    page.wait_for_selector(".zt-before")
    expect(page.locator(".zt-answer")).to_have_text(re.compile("^江西省"))
    said = page.inner_text(".zt-answer")
    page.reload()
    settled(page)
    expect(page.locator(".zt-answer")).to_have_text(said)
    expect(page.locator(".zt-before")).to_have_text(re.compile(f"^{ANSWER}"))


def test_language_follows_from_page_to_page(page: Page, site: str) -> None:
    page.goto(f"{site}/?q={quote(QUESTION)}")
    settled(page)
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**lang=en*")
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_selector("h1:has-text('Timeline')")
    assert "lang=en" in page.url
    page.goto(f"{site}/about?lang=en")
    page.wait_for_selector("h1:has-text('About Zhengtu')")


def test_hostile_document_is_only_words(page: Page, site: str) -> None:
    for path in ("documents?doc=hostile.md", "documents", "timeline", "explore?find=通知"):
        page.goto(f"{site}/{path}")
        settled(page)
        page.wait_for_timeout(500)
        assert page.evaluate("typeof window.pwned") == "undefined"
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator(".stHtml img, .stHtml svg").count() == 0
    page.goto(f"{site}/documents?doc=hostile.md")
    for part in ("<script>window.pwned=1</script>", ":material/home: $x^2$", "<svg onload="):
        expect(page.locator(".zt-text")).to_contain_text(part)


def test_address_follows_from_the_list_to_a_document_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    page.get_by_role("link", name="浙江省2026年政府工作报告要点").click()
    page.wait_for_url("**doc=*")
    page.wait_for_selector(".zt-text")
    page.go_back()
    page.wait_for_url(f"{site}/documents")
    page.wait_for_selector("h1:has-text('文件')")


def test_good_file_is_read_and_bad_file_is_told_why(
    page: Page, browser: Browser, site: str, tmp_path: Path
) -> None:
    (tmp_path / "云溪通知.txt").write_text(GOOD, "utf-8")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 not really")
    page.goto(f"{site}/documents?view=add")
    page.set_input_files(
        "input[type=file]", [str(tmp_path / "云溪通知.txt"), str(tmp_path / "坏.pdf")]
    )
    page.get_by_role("button", name="读入 2 个文件").click()
    expect(page.locator("[data-testid=stAlertContentSuccess]")).to_contain_text("云溪通知.txt")
    page.get_by_role("link", name="关于推进云溪市数字政务建设的通知").wait_for()
    refused = page.locator("[data-testid=stAlertContentError]")
    expect(refused).to_contain_text("坏.pdf")
    expect(refused).not_to_contain_text("Traceback")
    with tab(browser, site) as other:
        other.goto(f"{site}/documents?words={quote('云溪')}")
        other.get_by_role("link", name="关于推进云溪市数字政务建设的通知").click()
        expect(other.locator(".zt-text")).to_contain_text("660万元")
        other.get_by_role("button", name="移除").click()
        other.get_by_role("button", name="确定移除").click()
        other.wait_for_url(f"{site}/documents")
    page.goto(f"{site}/documents?words={quote('云溪')}")
    page.wait_for_selector("text=0 份")


def test_cell_opens_its_sentence_and_the_address_keeps_it(page: Page, site: str) -> None:
    page.goto(f"{site}/compare")
    settled(page)
    # The table is a canvas: its first row begins below the headings, 36 pixels high.
    page.locator("[data-testid=stDataFrame] .dvn-scroller").click(position={"x": 60, "y": 54})
    page.wait_for_url("**row=*")
    quoted = page.locator(".st-key-figure mark")
    expect(quoted).to_have_text(re.compile("生产总值|经济增长"))
    said = quoted.inner_text()
    page.reload()
    expect(quoted).to_have_text(said)


def test_contradicting_documents_stand_side_by_side(page: Page, site: str) -> None:
    page.goto(f"{site}/compare?of=conflicts")
    both = page.locator(".st-key-conflict-0")
    expect(both.locator(".zt-claim")).to_have_text(["5.2%", "6.8%"])
    both.get_by_role("link", name="杭州市2025年统计公报").click()
    page.wait_for_url("**doc=bulletin.md*")
    expect(page.locator(".zt-text .zt-hit", has_text="5.2%").first).to_be_visible()


def test_turtle_is_downloaded_and_parses_again(page: Page, site: str) -> None:
    page.goto(f"{site}/export?doc=hostile.md")
    page.get_by_role("button", name="准备 Turtle").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载 zhengtu.ttl").click()
    graph = Graph().parse(Path(taken.value.path()), format="turtle")
    assert any("通知<script>" in str(value) for value in graph.objects())


def test_query_is_completed_run_and_told_what_is_wrong(page: Page, site: str) -> None:
    page.goto(f"{site}/query")
    editor = page.get_by_role("combobox", name="查询语句")
    editor.fill("SELECT ?d WHERE { ?d a zt:PolicyDoc")
    editor.press("End")
    editor.type("u")
    page.wait_for_selector("[role=option]:has-text('zt:PolicyDocument')")
    editor.press("Enter")
    expect(editor).to_have_value(re.compile("a zt:PolicyDocument$"))
    editor.press("Control+Enter")
    expect(page.locator("[data-testid=stAlertContentError]")).to_contain_text("查询没有运行")
    editor.fill("SELECT ?x WHERE { ?x ?y ?z } LIMIT 3")
    page.get_by_role("button", name="运行").click()
    page.wait_for_selector("text=3 行")
    page.reload()
    page.wait_for_selector("text=3 行")


def test_double_click_opens_a_thing(page: Page, site: str) -> None:
    hangzhou = "https://w3id.org/zhengtu/id/place/330100"
    page.goto(f"{site}/explore?thing={quote('https://w3id.org/zhengtu/id/place/330000', safe='')}")
    inside = page.locator("iframe[title*=link_analysis]").content_frame.locator("body")
    # The library's own event: where a node lies is known only when the picture has come to rest.
    opened = """(body, iri) => {
      const held = [...body.querySelectorAll('div')].find(each => each._cyreg)
      const node = held?._cyreg.cy.getElementById(iri)
      node?.select()
      node?.emit('dbltap')
      return Boolean(node?.length)
    }"""
    for _ in range(60):
        if inside.evaluate(opened, hangzhou):
            break
        page.wait_for_timeout(500)
    page.wait_for_url("**open=*330100*")


def test_two_sessions_do_not_disturb_each_other(browser: Browser, site: str) -> None:
    with tab(browser, site) as first, tab(browser, site) as second:
        first.goto(f"{site}/?q={quote(QUESTION)}")
        second.goto(f"{site}/?lang=en&q={quote('成都市智慧城市投资是多少？')}")
        first.wait_for_selector(".zt-answer")
        second.wait_for_selector(".zt-abstained")
        expect(first.locator(".zt-answer")).to_have_text(re.compile(f"^{ANSWER}"))
        first.get_by_role("button", name="English").wait_for()
        second.get_by_role("button", name="中文").wait_for()


def test_correction_is_made_and_taken_back(page: Page, site: str) -> None:
    page.goto(f"{site}/?q={quote('江西省2026年地区生产总值增长目标是多少？')}")
    page.get_by_role("button", name="这里不对").click()
    page.get_by_text("数值有误，改为").click()
    page.get_by_label("正确的数值").fill("6%以上")
    page.get_by_label("理由").fill("试一试")
    page.get_by_label("更正人").fill("读者")
    page.get_by_label("更正人").press("Tab")
    page.get_by_role("button", name="保存更正").click()
    page.wait_for_selector(".zt-answer:has-text('6%以上')")
    page.goto(f"{site}/documents?view=corrected")
    page.get_by_role("button", name="撤销").click()
    page.wait_for_selector("text=还没有更正")


PAGES = [
    "", f"?q={quote(QUESTION)}", "compare", "explore", "timeline", "documents",
    "documents?doc=hostile.md", "query", "export", "about",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_phone(browser: Browser, site: str, path: str) -> None:
    with tab(browser, site, phone=True) as page:
        page.goto(f"{site}/{path}")
        settled(page)
        main = "document.querySelector('[data-testid=stMain]')"
        page.wait_for_timeout(300)
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_stand_out_from_the_ground(browser: Browser, site: str, *, dark: bool) -> None:
    """WCAG 2.1 AA, 1.4.3, with the colours that the browser computes."""
    poor = (Path(__file__).parent / "contrast.js").read_text("utf-8")
    with tab(browser, site, dark=dark) as page:
        for path in (*PAGES, f"?q={quote('成都市智慧城市投资是多少？')}", "documents?view=missing"):
            page.goto(f"{site}/{path}")
            settled(page)
            # A rerun may begin at any moment and fade words for a while.
            with suppress(playwright.TimeoutError):
                page.wait_for_function(f"({poor})().length === 0", timeout=5_000)
            assert page.evaluate(poor) == [], path
