#!/usr/bin/env python3
"""Writes the reference for the tokenizer's parity test: real texts and the ids that Hugging Face `tokenizers` gives.

The texts are what this machine has: descriptions of Debian packages, translated messages of installed programs in
many languages, the drawings' catalogue when it was made, and strings made to be nasty. Each line of the output is a
JSON object with `text`, `ids` and `truncated`. The same machine gives the same file.
"""

import argparse
import csv
import gettext
import json
import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

REQUIREMENT = "tokenizers==0.23.3"
ROOT = Path(__file__).resolve().parents[2]
TOKEN_LIMIT = 256
SEED = 7


def require_tokenizers(environment):
    """Imports `tokenizers`; where Python lacks it, runs this script again in an environment that has it."""
    try:
        import tokenizers
        return tokenizers
    except ImportError:
        python = environment / "bin" / "python"
        if Path(sys.prefix).resolve() == environment.resolve():
            raise
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", REQUIREMENT],
                       check=True)
        os.execv(python, [str(python), *sys.argv])


def package_descriptions():
    """Paragraphs of the descriptions of Debian's packages, as apt knows them."""
    listing = subprocess.run(["apt-cache", "dumpavail"], capture_output=True).stdout.decode("utf-8", "replace")
    if not listing.strip():
        listing = subprocess.run(["dpkg-query", "-W", "-f", "Description: ${Description}\n\n"],
                                 capture_output=True).stdout.decode("utf-8", "replace")
    texts = set()
    for stanza in listing.split("\n\n"):
        lines, inside = [], False
        for line in stanza.split("\n"):
            if line.startswith(("Description:", "Description-en:")):
                inside = True
                lines.append(line.split(":", 1)[1].strip())
            elif inside and line.startswith(" "):
                lines.append("\n" if line.strip() == "." else line)
            elif line.startswith("Maintainer:"):
                texts.add(line.split(":", 1)[1].strip())
            else:
                inside = False
        text = "\n".join(lines).strip()
        if text:
            texts.add(text)
    return sorted(texts)


def translated_messages():
    """What installed programs say in the languages that they know."""
    texts = set()
    for folder in ["/usr/share/locale", "/usr/share/vim"]:
        for path in sorted(Path(folder).rglob("*.mo")):
            try:
                with open(path, "rb") as file:
                    catalogue = gettext.GNUTranslations(file)._catalog
            except (OSError, UnicodeError, ValueError, LookupError):
                continue
            texts.update(text for key, text in catalogue.items() if key and isinstance(text, str) and text)
    return sorted(texts)


