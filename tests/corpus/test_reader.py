"""Sources: formats, encodings, ids, and every way in which an input can be at fault."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpus
from corpus import Failure, PolicyDocument, RawDocument, Tally
from corpus.reader.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = (
    "某市人民政府关于加强数据共享工作的通知\n各区人民政府：\n请抓好落实。\n某市人民政府\n"
    "2021年3月4日\n"
)


def scanned(
    *sources: str | Path, stdin: bytes = b"", tally: Tally | None = None
) -> list[RawDocument]:
    found = list(corpus.scan(sources, stdin=io.BytesIO(stdin), tally=tally))
    assert not [each for each in found if isinstance(each, Failure)]
    return [each for each in found if isinstance(each, RawDocument)]


def failures(*sources: str | Path, stdin: bytes = b"") -> list[Failure]:
    found = corpus.scan(sources, stdin=io.BytesIO(stdin))
    return [each for each in found if isinstance(each, Failure)]


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_folder_is_read_in_order_with_ids_below_it(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    for name in ("b.txt", "a.md", "乙/c.TXT", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    tally = Tally()
    assert [raw.id for raw in scanned(tmp_path, tally=tally)] == ["a.md", "b.txt", "乙/c.TXT"]
    assert tally.unsupported == 1
    assert [raw.id for raw in scanned(tmp_path / "乙" / "c.TXT")] == ["c.TXT"]


def test_standard_input() -> None:
    assert [(raw.id, raw.text) for raw in scanned("-", stdin=TEXT.encode())] == [("-", TEXT)]
    (failure,) = failures("-", stdin=b" \n")
    assert failure.source == "-"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    ],
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT.encode(encoding))
    (raw,) = scanned(path)
    assert corpus.parse(raw).text == TEXT


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "没有文字"),
        (b" \r\n\t\xe3\x80\x80", "没有文字"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04\x14\x00", "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (bytes(range(256)) * 20, "二进制"),
        (b"\xff\xfe" + bytes(range(1, 200)) * 20, "BOM"),
        (b"a\0b\0c\0" * 100 + b"\0", "NUL"),
        ("très fatigué à l'été, naïve, déjà vu, ça alors, où ? garçon".encode("latin-1"), "iconv"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, word: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(TEXT, encoding="utf-8")
    first, second = corpus.scan([tmp_path])
    assert isinstance(first, Failure)
    assert first.source == str(bad)
    assert word in first.reason
    assert isinstance(second, RawDocument)


def test_paths_at_fault(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK")
    missing, unsupported = failures(tmp_path / "none.txt", tmp_path / "x.docx")
    assert "检查路径" in missing.reason
    assert ".docx" in unsupported.reason
    (dangling,) = failures(_link(tmp_path / "link.txt", tmp_path / "gone.txt"))
    assert "link.txt" in dangling.source


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    (failure,) = failures(tmp_path)
    assert "权限" in failure.reason


def test_errors_of_the_system_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (failure,) = failures(tmp_path)
    assert "权限" in failure.reason


def _link(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(TEXT, encoding="utf-8")
    _link(tmp_path / "a" / "up", tmp_path)
    assert [raw.id for raw in scanned(tmp_path)] == ["a/x.txt"]


def test_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    front = (
        "---\nid: my-id\ntitle: 题目\nissuer: [甲部, 乙部]\nissued_on: 2021-03-04\n"
        "note: {1: 二}\n---\n"
    )
    path.write_text(f"{front}# 题目\n\n正文。\n", encoding="utf-8")
    (raw,) = scanned(path)
    document = corpus.parse(raw)
    assert document.id == "my-id"
    assert document.text == "# 题目\n\n正文。\n"
    assert document.metadata.issuers == ("甲部", "乙部")
    assert document.metadata.extra == {"note": {"1": "二"}}
    assert document.offsets.to_source(0) == len(front)


@pytest.mark.parametrize(
    ("front", "word"),
    [("a: [", "YAML"), ("- 甲", "键"), ("a: &x [*x]", "YAML"), ("a: 2021-99-99", "YAML")],
)
def test_front_matter_at_fault(tmp_path: Path, front: str, word: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(f"---\n{front}\n---\n正文。", encoding="utf-8")
    (failure,) = failures(path)
    assert word in failure.reason


def test_a_rule_is_not_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("前言。\n\n---\n正文。", encoding="utf-8")
    assert scanned(path)[0].text.startswith("前言")


def test_json_lines_with_bad_ones_among_them(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": "甲。", "title": "一", "odd": [1]},
        "{not json",
        "",
        ["a list"],
        {"title": "no text"},
        {"text": "   "},
        {"docid": "d", "text": "乙。"},
        {"title": "新闻", "date": "20220924", "body": "丙。"},
        '{"text": "\\ud800丁。"}',
    ]
    path = write_lines(tmp_path / "x.jsonl", rows)
    found = list(corpus.scan([path]))
    good = [each for each in found if isinstance(each, RawDocument)]
    bad = [each for each in found if isinstance(each, Failure)]
    assert [raw.id for raw in good] == ["7", "d", "x.jsonl#L8", "x.jsonl#L9"]
    assert [failure.source for failure in bad] == [f"{path}#L{n}" for n in (2, 4, 5, 6)]
    assert corpus.parse(good[0]).metadata.extra == {"odd": [1]}
    assert good[2].source == f"{path}#L8"
    corpus.parse(good[3]).text.encode()


def test_a_deep_line_is_a_failure(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "x.jsonl", ['{"text": ' + "[" * 100_000, {"text": "甲。"}])
    first, second = corpus.scan([path])
    assert isinstance(first, Failure)
    assert isinstance(second, RawDocument)


def test_json_lines_in_other_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        path = tmp_path / f"{encoding}.jsonl"
        path.write_bytes((json.dumps({"text": TEXT}, ensure_ascii=False) + "\n").encode(encoding))
        assert [raw.text for raw in scanned(path)] == [TEXT]


def test_damaged_gzip_keeps_what_was_read(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"第{n}号文件。" * 50} for n in range(2000)]
    whole = gzip.compress("\n".join(json.dumps(row) for row in rows).encode())
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    *read, last = corpus.scan([path])
    assert len(read) > 10
    assert isinstance(last, Failure)
    assert "gzip" in last.reason
    path.write_bytes(b"no gzip at all")
    assert "gzip" in failures(path)[0].reason


def test_a_large_gzip_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as handle:
        for number in range(300):
            handle.write(json.dumps({"text": f"{number}" + "数据" * 20_000}) + "\n")
    tracemalloc.start()
    count = sum(1 for _ in corpus.scan([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < 8_000_000


def test_one_id_twice(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "x.jsonl",
        [{"id": "a", "text": "甲。"}, {"id": "a", "text": "甲。"}, {"id": "a", "text": "乙。"}],
    )
    tally = Tally()
    first, second = corpus.scan([path], tally=tally)
    assert isinstance(first, RawDocument)
    assert isinstance(second, Failure)
    assert "x.jsonl#L1" in second.reason
    assert tally.repeated == 1


def test_the_same_source_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    tally = Tally()
    assert len(scanned(path, path, tmp_path, tally=tally)) == 1
    assert tally.repeated == 2


def test_the_hash_follows_text_and_given_keys() -> None:
    one = RawDocument("x", "甲", {"title": "a"})
    assert one.sha256 == RawDocument("y", "甲", {"title": "a"}, source="elsewhere").sha256
    assert one.sha256 != RawDocument("x", "甲", {"title": "b"}).sha256
    assert one.sha256 != RawDocument("x", "乙", {"title": "a"}).sha256


def test_documents_cross_processes(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "x.jsonl", [{"text": TEXT, "published": "2021-03-05", "k": {}}])
    (raw,) = scanned(path)
    document = corpus.parse(pickle.loads(pickle.dumps(raw)))
    assert pickle.loads(pickle.dumps(document)) == document
    assert [document] == [each for each in corpus.read([path]) if isinstance(each, PolicyDocument)]


def test_decode_refuses_what_it_cannot_tell() -> None:
    with pytest.raises(corpus.CorpusError, match="GB18030"):
        decode(b"\xff\xfe\xfa"[2:] + b"\x81\x20\xff" * 10)
