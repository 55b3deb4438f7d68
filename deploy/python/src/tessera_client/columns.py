"""Arrays as items."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import InvalidArgumentError
from .values import Item
from .vectors import Matrix, as_matrix

_NAMES = {field.name for field in dataclasses.fields(Item)} - {"id", "vectors", "version"}


class ItemColumns:
    """Items that are made of columns as they are taken."""

    def __init__(
        self,
        ids: Sequence[str] | npt.NDArray[Any],
        vectors: Mapping[str, npt.ArrayLike],
        columns: Mapping[str, Sequence[Any]],
    ) -> None:
        if isinstance(ids, (str, bytes)):
            raise InvalidArgumentError("ids: one text, not a list of them", reason="wrong_type", field="ids")
        self.ids = [str(id_) for id_ in (ids.tolist() if isinstance(ids, np.ndarray) else ids)]
        self.vectors: dict[str, Matrix] = {
            name: as_matrix(array, f"vectors[{name}]") for name, array in vectors.items()
        }
        for name in columns:
            if name not in _NAMES:
                raise InvalidArgumentError(
                    f"items have no {name!r}; they have {', '.join(sorted(_NAMES))}", reason="unknown_field", field=name
                )
        self.columns = dict(columns)
        for name, column in (*self.columns.items(), *((f"vectors[{name}]", a) for name, a in self.vectors.items())):
            if len(column) != len(self.ids):
                raise InvalidArgumentError(
                    f"{name}: {len(column):,} rows for {len(self.ids):,} ids", reason="wrong_shape", field=name,
                    limit=len(self.ids), value=len(column),
                )

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Item]:
        names = list(self.columns)
        rows = zip(*self.columns.values(), strict=True) if names else iter(() for _ in self.ids)
        for index, (id_, row) in enumerate(zip(self.ids, rows, strict=True)):
            vectors = {name: array[index] for name, array in self.vectors.items()}
            yield Item(id=id_, vectors=vectors, **dict(zip(names, row, strict=True)))


def items_from_columns(
    ids: Sequence[str] | npt.NDArray[Any],
    vectors: Mapping[str, npt.ArrayLike] | None = None,
    **columns: Sequence[Any],
) -> Iterable[Item]:
    """Items of arrays: row by row the ids, the vectors of each field and the other columns.

    Args:
        ids: one per item; numbers become decimal texts.
        vectors: by field, shape [items, dimension].
        columns: by the names of `Item`'s attributes, as long as ids: `description=[...]`, `tags=[[...], ...]`.

    Returns:
        As many items as ids, made as they are taken; may be taken more than once.

    Raises:
        InvalidArgumentError: at once, when shapes or lengths do not fit.
    """
    return ItemColumns(ids, vectors or {}, columns)