def drawing_texts(catalogue):
    """Descriptions, authors and tags of the drawings."""
    if not catalogue.is_file():
        return []
    csv.field_size_limit(1 << 24)
    with open(catalogue, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return sorted({row[name] for row in rows for name in ("description", "author name", "tags") if row.get(name)})


def nasty_texts():
    """Strings that tokenizers trip over. None holds NUL, which no text of the system may hold."""
    texts = [
        "a", "A", ".", "...!?", "  leading and trailing  ", "tabs\tand\nlines\r\nand\rreturns",
        "\u00a0\u2003\u3000wide\u2028blanks\u2029", "vertical\u000btab, form\u000cfeed, next\u0085line",
        "control\u0001\u0002\u001f\u007f\u0080\u009fcharacters",
        "zero\u200bwidth\u200cjoiner\u200dspaces\ufeffand\u2060more", "soft\u00adhyphen",
        "replacement \ufffd character",
        "caf\u00e9 cafe\u0301 CAFE\u0301 na\u00efve co\u00f6perate Z\u00fcrich S\u00e3o Paulo",
        "\u0130stanbul \u0131s\u0131 \u01c5 \u1e9e STRASSE stra\u00dfe \ufb01re", "\u1ea4m th\u1ef1c Vi\u1ec7t Nam",
        "\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2 \u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3 \u1f84",
        "\u041c\u043e\u0441\u043a\u0432\u0430 \u0439\u043e\u0433\u0443\u0440\u0442 \u0401\u043b\u043a\u0430",
        "\u0645\u0631\u062d\u0628\u0627\u064b \u0628\u0650\u0627\u0644\u0639\u0627\u0644\u0645 \u061f "
        "\u06f1\u06f2\u06f3",
        "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd",
        "\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902 \u092a\u093e\u0920",
        "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22 \u0e01\u0e33\u0e25\u0e31\u0e07",
        "\u4e00\u53ea\u732b\u548c\u4e00\u6761\u9f99\u5728\u8bfb\u4e66\u3002",
        "\u9f8d\u3068\u9b54\u6cd5\u4f7f\u3044\u304c\u672c\u3092\u8aad\u3080\u3001\u30ab\u30bf\u30ab\u30ca "
        "\uff8a\uff9d\uff76\uff78 \uff26\uff55\uff4c\uff4c",
        "\ud55c\uad6d\uc5b4 \ud14d\uc2a4\ud2b8 \u1112\u1161\u11ab", "mixed\u4e2dEnglish\u6587and\u5b57",
        "\uf900\ufa0e\U0002f800\U00020000\U0002a700\U0002b740\U0002b820\U0002b920\u9fff",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family \U0001f44d\U0001f3fd "
        "\U0001f1e9\U0001f1ea \u2764\ufe0f 1\ufe0f\u20e3",
        "\U0001f409\U0001f9d9\u200d\u2642\ufe0fdragon\U0001f4da", "\U0001fae0\U0001f979\U0001faf6 new emoji",
        "snake_case camelCase kebab-case C++ C# a.b.c x=1;y<2 & $9.99 \u20ac5 \u00a37 50% @user #tag "
        "http://example.com/z?q=1",
        "don't can't \u201cquoted\u201d \u2018single\u2019 \u2014 \u2013 \u2026 \u00ab\u00bb",
        "[CLS] is [SEP] not [MASK] a [PAD] word [UNK] here", "[cls] [CLS", "x[MASK]y", "[[MASK]]", "##ing ## #a",
        "[unused5] [unused]",
        "\u00bd \u00b2 \u2460 \u216b \u2122 \u00a9 \u2260 \u226e \u212b \u2126 \u1fef \u037e \u0387",
        "a\u0301\u0323b\u0323\u0301 o\u0302\u0301", "e" + "\u0301" * 50, "\u0301alone", "\u0301",
        "\u20dd enclosed a\u20dd",
        "music \U0001d165\U0001d16d \U0001d16d\U0001d165 \U0001d15e \u302e\u302f\u302f\u302e",
        "a\U0001d16d\u0301\U0001d165b", "\u1734 \u166d \U000111c9 \u061d \u0898x\u0899 \u1abf \U0001e000",
        "\ue000 private \U000f0000 use \U0010fffd", "\u0378 unassigned \U000e0001 tags \U000e0041",
        "\u0600 \u06dd \u070f \u0890 \u08e2 \U000110bd \U000110cd \U00013430",
        "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis", "w" * 99, "w" * 100, "w" * 101,
        "\u00e9" * 100, "e\u0301" * 100, "e\u0301" * 101, "\u4e2d" * 300, "x" * 65536, "ab " * 20000,
        "supercalifragilistic" * 3000, "." * 5000, "a." * 3000, " " * 60000 + "end", "\u200b" * 20000 + "end",
        "\u0301" * 30000, "\U0001d165\U0001d16d" * 8000, "word " * 253, "word " * 254, "word " * 255, "word " * 256,
        "word " * 254 + "\u200b ", "unbelievable " * 10000,
    ]
    chance = random.Random(SEED)
    pools = [
        [chr(c) for c in range(1, 0x250)], [chr(c) for c in range(0x300, 0x370)] + list("aeiouAEIOU "),
        [chr(c) for c in range(0x2000, 0x2070)] + list("ab "),
        [chr(c) for c in range(0x3000, 0x30ff)] + ["\u4e00", "a"],
        [chr(c) for c in range(1, 0x3000) if unicodedata.category(chr(c)) != "Cn"],
        [chr(c) for c in range(0x1f000, 0x1fb00)] + ["\u200d", "\ufe0f", " "],
        [chr(c) for c in range(0xf900, 0x10000)] + list("xyz "),
        [chr(c) for c in range(0x10000, 0x1f000) if unicodedata.category(chr(c)) != "Cn"] + list("m "),
    ]
    for number in range(800):
        pool = pools[number % len(pools)]
        texts.append("".join(chance.choice(pool) for _ in range(chance.randint(1, 60))))
    # Every assigned character of the first planes once, between letters and alone.
    assigned = [chr(c) for c in range(1, 0x20000)
                if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co") and not 0x3400 <= c <= 0x9fff
                and not 0xac00 <= c <= 0xd7a3]
    for start in range(0, len(assigned), 40):
        texts.append(" ".join(f"{c} a{c}b" for c in assigned[start:start + 40]))
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "var/parity/tokens.jsonl", help="file to write")
    parser.add_argument("--tokenizer", type=Path, help="tokenizer.json (default: beside the model)",
                        default=Path(os.environ.get("TESSERA_MODEL", ROOT / "var/models/minilm")) / "tokenizer.json")
    parser.add_argument("--catalogue", type=Path, default=ROOT / "var/gallery/catalogue.tsv",
                        help="the drawings' catalogue, left out when there is none")
    parser.add_argument("--environment", type=Path, default=ROOT / "var/parity/environment",
                        help="Python environment, made when this Python lacks tokenizers")
    parser.add_argument("--count", type=int, default=10000, help="real texts, at least")
    options = parser.parse_args()

    tokenizers = require_tokenizers(options.environment)
    tokenizer = tokenizers.Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=TOKEN_LIMIT)

    chance = random.Random(SEED)
    sources = [package_descriptions(), translated_messages(), drawing_texts(options.catalogue)]
    kept = drawn = []
    # A third of the count from each source, the rest from whichever has more.
    for source in sources:
        chance.shuffle(source)
        kept = kept + source[:options.count // 3 + 1]
    for source in sources:
        if len(kept) < options.count:
            drawn = source[options.count // 3 + 1:]
            kept = kept + drawn[:options.count - len(kept)]
    kept = [text for text in kept if "\0" not in text]
    if len(kept) < options.count:
        sys.exit(f"make_tokens: only {len(kept)} of {options.count} real texts were found; run `apt-get update` first")

    options.output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = options.output.with_name(options.output.name + ".unfinished")
    texts = kept + nasty_texts()
    with open(unfinished, "w", encoding="ascii") as file:
        for text in texts:
            encoding = tokenizer.encode(text)
            line = {"text": text, "ids": encoding.ids, "truncated": bool(encoding.overflowing)}
            file.write(json.dumps(line) + "\n")
    unfinished.replace(options.output)
    print(f"   {options.output}: {len(kept)} real texts and {len(texts) - len(kept)} nasty ones")


if __name__ == "__main__":
    main()
