"""USearch: a navigable small-world graph over halves."""

import os
from importlib.metadata import version

import numpy as np
from usearch.index import Index
from variant import Variant

WIDTHS = [10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448]


class Engine:
    kind = "graph"
    version = version("usearch")

    def __init__(self, vectors, folder, threads, lists):
        self.vectors = vectors
        self.threads = threads
        self.path = os.path.join(folder, "f16-16.index")

    def _index(self):
        return Index(
            ndim=self.vectors.dimension, metric="ip", dtype="f16", connectivity=16, expansion_add=200
        )

    def build(self):
        if os.path.exists(self.path):
            return
        index = self._index()
        index.add(np.arange(self.vectors.count), np.asarray(self.vectors.base), threads=self.threads)
        index.save(self.path + ".part")
        os.replace(self.path + ".part", self.path)

    def variants(self):
        index = self._index()
        index.load(self.path)
        queries = self.vectors.queries

        def make(expansion):
            index.expansion_search = expansion

            def search(number):
                return index.search(queries[number], 10, threads=1).keys

            return search

        choices = [{"expansion": one} for one in WIDTHS]
        yield Variant("USearch f16", {"connectivity": 16}, os.path.getsize(self.path), choices, make)
