"""Makes the sample documents in HTML, PDF, DOCX and OFD from our own text.

    python -m corpus.sample corpus/documents

needs reportlab and python-docx; the files are the same on every run but for the DOCX, whose zip
keeps the time.
"""

from __future__ import annotations

import io
import sys
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ELECTRONIC_SIGNATURE = (
    "中华人民共和国电子签名法",
    "本文是项目自行编写的摘要，不是法律原文。",
    "2004年8月28日第十届全国人民代表大会常务委员会第十一次会议通过《中华人民共和国电子签名法》，自2005年4月1日起施行；"
    "2015年4月24日和2019年4月23日两次修正。",
    "一、适用",
    "民事活动的当事人可以约定是否使用电子签名和数据电文；约定使用的，不能只因为它是电子形式就否定其效力。",
    "二、效力",
    "可靠的电子签名与手写签名或者盖章具有同等的法律效力。",
)
CRITICAL_INFRASTRUCTURE = (
    "关键信息基础设施安全保护条例",
    "本文是项目自行编写的摘要，不是法规原文。",
    "国务院令第745号于2021年7月30日公布《关键信息基础设施安全保护条例》，自2021年9月1日起施行。条例共六章，"
    "依据《中华人民共和国网络安全法》制定。",
    "一、职责分工",
    "国家网信部门统筹协调，国务院公安部门指导监督关键信息基础设施安全保护工作。",
    "二、运营者责任",
    "运营者的主要负责人对关键信息基础设施安全保护负总责。运营者每年至少开展一次网络安全检测和风险评估，"
    "发现问题及时整改，并按要求报送情况。",
)
CHILDREN = (
    "儿童个人信息网络保护规定",
    "本文是项目自行编写的摘要，不是规章原文。",
    "国家互联网信息办公室令第4号于2019年8月22日公布《儿童个人信息网络保护规定》，自2019年10月1日起施行。",
    "一、对象",
    "规定所说的儿童，是不满十四周岁的未成年人。",
    "二、网络运营者的义务",
    "网络运营者应当设置专门的儿童个人信息保护规则和用户协议，并指定专人负责；收集、使用儿童个人信息，"
    "须以显著、清晰的方式告知监护人并征得同意。",
)
DATA_EXPORT = (
    "数据出境安全评估办法",
    "本文是项目自行编写的摘要，不是规章原文。",
    "国家互联网信息办公室令第11号于2022年7月7日公布《数据出境安全评估办法》，自2022年9月1日起施行。",
    "一、须申报评估的情形",
    "处理100万人以上个人信息的数据处理者向境外提供个人信息的，应当申报数据出境安全评估。",
    "二、期限",
    "办法公布时规定，评估结果的有效期为2年。",
)
_ROWS = (("事项", "内容"), ("公布日期", "2021年7月30日"), ("施行日期", "2021年9月1日"))
_WHEN = (2026, 1, 1, 0, 0, 0)
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LINE = 36
_LINES = 40


def html(lines: Sequence[str]) -> bytes:
    """Return a page as government sites lay one out."""
    body = "\n".join(f"<p>　　{escape(line)}</p>" for line in lines[1:])
    title = escape(lines[0])
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zc">政策</a></div>
<h1>{title}</h1>
<div class="pages_content">
{body}
</div>
<div class="share">分享到：<a href="#">微信</a></div></body></html>
""".encode()


def pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF with a running head, page numbers and a ruled table."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("p", fontName=font, fontSize=12, leading=20, wordWrap="CJK")
    head = ParagraphStyle("h", style, fontSize=18, leading=28, alignment=1)
    indented = ParagraphStyle("i", style, firstLineIndent=24)
    story = [Paragraph(escape(lines[0]), head)]
    story += [Paragraph(escape(line), indented) for line in lines[1:]]
    grid = [("FONT", (0, 0), (-1, -1), font, 11), ("GRID", (0, 0), (-1, -1), 1, "black")]
    story.append(Table([list(row) for row in _ROWS], style=grid))
    out = io.BytesIO()

    def furniture(canvas: object, document: object) -> None:
        canvas.setFont(font, 9)  # type: ignore[attr-defined]
        page = f"— {document.page} —"  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 30, page)  # type: ignore[attr-defined]

    template = SimpleDocTemplate(out, invariant=1)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def docx(lines: Sequence[str]) -> bytes:
    """Return a Word file."""
    from docx import Document

    document = Document()
    document.add_paragraph(lines[0], style="Title")
    for line in lines[1:]:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ofd(lines: Sequence[str]) -> bytes:
    """Return an OFD file (GB/T 33190) of lines broken at the width of the page."""
    rows: list[tuple[str, float]] = [(lines[0], 40.0)]
    for line in lines[1:]:
        text = f"　　{line}"
        pieces = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
        rows += [(piece, 15.0) for piece in pieces]
    pages = [rows[at : at + _LINES] for at in range(0, len(rows), _LINES)]
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    members = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
            for n in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _ofd_page(page, number + 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), declaration + content)
    return out.getvalue()


def _ofd_page(rows: Sequence[tuple[str, float]], number: int) -> str:
    objects = []
    for at, (text, left) in enumerate([*rows, (f"— {number} —", 100.0)]):
        skip = len(text) - len(text.lstrip("　"))
        shown, start = text[skip:], left + 5 * skip
        top = 285 if at == len(rows) else 25 + 6.2 * at
        objects.append(
            f'<ofd:TextObject ID="{at + 10}" Boundary="{start} {top} 180 6" Font="1" Size="5">'
            f'<ofd:TextCode X="0" Y="5" DeltaX="g {max(len(shown) - 1, 1)} 5">{escape(shown)}'
            "</ofd:TextCode></ofd:TextObject>"
        )
    layer = f'<ofd:Layer ID="2" Type="Body">{"".join(objects)}</ofd:Layer>'
    return f"<ofd:Page {_OFD}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def main() -> None:
    """Write the four files into the folder named on the command line."""
    folder = Path(sys.argv[1])
    made = {
        "electronic-signature-law-2004.html": html(ELECTRONIC_SIGNATURE),
        "guoling-745-critical-infrastructure.pdf": pdf(CRITICAL_INFRASTRUCTURE),
        "children-personal-information-2019.docx": docx(CHILDREN),
        "data-export-assessment-2022.ofd": ofd(DATA_EXPORT),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
