"""The example worker of deploy/python: what it plans, the page it writes, and the pipeline it would drive."""
import html.parser
import json
import os
import subprocess
import sys
from pathlib import Path

from interop_server import ROOT
from test_find_guides import ITEMS, Daemon

WORKER = ROOT / "deploy/python/examples/worker.py"
DRAWING = '<svg xmlns="http' + '://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
# Stand-ins that only note how they were called.
TORCH = """
float32, float16 = "float32", "float16"
class cuda:
    is_available = staticmethod(lambda: False)
class Generator:
    def __init__(self, device): self.device = device
    def manual_seed(self, seed): self.seed = seed; return self
"""
DIFFUSERS = """
import json
def note(*what):
    with open("calls.jsonl", "a") as calls: calls.write(json.dumps(what) + "\\n")
class ControlNetModel:
    @classmethod
    def from_pretrained(cls, name, torch_dtype): note("controlnet", name, torch_dtype); return cls()
class Picture:
    def save(self, path): open(path, "wb").write(b"a picture")
class Made:
    images = [Picture()]
class StableDiffusionControlNetPipeline:
    @classmethod
    def from_pretrained(cls, name, controlnet, torch_dtype): note("pipeline", name, torch_dtype); return cls()
    def to(self, device): note("to", device); return self
    def load_lora_weights(self, name, adapter_name): note("lora", name, adapter_name)
    def set_adapters(self, names, adapter_weights): note("adapters", names, adapter_weights)
    def __call__(self, prompt, image, controlnet_conditioning_scale, num_inference_steps, generator):
        note("generate", prompt, image.mode, controlnet_conditioning_scale, num_inference_steps, generator.seed)
        return Made()
"""
IMAGE = """
class Image:
    width = height = 512
    mode = "?"
    def convert(self, mode): self.mode = mode; return self
    def thumbnail(self, size): pass
    def paste(self, image, place): pass
    def filter(self, kind): return self
    def point(self, function): return self
def open(file): return Image()
def new(mode, size, color): return Image()
"""


