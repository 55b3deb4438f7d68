"""FAISS: inverted lists with product quantization of 8 bits and of 4 bits (FastScan), candidates compared exactly."""

import os

import faiss
import numpy as np
from variant import Variant

CODES = ["PQ48", "PQ96x4fs", "PQ96x4fsr"]
PROBES = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]
FACTORS = [2, 4, 8, 16, 32]


class Engine:
    kind = "compressed"
    version = faiss.__version__

    def __init__(self, vectors, folder, threads, lists):
        self.vectors = vectors
        self.folder = folder
        self.lists = lists
        faiss.omp_set_num_threads(threads)

    def _path(self, lists, codes):
        return os.path.join(self.folder, f"IVF{lists},{codes}.index")

    def _parts(self):
        width = self.vectors.dimension
        return [one for one in CODES if width % int(one[2:].split("x")[0]) == 0]

    def build(self):
        base = None
        for lists in self.lists:
            for codes in self._parts():
                path = self._path(lists, codes)
                if os.path.exists(path):
                    continue
                if base is None:
                    base = np.asarray(self.vectors.base, dtype=np.float32)
                index = faiss.index_factory(base.shape[1], f"IVF{lists},{codes}", faiss.METRIC_INNER_PRODUCT)
                index.train(base)
                index.add(base)
                faiss.write_index(index, path + ".part")
                os.replace(path + ".part", path)

    def variants(self):
        base = np.asarray(self.vectors.base, dtype=np.float32)
        exact = faiss.IndexFlatIP(base.shape[1])
        exact.add(base)
        for lists in self.lists:
            for codes in self._parts():
                index = faiss.read_index(self._path(lists, codes))
                size = os.path.getsize(self._path(lists, codes)) + base.nbytes
                choices = [
                    {"nprobe": probe, "k_factor": factor} for factor in FACTORS for probe in PROBES if probe <= lists
                ]
                yield Variant(
                    f"FAISS IVF,{codes},RFlat", {"nlist": lists}, size, choices, self._searcher(index, exact)
                )

    def _searcher(self, index, exact):
        # Called below the layer that checks and converts arrays: it is Python's time, not the engine's. A pointer keeps
        # no array alive, so what it points into is held by the function that searches.
        refined = faiss.IndexRefine(index, exact)
        queries = self.vectors.queries.astype(np.float32)
        distances = np.empty((1, 10), np.float32)
        found = np.empty((1, 10), np.int64)
        pointers = [faiss.swig_ptr(queries[number : number + 1]) for number in range(len(queries))]
        distance_pointer, found_pointer = faiss.swig_ptr(distances), faiss.swig_ptr(found)

        def make(nprobe, k_factor):
            index.nprobe = nprobe
            refined.k_factor = k_factor

            def search(number, held=(queries, distances)):
                refined.search_c(1, pointers[number], 10, distance_pointer, found_pointer)
                return found[0].tolist()

            return search

        return make
