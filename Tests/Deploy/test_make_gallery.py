"""deploy/make-gallery, on drawings made here: no network, no package."""

import json
import tempfile
import unittest
from pathlib import Path

import scripts

DRAWING = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg"><metadata><rdf:RDF><cc:Work>
<dc:title>{title}</dc:title><dc:description>{description}</dc:description>
<dc:subject><rdf:Bag>{tags}</rdf:Bag></dc:subject>
<dc:publisher><cc:Agent><dc:title>A library</dc:title></cc:Agent></dc:publisher>
<dc:creator><cc:Agent><dc:title>{author}</dc:title></cc:Agent></dc:creator>
</cc:Work></rdf:RDF></metadata><path d="M0 0"/>{end}"""


class MakeGalleryTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name, "gallery")
        self.svg = Path(folder.name, "svg")
        self.svg.mkdir()

    def draw(self, path, title="A cat", description="", tags=(), author="", end="</svg>"):
        listed = "".join(f"<rdf:li>{tag}</rdf:li>" for tag in tags)
        target = self.svg / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(DRAWING.format(title=title, description=description, tags=listed, author=author, end=end))

    def make(self, *arguments):
        return scripts.run("make-gallery", "--svg", self.svg, "--out", self.out, *arguments)

    def rows(self):
        """The catalogue's rows by the drawing's path, each as column names and values."""
        outcome = self.make()
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        header, *lines = (self.out / "catalogue.tsv").read_text(encoding="utf-8").splitlines()
        rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
        return {row["url"].removeprefix("svg/"): row for row in rows}

    def test_a_row_holds_what_a_stock_catalogue_holds(self):
        self.draw("animals/birds/owl.svg", "Owl", "A wise bird.", ["owl", "night"], "Ann")
        row = self.rows()["animals/birds/owl.svg"]
        self.assertEqual(list(row), ["row number", "id", "url", "description", "author id", "author name",
                                     "similar ids", "tags", "detections"])
        self.assertEqual(row["row number"], "1")
        self.assertRegex(row["id"], "^[0-9a-f]{12}$")
        self.assertEqual(row["description"], "Owl. A wise bird.")
        self.assertEqual(row["author name"], "Ann")
        self.assertEqual(json.loads(row["tags"]), ["owl", "night"])

    def test_folders_stand_in_for_detections(self):
        self.draw("animals/big_cats/lion.svg")
        detections = json.loads(self.rows()["animals/big_cats/lion.svg"]["detections"])
        self.assertEqual([found["label"] for found in detections], ["animals", "big cats"])
        self.assertEqual([(found["score"], found["box"]) for found in detections], [(1.0, [0, 0, 1, 1])] * 2)

    def test_a_drawing_at_the_root_has_no_detection(self):
        self.draw("cat.svg")
        self.assertEqual(json.loads(self.rows()["cat.svg"]["detections"]), [])

    def test_drawings_that_differ_in_digits_alone_are_similar(self):
        for path in ("a/cat_01.svg", "a/cat_02.svg", "a/dog_01.svg", "b/cat_01.svg"):
            self.draw(path)
        rows = self.rows()
        self.assertEqual(json.loads(rows["a/cat_01.svg"]["similar ids"]), [rows["a/cat_02.svg"]["id"]])
        self.assertEqual(json.loads(rows["a/dog_01.svg"]["similar ids"]), [])
        self.assertEqual(json.loads(rows["b/cat_01.svg"]["similar ids"]), [])

    def test_the_same_bytes_on_every_run(self):
        for number in range(20):
            self.draw(f"a/{number}.svg", f"Number {number}", tags=["b", "a"])
        self.make()
        first = (self.out / "catalogue.tsv").read_bytes()
        self.make("--again")
        self.assertEqual((self.out / "catalogue.tsv").read_bytes(), first)

    def test_a_link_is_not_a_second_drawing(self):
        self.draw("a/cat.svg")
        (self.svg / "a/link.svg").symlink_to("cat.svg")
        self.assertEqual(list(self.rows()), ["a/cat.svg"])

    def test_tabs_and_line_breaks_in_a_text_do_not_break_its_row(self):
        self.draw("cat.svg", "A\tcat\nwith   a hat")
        self.assertEqual(self.rows()["cat.svg"]["description"], "A cat with a hat")

    def test_texts_stay_as_untidy_as_they_are(self):
        self.draw("cat.svg", "Chat &amp;eacute;gar&amp;eacute;", "&lt;b&gt;cat&lt;/b&gt;", ["hash", "hash", " "])
        row = self.rows()["cat.svg"]
        self.assertEqual(row["description"], "Chat &eacute;gar&eacute;. <b>cat</b>")
        self.assertEqual(json.loads(row["tags"]), ["hash"])

    def test_a_drawing_that_says_nothing_has_an_empty_row(self):
        self.draw("cat.svg", "", "", [])
        row = self.rows()["cat.svg"]
        self.assertEqual((row["description"], row["author id"], row["tags"]), ("", "", "[]"))

    def test_a_damaged_drawing_keeps_what_was_read_of_it(self):
        self.draw("cat.svg", "A cat", end="<g></svg")
        self.assertEqual(self.rows()["cat.svg"]["description"], "A cat")

    def test_a_part_does_not_take_the_name_of_the_whole(self):
        self.draw("a.svg")
        self.draw("b.svg")
        self.make("--limit", "1")
        self.assertEqual([file.name for file in self.out.iterdir()], ["catalogue-first-1.tsv"])
        self.assertEqual(len(self.rows()), 2)

    def test_a_folder_without_drawings_is_an_error(self):
        outcome = self.make()
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("no drawing", outcome.stderr)
        self.assertFalse((self.out / "catalogue.tsv").exists())


if __name__ == "__main__":
    unittest.main()
