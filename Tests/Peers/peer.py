"""One engine: `build` makes its indexes, unless they are there; `sweep` searches them on one core.

A sweep prints a JSON document a line, one for each index that was searched.
"""

import argparse
import importlib
import json
import os
import sys
import time

from vectors import Vectors

COUNT = 10


def lists_for(items, asked):
    """Numbers of lists to try: the powers of two about twice and four times the root of the number of items."""
    if asked:
        return [int(text) for text in asked.split(",")]
    lists = 1
    while lists * 2 <= 2.2 * items**0.5:
        lists *= 2
    return [lists, lists * 2]


def measure(search, vectors, count, rounds):
    """Recall@10 and queries a second: one query a call, processor time of the whole process, the fastest round."""
    for number in range(min(100, count)):
        search(number)
    best, found = None, []
    for _ in range(rounds):
        start = time.process_time()
        found = [search(number) for number in range(count)]
        spent = time.process_time() - start
        best = spent if best is None else min(best, spent)
    right = 0
    for number, ids in enumerate(found):
        right += len(set(int(one) for one in ids) & set(vectors.neighbors[number][:COUNT].tolist()))
    return right / (COUNT * count), count / best


def promising(variant, vectors):
    """Those settings of a variant that a short look finds near the frontier, in the range that is compared."""
    count = min(300, len(vectors.queries))
    looks = [(knobs, *measure(variant.searcher(**knobs), vectors, count, 1)) for knobs in variant.knobs()]
    kept = []
    for knobs, recall, rate in looks:
        better = max((other for _, reached, other in looks if reached >= recall), default=rate)
        if recall >= 0.7 and rate >= 0.8 * better:
            kept.append(knobs)
    return kept


def sweep(engine, vectors, options):
    for variant in engine.variants():
        points = []
        for knobs in promising(variant, vectors):
            recall, rate = measure(variant.searcher(**knobs), vectors, len(vectors.queries), options.rounds)
            points.append({"recall": round(recall, 5), "qps": round(rate, 1), "knobs": dict(variant.fixed, **knobs)})
        document = {"name": variant.name, "kind": engine.kind, "version": engine.version, "items": vectors.count}
        document["bytes_a_vector"] = round(variant.byte_count / vectors.count, 1)
        document["points"] = points
        print(json.dumps(document), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["build", "sweep"])
    parser.add_argument("engine")
    for name in ["base", "queries", "neighbors", "cache"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--items", type=int, default=0)
    parser.add_argument("--lists", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    threads = options.threads
    if options.stage == "sweep":
        # Before any library is loaded, so that whatever threads it makes are few and on this core.
        os.sched_setaffinity(0, {options.core})
        threads = 1
    for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
        os.environ[name] = str(threads)
    vectors = Vectors(options.base, options.queries, options.neighbors, options.items)
    folder = os.path.join(os.path.abspath(options.cache), vectors.fingerprint, options.engine)
    os.makedirs(folder, exist_ok=True)
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "engines"))
    lists = lists_for(vectors.count, options.lists)
    engine = importlib.import_module(options.engine).Engine(vectors, folder, threads, lists)
    if options.stage == "build":
        engine.build()
    else:
        sweep(engine, vectors, options)


if __name__ == "__main__":
    main()
