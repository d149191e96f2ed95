"""Files of every format with the same notice in them, made for the tests."""

from __future__ import annotations

import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any
from xml.sax.saxutils import escape

TITLE = "云岭市人民政府关于推进公共数据共享的通知"
NUMBER = "云政发〔2021〕8号"
PARAGRAPHS = (
    "各区人民政府，市政府各部门：",
    "为推进公共数据共享，提升政务服务水平，市政府决定建立数据目录，由市大数据局统一管理，"
    "各部门应当在2021年底前完成数据归集，做到应归尽归、应享尽享。",
    "一、总体目标",
    "到2025年，全市公共数据共享率达到95%以上，政务服务事项网上可办率达到98%。",
    "二、主要任务",
    "建设统一的数据共享平台，推动跨部门、跨层级业务协同，方便企业和群众办事。",
)
ROWS = (("指标", "2025年目标"), ("数据共享率", "95%"), ("网上可办率", "98%"))
SIGNED = ("云岭市人民政府", "2021年3月4日")
FONT = "STSong-Light"


def page(body: str = "", *, charset: str = "utf-8", container: str = 'class="TRS_Editor"') -> str:
    """Return a page of a government site round the notice."""
    paragraphs = "".join(f"<p>　　{each}</p>" for each in (*PARAGRAPHS,))
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    signed = "".join(f'<p style="text-align:right">{each}</p>' for each in SIGNED)
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2021-03-08 10:20">
<meta name="ContentSource" content="云岭市政府网"><title>{TITLE}_云岭市人民政府门户网站</title>
<style>p {{color: red}}</style><script>var a = "不要，这是脚本。";</script></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; 政策文件</div>
<table class="xxgk"><tr><td>索引号：</td><td>0001/2021-00012</td>
<td>发文机关：</td><td>云岭市人民政府</td></tr>
<tr><td>发文字号：</td><td>{NUMBER}</td><td>成文日期：</td><td>2021年03月04日</td></tr>
<tr><td>标　　题：</td><td>{TITLE}</td><td>发布日期：</td><td>2021年03月08日</td></tr></table>
<h1>{TITLE}</h1>
<div class="info">来源：云岭市政府网　<span>字体：[大 中 小]</span>
<a href="#">打印本页</a></div>
<div {container}><div>{paragraphs}<table>{rows}</table>{signed}</div>
{body}</div>
<div class="share">分享到：微信 微博</div><p>上一篇：<a href="1.html">关于放假的通知</a></p>
<div class="footer">版权所有：云岭市人民政府办公室，地址在云岭路1号。</div>
</body></html>"""


def pdf(paragraphs: tuple[str, ...] = PARAGRAPHS, *, copies: int = 1, encrypt: str = "") -> bytes:
    """Return a PDF with a running head, page numbers and a ruled table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "body", fontName=FONT, fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24
    )
    title = ParagraphStyle("title", fontName=FONT, fontSize=18, leading=26, alignment=1)
    story = [Paragraph(escape(TITLE), title)]
    for _ in range(copies):
        story += [Paragraph(escape(each), style) for each in paragraphs]
        cells = [("FONT", (0, 0), (-1, -1), FONT, 11), ("GRID", (0, 0), (-1, -1), 1, "black")]
        story.append(Table([list(row) for row in ROWS], style=cells))
    out = io.BytesIO()

    def furniture(canvas: Any, document: Any) -> None:  # noqa: ANN401 - no type stubs
        canvas.setFont(FONT, 9)
        canvas.drawString(72, A4[1] - 40, "云岭市人民政府公报")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    template = SimpleDocTemplate(out, pagesize=A4, encrypt=encrypt or None)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def two_columns(left: list[str], right: list[str]) -> bytes:
    """Return a PDF page with a title over two columns of lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(FONT, 16)
    canvas.drawCentredString(297, 780, TITLE)
    canvas.setFont(FONT, 10)
    for x, lines in ((60, left), (320, right)):
        for number, line in enumerate(lines):
            canvas.drawString(x, 740 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def docx() -> bytes:
    """Return a Word file with a styled heading, a numbered list and a table."""
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE, style="Title")
    for each in PARAGRAPHS:
        document.add_paragraph(each)
    document.add_heading("保障措施", level=1)
    document.add_paragraph("加强组织领导。", style="List Number")
    document.add_paragraph("强化资金保障。", style="List Number")
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    for each in SIGNED:
        document.add_paragraph(each)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(rows: list[list[object]]) -> bytes:
    """Return a workbook of one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes | str]) -> bytes:
    """Return a zip of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def mhtml() -> bytes:
    """Return a page as a browser saves it in one file."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://www.example.gov.cn/1.html"
    message.attach(MIMEText(page(), "html", "utf-8"))
    return message.as_bytes()
