"""How many bytes of codes FAISS scans a second: 8-bit codes by IndexIVFPQ, 4-bit ones of as many bytes by FastScan.

The rate is that between a shorter and a longer list, so that what a query costs besides the scan (its tables, the call)
does not count. One thread; processor time; the fastest of the rounds. Codes are random, and one list holds them all.
"""

import argparse
import time


def fastest(faiss, np, index, query, rounds):
    distances, found = np.empty((1, 1), np.float32), np.empty((1, 1), np.int64)
    pointers = [faiss.swig_ptr(one) for one in (query, distances, found)]
    best = None
    for _ in range(rounds):
        start = time.process_time_ns()
        index.search_c(1, pointers[0], 1, pointers[1], pointers[2])
        spent = time.process_time_ns() - start
        best = spent if best is None else min(best, spent)
    return best


def filled(faiss, np, kind, parts, count, random):
    """An index with one list of `count` codes."""
    dimension = parts * 2 if kind == "fastscan" else parts
    dimension = max(dimension, 8)
    name = f"IVF1,PQ{parts * 2}x4fs" if kind == "fastscan" else f"IVF1,PQ{parts}"
    index = faiss.index_factory(dimension, name, faiss.METRIC_INNER_PRODUCT)
    index.train(random.standard_normal((max(256 * 40, 1000), dimension), dtype=np.float32))
    for start in range(0, count, 200_000):
        some = min(200_000, count - start)
        if kind == "fastscan":
            index.add(random.standard_normal((some, dimension), dtype=np.float32))
            continue
        codes = random.integers(0, 256, (some, parts), dtype=np.uint8)
        ids = np.arange(start, start + some, dtype=np.int64)
        index.invlists.add_entries(0, some, faiss.swig_ptr(ids), faiss.swig_ptr(codes))
        index.ntotal += some
    index.nprobe = 1
    return index, random.standard_normal((1, dimension), dtype=np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default="8,48", help="bytes of a code, several separated by commas")
    options = parser.parse_args()

    import faiss
    import numpy as np

    faiss.omp_set_num_threads(1)
    random = np.random.default_rng(1)
    print(f"# faiss {faiss.__version__} {faiss.get_compile_options().strip()}", flush=True)
    for parts in [int(text) for text in options.parts.split(",")]:
        for kind in ["pq", "fastscan"]:
            for place, sizes, rounds in [("cache", (64 << 10, 256 << 10), 500), ("memory", (40 << 20, 80 << 20), 5)]:
                counts = [size // parts // 32 * 32 for size in sizes]
                times = []
                for count in counts:
                    index, query = filled(faiss, np, kind, parts, count, random)
                    times.append(fastest(faiss, np, index, query, rounds))
                rate = (counts[1] - counts[0]) * parts / (times[1] - times[0])
                print(f"{kind} {parts} {place} {rate:.3f}", flush=True)


if __name__ == "__main__":
    main()
