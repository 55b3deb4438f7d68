"""The files of vectors, by any of the names they come under."""

import hashlib
import os

NAMES = [
    ("sentences.f16.npy", "queries.f16.npy", "neighbors.i32.npy"),
    ("sentences-100k.f16.npy", "queries-2k.f16.npy", "neighbors-2k-top100.i32.npy"),
]


def find_files(folder, base=None, queries=None, neighbors=None):
    """Paths of items, queries and neighbors: as given, else by the first set of names that `folder` holds."""
    given = (base, queries, neighbors)
    if all(given):
        return given
    for names in NAMES:
        paths = [one or os.path.join(folder, name) for one, name in zip(given, names)]
        if all(os.path.exists(path) for path in paths):
            return tuple(paths)
    raise SystemExit(f"{folder} holds none of " + " or ".join(names[0] for names in NAMES))


class Vectors:
    """Items, queries and true neighbors in memory."""

    def __init__(self, base, queries, neighbors, items=0):
        import numpy as np

        self.path = base
        self.base = np.load(base, mmap_mode="r")
        self.queries = np.load(queries)
        self.neighbors = np.load(neighbors)
        if items and items < len(self.base):
            self.base = self.base[:items]
            self.neighbors = self._nearest(np)
        self.count, self.dimension = self.base.shape

    def _nearest(self, np):
        """The ten nearest of fewer items, by brute force."""
        base = np.asarray(self.base, dtype=np.float32)
        found = []
        for first in range(0, len(self.queries), 100):
            products = self.queries[first : first + 100].astype(np.float32) @ base.T
            some = np.argpartition(-products, 10, axis=1)[:, :10]
            found.append(np.take_along_axis(some, np.argsort(-np.take_along_axis(products, some, 1), 1), 1))
        return np.concatenate(found)

    @property
    def fingerprint(self):
        """A name for these items: their number and a hash of some of them."""
        head = hashlib.sha256(self.base[:: max(1, self.count // 1000)].tobytes()).hexdigest()[:12]
        return f"{self.count}-{head}"
