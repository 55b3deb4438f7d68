"""Scalable Vector Search: a Vamana graph over halves, and over its own codes (LVQ) where the processor is let use them.

Its compressed vectors end the whole process on processors of other makers than Intel, so they are tried in another.
"""

import json
import os
import subprocess
import sys
from importlib.metadata import version

import numpy as np
import svs
from variant import Variant

WIDTHS = [10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256, 384]
CODES = [(4, 8), (8, 0)]


def open_index(parts, codes):
    """The built graph over halves, or over codes of so many bits in two stages."""
    data = svs.VectorDataLoader(parts[2], svs.DataType.float16)
    if codes:
        data = svs.LVQLoader(data, primary=codes[0], residual=codes[1], padding=32)
    return svs.Vamana(parts[0], svs.GraphLoader(parts[1]), data, svs.MIP, num_threads=1)


class Engine:
    kind = "graph"
    version = version("scalable-vs")

    def __init__(self, vectors, folder, threads, lists):
        self.vectors = vectors
        self.threads = threads
        self.folder = folder
        self.parts = [os.path.join(folder, name) for name in ["config", "graph", "data"]]

    def build(self):
        done = os.path.join(self.folder, "done")
        if os.path.exists(done):
            return
        plan = svs.VamanaBuildParameters(alpha=0.95, graph_max_degree=64, window_size=128)
        index = svs.Vamana.build(plan, np.asarray(self.vectors.base), svs.MIP, num_threads=self.threads)
        for part in self.parts:
            os.makedirs(part, exist_ok=True)
        index.save(*self.parts)
        open(done, "w").close()

    def variants(self):
        graph_size = sum(os.path.getsize(os.path.join(self.parts[1], one)) for one in os.listdir(self.parts[1]))
        width = self.vectors.dimension
        for codes in [None] + CODES:
            name = "SVS Vamana " + ("f16" if codes is None else f"LVQ{codes[0]}x{codes[1]}")
            if codes and not self._is_allowed(codes, name):
                continue
            size = graph_size + self.vectors.count * (width * 2 if codes is None else width * sum(codes) / 8 + 8)
            yield Variant(name, {"degree": 64}, size, [{"window": one} for one in WIDTHS], self._searcher(codes))

    def _is_allowed(self, codes, name):
        """Whether these codes can be opened here; tells why not."""
        command = [sys.executable, os.path.abspath(__file__)] + self.parts + [str(one) for one in codes]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ended.returncode == 0:
            return True
        said = ended.stdout.strip().splitlines()
        print(json.dumps({"name": name, "reason": said[-1] if said else f"ended with {ended.returncode}"}), flush=True)
        return False

    def _searcher(self, codes):
        index = open_index(self.parts, codes)
        queries = self.vectors.queries.astype(np.float32)

        def make(window):
            index.search_window_size = window

            def search(number):
                return index.search(queries[number : number + 1], 10)[0][0]

            return search

        return make


if __name__ == "__main__":
    open_index(sys.argv[1:4], [int(text) for text in sys.argv[4:6]])
