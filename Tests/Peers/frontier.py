"""Runs the peers one after the other, each in a process of its own, and gathers what they reach in one JSON document.

A process builds indexes on several threads, and another, pinned to one core, searches them: a peer that dies takes
nothing with it but its own figures, and no thread of a build stands by while a search is measured. With several passes
all engines are searched in turn, again and again, so that a machine's slow minutes do not fall on one of them alone;
the fastest pass counts at every setting.
"""

import argparse
import json
import os
import platform
import subprocess
import sys

from compare import TARGETS, best_at, merged, show, table
from vectors import find_files

HERE = os.path.dirname(os.path.abspath(__file__))
ENGINES = ["faiss_ivf", "scann_tree", "hnswlib_graph", "usearch_graph", "svs_vamana"]


def cpu_name():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def run_stage(stage, engine, options, files):
    """The documents that a stage of an engine prints, and why it failed (None where it did not)."""
    command = [sys.executable, os.path.join(HERE, "peer.py"), stage, engine, "--cache", options.cache]
    command += ["--base", files[0], "--queries", files[1], "--neighbors", files[2]]
    command += ["--threads", str(options.threads), "--core", str(options.core), "--rounds", str(options.rounds)]
    command += ["--lists", options.lists, "--items", str(options.items)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    documents = []
    for line in ended.stdout.splitlines():
        if line.startswith("{"):
            documents.append(json.loads(line))
        elif line.strip():
            print("  " + line, flush=True)
    if ended.returncode == 0:
        return documents, None
    said = [line for line in (ended.stdout + ended.stderr).splitlines() if line.strip() and line[0] != "{"]
    return documents, said[-1] if said else f"ended with {ended.returncode}"


def leave_out(result, told):
    """Notes and prints, once, what is left out and why."""
    if told not in result["left_out"]:
        result["left_out"].append(told)
        print(f"left out: {told['name']}: {told['reason']}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="../shared/data", help="folder with the three files")
    parser.add_argument("--base", help="items: halves [items, d]")
    parser.add_argument("--queries", help="halves [queries, d]")
    parser.add_argument("--neighbors", help="32-bit integers [queries, 10 or more], best first")
    parser.add_argument("--items", type=int, default=0, help="use the first so many items only; 0: all")
    parser.add_argument("--cache", default="var/peers", help="folder for built indexes")
    parser.add_argument("--only", default=",".join(ENGINES), help="engines, separated by commas")
    parser.add_argument("--lists", default="", help="numbers of lists of the IVF engines, separated by commas")
    parser.add_argument("--threads", type=int, default=2, help="threads to build with")
    parser.add_argument("--core", type=int, default=min(os.sched_getaffinity(0)), help="core to search on")
    parser.add_argument("--rounds", type=int, default=3, help="passes over the queries; the fastest counts")
    parser.add_argument("--passes", type=int, default=1, help="times to search all engines in turn")
    parser.add_argument("--out", help="file for the JSON document")
    options = parser.parse_args()
    files = find_files(options.data, options.base, options.queries, options.neighbors)
    result = {"cpu": cpu_name(), "base": os.path.basename(files[0]), "engines": [], "left_out": []}
    built = []
    for engine in options.only.split(","):
        _, reason = run_stage("build", engine, options, files)
        if reason is None:
            built.append(engine)
        else:
            leave_out(result, {"name": engine, "reason": reason})
    for _ in range(options.passes):
        for engine in built:
            documents, reason = run_stage("sweep", engine, options, files)
            for document in documents:
                if "reason" in document:
                    leave_out(result, document)
                    continue
                result["engines"].append(document)
                rates = ["-" if rate is None else f"{rate:,.0f}" for rate in (best_at(document, t) for t in TARGETS)]
                rates = f"{document['bytes_a_vector']:7,.0f} bytes  " + " / ".join(rates)
                print(f"{document['name']:32} {rates}", flush=True)
            if reason is not None:
                leave_out(result, {"name": engine, "reason": reason})
    print()
    show(table(merged([result])))
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
