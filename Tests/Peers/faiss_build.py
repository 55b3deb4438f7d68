"""Builds IVF-PQ indexes of real embeddings with FAISS: times of training and adding, and the quantization error.

The metric is L2 with codes of residuals, which is what Tessera does for vectors of unit length: the coarse centroid is
the nearest one. Prints one line a case: lists, parts, seconds of train and of add, processor seconds of both together,
mean squared error. With more than one thread FAISS spends processor time on waiting; with one the processor seconds
compare fairly even on a busy machine.
"""

import argparse
import time

from vectors import find_files


def measure(faiss, np, vectors, list_count, part_count, iterations, part_iterations, seed):
    """Seconds of train, of add, processor seconds of both, and the mean squared distance of vectors to their codes."""
    dimension = vectors.shape[1]
    index = faiss.IndexIVFPQ(faiss.IndexFlatL2(dimension), dimension, list_count, part_count, 8)
    index.cp.niter = iterations
    index.cp.seed = seed
    index.pq.cp.niter = part_iterations
    index.pq.cp.seed = seed
    # Tables for searching are not asked of either side.
    index.use_precomputed_table = -1
    spent = time.process_time()
    start = time.perf_counter()
    index.train(vectors)
    trained = time.perf_counter()
    index.add(vectors)
    added = time.perf_counter()
    spent = time.process_time() - spent
    index.make_direct_map()
    error = 0.0
    for first in range(0, len(vectors), 10_000):
        block = vectors[first : first + 10_000]
        error += float(((block - index.reconstruct_n(first, len(block))).astype(np.float64) ** 2).sum())
    return trained - start, added - trained, spent, error / len(vectors)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder with sentences.f16.npy or sentences-100k.f16.npy")
    parser.add_argument("--lists", default="390,1024")
    parser.add_argument("--parts", default="48,8")
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--part-iterations", type=int, default=25)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1234)
    options = parser.parse_args()

    import faiss
    import numpy as np

    faiss.omp_set_num_threads(options.threads)
    vectors = np.load(find_files(options.data)[0]).astype(np.float32)
    print(f"# faiss {faiss.__version__} {faiss.get_compile_options().strip()}", flush=True)
    for list_count in [int(text) for text in options.lists.split(",")]:
        for part_count in [int(text) for text in options.parts.split(",")]:
            train, add, spent, error = measure(
                faiss, np, vectors, list_count, part_count, options.iterations, options.part_iterations, options.seed
            )
            print(f"faiss {list_count} {part_count} {train:.3f} {add:.3f} {spent:.3f} {error:.6f}", flush=True)


if __name__ == "__main__":
    main()
