"""`read_image_labels`: one JSON object an image, no database."""

from __future__ import annotations

from tests.articles.commands.conftest import run
from tests.parsing.images.files import heif, literal, mime_item, pdf
from tests.parsing.images.pictures import aigc, itxt, jpeg, png


def test_files_and_folders(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.PNG").write_bytes(png(itxt("AIGC", aigc("2"))))
    (tmp_path / "in" / "b.jpg").write_bytes(jpeg())
    (tmp_path / "in" / "notes.txt").write_text("no image", encoding="utf-8")
    done = run("read_image_labels", tmp_path / "in")
    assert [(line["path"][-5:], line["state"]) for line in done.lines] == [
        ("a.PNG", "possible"),
        ("b.jpg", "none_found"),
    ]
    assert done.lines[0]["evidence"] == [{"carrier": "PNG iTXt", "field": "AIGC.Label", "value": "2"}]
    assert done.lines[0]["aigc"]["ProduceID"] == "p-0001"
    assert done.code == 0


def test_command_reports_an_unreadable_image_and_continues(tmp_path):
    (tmp_path / "a.gif").write_bytes(b"GIF89a")
    (tmp_path / "b.png").write_bytes(png())
    done = run("read_image_labels", tmp_path / "a.gif", tmp_path / "b.png")
    assert [line["state"] for line in done.lines] == ["unreadable", "none_found"]
    assert (done.code, done.said) == (1, "1 of 2 images cannot be read")


def test_films_documents_and_texts_are_read_too(tmp_path):
    (tmp_path / "a.heic").write_bytes(heif(mime_item(aigc("1").encode(), b"application/json")))
    (tmp_path / "b.html").write_text(f"<html><head><meta name='AIGC' content='{aigc('2')}'></head></html>", "utf-8")
    (tmp_path / "c.md").write_text("---\nAIGC:\n  Label: 3\n  ProduceID: x\n---\n# 供水\n", "utf-8")
    (tmp_path / "d.pdf").write_bytes(pdf(b"/AIGC " + literal(aigc("1"))))
    (tmp_path / "e.md").write_text("# 供水\n", "utf-8")
    (tmp_path / "f.png").write_bytes(b"BM" + bytes(40))
    done = run("read_image_labels", tmp_path)
    assert [line["state"] for line in done.lines] == [
        "yes", "possible", "suspected", "yes", "none_found", "unreadable",
    ]  # fmt: skip
    assert "HEIC" in done.lines[-1]["note"]


def test_missing_path_is_exit_2(tmp_path):
    assert run("read_image_labels", tmp_path / "nowhere").code == 2
    assert run("read_image_labels", tmp_path).code == 2