class Page(html.parser.HTMLParser):
    """The addresses, texts and tags of a page; what is opened must be closed."""

    def __init__(self, text):
        super().__init__()
        self.sources, self.texts, self.open, self.tags = [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.sources += [value for name, value in attributes if name in ("src", "href")]
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


class WorkerTests(Daemon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rows = [f"{id}\t{id}.svg\t{text}\t{'|'.join(tags)}" for id, (text, tags) in ITEMS.items()]
        catalogue = cls.folder / "drawn.tsv"
        catalogue.write_text("\n".join(["id\turl\tdescription\ttags", *rows,
                                        "x\t../../outside.svg\tA <b>spaceship</b> & \"crew\".\tspace"]) + "\n")
        cls.tool("gallery", "create", "drawn")
        cls.tool("import", "drawn", catalogue)
        cls.images = cls.folder / "images"
        cls.images.mkdir()
        for id in ITEMS:
            (cls.images / f"{id}.svg").write_text(DRAWING)

    def setUp(self):
        self.out = self.folder / self.id().rpartition(".")[2]
        self.out.mkdir()

    def work(self, *arguments, stdin="", path=None, out="out"):
        environment = dict(os.environ, PYTHONPATH=str(path or ""), TESSERA_SERVER=f"unix:{self.socket}")
        return subprocess.run([sys.executable, WORKER, "--gallery", "drawn", "--out", out, *arguments], cwd=self.out,
                              env=environment, input=stdin, capture_output=True, text=True, timeout=60)

    def plan(self, *arguments, **options):
        outcome = self.work(*arguments, **options)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        return json.loads((self.out / "out/plan.json").read_text()), outcome.stdout

    def test_without_a_model_it_writes_what_it_would_do(self):
        plan, said = self.plan("--role-a", "an old wizard", "--lora-a", "robes:0.7:long beard,hat", "--role-b",
                               "a small dragon", "--action", "reading", "--count", "3", "--seed", "5", "--image-root",
                               str(self.images))
        self.assertFalse(plan["generated"])
        self.assertIn("--model", plan["reason"])
        first = plan["jobs"][0]
        self.assertEqual(len(plan["jobs"]), 3)
        self.assertEqual(first["loras"], [{"role": "role_a", "name": "robes", "weight": 0.7,
                                           "trigger_words": ["long beard", "hat"]}])
        self.assertIn("long beard", first["prompt"])
        self.assertNotIn("long beard", plan["search_text"])
        self.assertEqual(first["guide"]["file"], str((self.images / f"{first['guide']['id']}.svg").resolve()))
        self.assertEqual(first["conditioning"]["kind"], "edges")
        self.assertEqual([job["seed"] for job in plan["jobs"]], [6, 7, 8])
        self.assertIn("prompt:   ", said)

    def test_the_page_holds_all_it_shows(self):
        plan, _ = self.plan("--role-a", "a spaceship", "--count", "7", "--image-root", str(self.images))
        text = (self.out / "out/sheet.html").read_text()
        page = Page(text)
        self.assertEqual(page.tags.count("article"), 7)
        self.assertEqual(page.tags.count("img"), 6)
        self.assertTrue(all(source.startswith("data:image/svg+xml;base64,") for source in page.sources))
        self.assertIn("default-src 'none'", text)
        # Words of items are text, whatever they look like.
        self.assertIn('A <b>spaceship</b> & "crew".', page.texts)
        self.assertNotIn("script", page.tags)
        (outside,) = [job for job in plan["jobs"] if job["guide"]["id"] == "x"]
        self.assertIsNone(outside["guide"]["file"])

    def test_a_scene_comes_as_json_too(self):
        scene = {"role_a": {"text": "a knight", "lora": {"name": "armour"}}, "role_b": "a horse", "action": "riding",
                 "style_words": ["ink"]}
        plan, _ = self.plan("--scene", "-", "--count", "1", stdin=json.dumps(scene))
        self.assertEqual(plan["jobs"][0]["guide"]["id"], "h1")
        self.assertEqual(plan["jobs"][0]["loras"][0]["name"], "armour")
        (self.out / "scene.json").write_text(json.dumps(scene))
        again, _ = self.plan("--scene", "scene.json", "--count", "1")
        self.assertEqual(again, plan)
        line = {"role_a": "a knight", "lora_a": "armour", "role_b": "a horse", "action": "riding", "style": ["ink"],
                "count": 1}
        self.assertEqual(self.plan("--scene", "-", stdin=json.dumps(line))[0], plan)

    def test_with_diffusers_each_guide_steers_a_picture(self):
        modules = self.out / "modules"
        (modules / "PIL").mkdir(parents=True)
        for name, text in (("torch.py", TORCH), ("diffusers.py", DIFFUSERS), ("PIL/__init__.py", ""),
                           ("PIL/Image.py", IMAGE), ("PIL/ImageFilter.py", "FIND_EDGES = 1"),
                           ("cairosvg.py", "def svg2png(**options): return b''")):
            (modules / name).write_text(text)
        arguments = ("--role-a", "a knight", "--lora-a", "armour:0.5", "--model", "some-model", "--count", "2",
                     "--image-root", str(self.images), "--used", "used.txt", "--steps", "9")
        plan, _ = self.plan(*arguments, path=modules)
        self.assertTrue(plan["generated"])
        calls = [json.loads(line) for line in (self.out / "calls.jsonl").read_text().splitlines()]
        self.assertEqual(calls[:5], [
            ["controlnet", "lllyasviel/sd-controlnet-canny", "float32"], ["pipeline", "some-model", "float32"],
            ["to", "cpu"], ["lora", "armour", "role_a"], ["adapters", ["role_a"], [0.5]]])
        self.assertEqual(calls[5:], [["generate", plan["jobs"][0]["prompt"], "RGB", 0.8, 9, seed] for seed in (1, 2)])
        for job in plan["jobs"]:
            self.assertEqual((self.out / job["output"]).read_bytes(), b"a picture")
        used = (self.out / "used.txt").read_text().split()
        self.assertEqual(used, [job["guide"]["id"] for job in plan["jobs"]])
        again, _ = self.plan(*arguments, path=modules)
        self.assertFalse(set(used) & {job["guide"]["id"] for job in again["jobs"]})

    def test_a_model_without_diffusers_leaves_the_plan(self):
        plan, _ = self.plan("--role-a", "a knight", "--model", "some-model")
        self.assertIn("is not installed", plan["reason"])

    def test_what_is_wrong_is_one_line(self):
        for arguments, stdin, words in (
                (["--count", "1"], "", "--role-a"), (["--scene", "none.json"], "", "none.json"),
                (["--scene", "-"], "{", "Expecting"), (["--scene", "-"], "[]", "scene is [], not an object"),
                (["--scene", "-"], '{"action": "x"}', "no role_a"),
                (["--scene", "-"], '{"role_a": "x", "role_c": 1}', "scene has no 'role_c'"),
                (["--scene", "-"], '{"role_a": {"text": "x", "lora": {"name": "y", "weight": "2"}}}', "not a number"),
                (["--scene", "-"], '{"role_a": "x", "lora_b": "y"}', "lora_b needs role_b"),
                (["--scene", "-"], '{"role_a": {"text": "x", "lora": {"name": "y"}}, "lora_a": "z"}', "both"),
                (["--role-a", "x", "--lora-a", "y:strong"], "", "--lora-a: 'y:strong'"),
                (["--role-a", "x", "--lora-a", ":2"], "", "has no name"),
                (["--role-a", "x", "--count", "0"], "", "count is 0"),
                (["--role-a", "x", "--gallery", "none"], "", "none"),
                (["--role-a", "x", "--server", "unix:/nowhere", "--timeout", "1"], "", "UNAVAILABLE")):
            with self.subTest(words):
                outcome = self.work(*arguments, stdin=stdin)
                self.assertEqual(outcome.returncode, 1)
                self.assertIn(words, outcome.stderr)
                self.assertEqual(len(outcome.stderr.splitlines()), 1, outcome.stderr)
                self.assertTrue(Path(self.out).exists())
