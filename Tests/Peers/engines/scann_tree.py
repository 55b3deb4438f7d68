"""ScaNN: a tree of lists, 4-bit codes of an anisotropic loss, candidates compared exactly; with and without SOAR."""

import os
from importlib.metadata import version

import numpy as np
import scann
from variant import Variant

LEAVES = [2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192]
REORDERED = [30, 60, 100, 200, 400]
KINDS = [("ScaNN tree-AH", {}), ("ScaNN tree-AH, SOAR", {"soar_lambda": 1.5, "overretrieve_factor": 2.0})]


class Engine:
    kind = "compressed"
    version = version("scann")

    def __init__(self, vectors, folder, threads, lists):
        self.vectors = vectors
        self.folder = folder
        self.threads = threads
        self.lists = lists

    def _path(self, lists, kind):
        return os.path.join(self.folder, f"{lists}-{'soar' if kind else 'plain'}")

    def build(self):
        base = None
        for lists in self.lists:
            for _, kind in KINDS:
                path = self._path(lists, kind)
                # A file that comes last says that the folder is whole.
                if os.path.exists(os.path.join(path, "done")):
                    continue
                if base is None:
                    base = np.asarray(self.vectors.base, dtype=np.float32)
                builder = scann.scann_ops_pybind.builder(base, 10, "dot_product")
                builder = builder.set_n_training_threads(self.threads)
                builder = builder.tree(
                    num_leaves=lists, num_leaves_to_search=32, training_sample_size=len(base), **kind
                )
                index = builder.score_ah(2, anisotropic_quantization_threshold=0.2).reorder(100).build()
                os.makedirs(path, exist_ok=True)
                # By names alone: paths hold only where, and from where, they were written.
                index.serialize(path, relative_path=True)
                open(os.path.join(path, "done"), "w").close()

    def variants(self):
        for lists in self.lists:
            for name, kind in KINDS:
                path = self._path(lists, kind)
                index = scann.scann_ops_pybind.load_searcher(path)
                size = sum(os.path.getsize(os.path.join(path, one)) for one in os.listdir(path))
                choices = [
                    {"leaves": leaves, "reorder": count}
                    for count in REORDERED
                    for leaves in LEAVES
                    if leaves <= lists
                ]
                yield Variant(name, {"leaves_total": lists}, size, choices, self._searcher(index))

    def _searcher(self, index):
        queries = [row for row in self.vectors.queries.astype(np.float32)]

        def make(leaves, reorder):
            def search(number):
                return index.search(
                    queries[number],
                    final_num_neighbors=10,
                    pre_reorder_num_neighbors=reorder,
                    leaves_to_search=leaves,
                )[0]

            return search

        return make
