"""Compares what engines reach at equal recall, from the JSON documents of `tessera-bench frontier` and of the peers.

    compare.py [--html FILE] FILE...

Prints queries a second at recall@10 of 0.90, 0.95 and 0.97, and the ratio of every way of asking Tessera to the best
compressed peer and to the best graph. The page holds the same with a plot and loads nothing.
"""

import argparse
import html
import json
import math

TARGETS = [0.90, 0.95, 0.97]
COLOURS = ["#1b6ca8", "#c0392b", "#27865b", "#8e44ad", "#b9770e", "#16a2a2", "#7f4f24", "#d35487", "#5d6d7e"]


def best_points(engine):
    """The points that no other beats in both recall and rate, by rising recall."""
    best = []
    for point in sorted(engine["points"], key=lambda one: (-one["recall"], -one["qps"])):
        if not best or point["qps"] > best[-1]["qps"]:
            best.append(point)
    return best[::-1]


def best_at(engine, target):
    """Queries a second at a recall of `target`: between the two best points about it, by the logarithm of the rate."""
    points = best_points(engine)
    above = [point for point in points if point["recall"] >= target]
    if not above:
        return None
    high = above[0]
    below = [point for point in points if point["recall"] < target]
    if not below:
        return high["qps"]
    low = below[-1]
    share = (target - low["recall"]) / (high["recall"] - low["recall"])
    return math.exp(math.log(low["qps"]) * (1 - share) + math.log(high["qps"]) * share)


def merged(documents):
    """The engines of all documents; those of one name are one, with the least memory of any of its best settings."""
    engines = {}
    for document in documents:
        for engine in document["engines"]:
            known = engines.setdefault(engine["name"], dict(engine, points=[]))
            known["points"] = known["points"] + engine["points"]
            known["bytes_a_vector"] = max(known["bytes_a_vector"], engine["bytes_a_vector"])
    return list(engines.values())


def table(engines):
    """Rows of text: name, bytes a vector, rates."""
    rows = [["engine", "bytes a vector"] + [f"at {target:.2f}" for target in TARGETS]]
    for engine in engines:
        rates = [best_at(engine, target) for target in TARGETS]
        rows.append(
            [engine["name"], f"{engine['bytes_a_vector']:,.0f}"]
            + ["-" if rate is None else f"{rate:,.0f}" for rate in rates]
        )
    return rows


def ratios(engines):
    """Rows of text: each way of asking Tessera, by the best compressed peer and the best graph at each target."""
    rows = [["ratio"] + [f"at {target:.2f}" for target in TARGETS]]
    for own in [engine for engine in engines if engine["kind"] == "tessera"]:
        for kind in ["compressed", "graph"]:
            row = [f"{own['name']} / best {kind} peer"]
            for target in TARGETS:
                others = [(best_at(one, target) or 0, one["name"]) for one in engines if one["kind"] == kind]
                rate, name = max(others, default=(0, ""))
                mine = best_at(own, target)
                row.append(f"{mine / rate:.2f} ({name})" if mine and rate else "-")
            rows.append(row)
    return rows


def show(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells))
    print()


def plot(engines):
    """An SVG of recall across and queries a second upwards, both stretched where it matters."""
    width, height, left, bottom = 920, 560, 70, 50
    shown = [(engine, [p for p in best_points(engine) if p["recall"] >= 0.7]) for engine in engines]
    rates = [point["qps"] for _, points in shown for point in points]
    if not rates:
        return ""
    low, high = math.floor(math.log10(min(rates)) * 4) / 4, math.ceil(math.log10(max(rates)) * 4) / 4

    def x(recall):
        # By the logarithm of what is missed: 0.9 to 0.99 is as wide as 0.99 to 0.999.
        missed = max(1 - recall, 0.002)
        return left + (width - left - 240) * (math.log10(0.3) - math.log10(missed)) / (math.log10(0.3 / 0.002))

    def y(rate):
        return height - bottom - (height - bottom - 20) * (math.log10(rate) - low) / (high - low)

    parts = [f'<svg viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="12">']
    for recall in [0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 0.998]:
        parts.append(f'<path d="M{x(recall):.1f} 20V{height - bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{x(recall):.1f}" y="{height - bottom + 18}" text-anchor="middle">{recall}</text>')
    for step in [value * 10**power for power in range(1, 7) for value in (1, 2, 5)]:
        if 10**low <= step <= 10**high:
            parts.append(f'<path d="M{left} {y(step):.1f}H{width - 240}" stroke="#ddd"/>')
            parts.append(f'<text x="{left - 6}" y="{y(step) + 4:.1f}" text-anchor="end">{step:,}</text>')
    for number, (engine, points) in enumerate(shown):
        colour = COLOURS[number % len(COLOURS)]
        dash = "" if engine["kind"] == "tessera" else ' stroke-dasharray="6 3"'
        line = " ".join(f"{x(point['recall']):.1f},{y(point['qps']):.1f}" for point in points)
        thick = 3 if engine["kind"] == "tessera" else 1.5
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="{thick}"{dash}/>')
        for point in points:
            told = html.escape(f"{engine['name']}: {point['recall']:.4f}, {point['qps']:,.0f}/s, {point['knobs']}")
            parts.append(
                f'<circle cx="{x(point["recall"]):.1f}" cy="{y(point["qps"]):.1f}" r="3" fill="{colour}">'
                f"<title>{told}</title></circle>"
            )
        parts.append(f'<path d="M{width - 225} {30 + 20 * number}h24" stroke="{colour}" stroke-width="{thick}"{dash}/>')
        parts.append(f'<text x="{width - 195}" y="{34 + 20 * number}">{html.escape(engine["name"])}</text>')
    parts.append(f'<text x="{(left + width - 240) / 2}" y="{height - 8}" text-anchor="middle">recall@10</text>')
    parts.append('<text x="14" y="14">queries a second of one core</text></svg>')
    return "\n".join(parts)


def page(documents, engines):
    def rows(lines):
        cells = lambda line, tag: "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in line)
        body = "".join(f"<tr>{cells(line, 'td')}</tr>" for line in lines[1:])
        return f"<table><tr>{cells(lines[0], 'th')}</tr>{body}</table>"

    left_out = [one for document in documents for one in document.get("left_out", [])]
    said = "".join(f"<li>{html.escape(one['name'])}: {html.escape(one['reason'])}</li>" for one in left_out)
    told = html.escape(", ".join(sorted({document["cpu"] for document in documents if document.get("cpu")})))
    style = "body{font-family:sans-serif;max-width:960px;margin:2em auto}td,th{padding:2px 10px;text-align:right}"
    style += "td:first-child,th:first-child{text-align:left}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Recall and rate</title><style>{style}</style>'
        f"<h1>Recall and rate</h1><p>{told}</p>{plot(engines)}{rows(table(engines))}{rows(ratios(engines))}"
        + (f"<p>Left out:</p><ul>{said}</ul>" if said else "")
        + "</html>\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--html", help="file for the page")
    options = parser.parse_args()
    documents = []
    for path in options.files:
        with open(path, encoding="utf-8") as file:
            documents.append(json.load(file))
    engines = merged(documents)
    show(table(engines))
    if any(engine["kind"] == "tessera" for engine in engines):
        show(ratios(engines))
    for document in documents:
        for one in document.get("left_out", []):
            print(f"left out: {one['name']}: {one['reason']}")
    if options.html:
        with open(options.html, "w", encoding="utf-8") as file:
            file.write(page(documents, engines))


if __name__ == "__main__":
    main()
