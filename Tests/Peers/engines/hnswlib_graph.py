"""hnswlib: a navigable small-world graph over float vectors."""

import os
from importlib.metadata import version

import hnswlib
import numpy as np
from variant import Variant

WIDTHS = [10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448]


class Engine:
    kind = "graph"
    version = version("hnswlib")

    def __init__(self, vectors, folder, threads, lists):
        self.vectors = vectors
        self.threads = threads
        self.path = os.path.join(folder, "M16.index")

    def build(self):
        if os.path.exists(self.path):
            return
        index = hnswlib.Index(space="ip", dim=self.vectors.dimension)
        index.init_index(max_elements=self.vectors.count, ef_construction=200, M=16, random_seed=1)
        index.add_items(np.asarray(self.vectors.base, dtype=np.float32), num_threads=self.threads)
        index.save_index(self.path + ".part")
        os.replace(self.path + ".part", self.path)

    def variants(self):
        index = hnswlib.Index(space="ip", dim=self.vectors.dimension)
        index.load_index(self.path)
        index.set_num_threads(1)
        queries = self.vectors.queries.astype(np.float32)

        def make(ef):
            index.set_ef(ef)

            def search(number):
                return index.knn_query(queries[number], k=10, num_threads=1)[0][0]

            return search

        choices = [{"ef": ef} for ef in WIDTHS]
        yield Variant("hnswlib M = 16", {"M": 16}, os.path.getsize(self.path), choices, make)
