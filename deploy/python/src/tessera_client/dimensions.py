"""What is known of the galleries' fields, so that a vector of the wrong length never leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from tessera.v1 import gallery_pb2

from ._encode import Dimensions
from .errors import InvalidArgumentError

Result = TypeVar("Result")
_SUSPECT = {"dimension_mismatch", "unknown_field"}


class DimensionTable:
    """Numbers per vector of each field, by gallery; asked for once, and again before anything is refused for them."""

    def __init__(self, describe: Callable[[str], gallery_pb2.DescribeGalleryResponse]) -> None:
        self._describe = describe
        self._known: dict[str, Dimensions] = {}
        self._lock = threading.Lock()

    def forget(self, gallery: str) -> None:
        """After a change of what the name stands for."""
        with self._lock:
            self._known.pop(gallery, None)

    def check(self, gallery: str, use: Callable[[Dimensions], Result]) -> Result:
        """What `use` makes of what is known; where that speaks against it, once more of what is true now."""
        with self._lock:
            found = self._known.get(gallery)
        if found is not None:
            try:
                return use(found)
            except InvalidArgumentError as error:
                if error.reason not in _SUSPECT:
                    raise
        return use(self._asked(gallery))

    def _asked(self, gallery: str) -> Dimensions:
        described = self._describe(gallery)
        found = {field.spec.name: field.spec.dimension for field in described.fields}
        with self._lock:
            self._known[gallery] = found
        return found
