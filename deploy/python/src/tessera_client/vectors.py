"""numpy arrays and the vectors of messages: checked once, copied once, never number by number."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from google.protobuf.message import Message
from tessera.v1 import common_pb2, items_pb2

from .errors import InvalidArgumentError

Vector: TypeAlias = npt.NDArray[np.float32]
"""One embedding, shape [dimension]."""

Matrix: TypeAlias = npt.NDArray[np.float32]
"""Embeddings, shape [count, dimension]."""


def as_vector(value: npt.ArrayLike, path: str, dimension: int | None = None) -> Vector:
    """`value` as 32-bit floats.

    Args:
        value: shape [dimension], finite real numbers of any precision.
        path: how an error names it.
        dimension: what it must have; None: anything but nothing.

    Raises:
        InvalidArgumentError: `wrong_dtype`, `wrong_shape`, `dimension_mismatch` or `not_finite`.
    """
    return _checked(value, path, 1, dimension)


def as_matrix(value: npt.ArrayLike, path: str, dimension: int | None = None) -> Matrix:
    """The same for many vectors, shape [count, dimension]."""
    return _checked(value, path, 2, dimension)


def _checked(value: npt.ArrayLike, path: str, rank: int, dimension: int | None) -> npt.NDArray[np.float32]:
    try:
        given = np.asarray(value)
    except ValueError:
        raise InvalidArgumentError(
            f"{path}: rows of different lengths are no array", reason="wrong_shape", field=path
        ) from None
    if given.dtype.kind not in "fiu":
        raise InvalidArgumentError(
            f"{path}: an array of {given.dtype} where real numbers belong", reason="wrong_dtype", field=path
        )
    wanted = "[dimension]" if rank == 1 else "[count, dimension]"
    if given.ndim != rank:
        raise InvalidArgumentError(
            f"{path}: shape {list(given.shape)}, not {wanted}", reason="wrong_shape", field=path, limit=rank,
            value=given.ndim,
        )
    found = given.shape[-1]
    if found == 0 or (dimension is not None and found != dimension):
        raise InvalidArgumentError(
            f"{path}: {found} numbers a vector" + (f", the field has {dimension}" if dimension else ""),
            reason="dimension_mismatch", field=path, limit=dimension, value=found,
        )
    with np.errstate(over="ignore"):
        array = np.ascontiguousarray(given, dtype="<f4")
    if not np.isfinite(array).all():
        place = np.argwhere(~np.isfinite(array))[0].tolist()
        raise InvalidArgumentError(
            f"{path}{place}: {given[tuple(place)]} is no finite 32-bit float", reason="not_finite", field=path
        )
    return array


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def put_values(message: Message, number: int, array: npt.NDArray[np.float32]) -> None:
    """Puts `array` into the packed field `number` of `message`, as it stands in memory.

    Some 60 times faster than handing protobuf the numbers one by one.
    """
    message.MergeFromString(bytes((number << 3 | 2,)) + _varint(array.nbytes) + array.tobytes())


def take_values(message: items_pb2.FieldVector | common_pb2.Vector) -> Vector:
    """The numbers of the packed field `values` as an array of its own, some 40 times faster than one by one."""
    count = len(message.values)
    packed = message.SerializeToString()
    if isinstance(message, items_pb2.FieldVector):
        number = items_pb2.FieldVector.VALUES_FIELD_NUMBER
        name = message.field.encode()
        start = 1 + len(_varint(len(name))) + len(name) if name else 0
    else:
        number, start = common_pb2.Vector.VALUES_FIELD_NUMBER, 0
    head = bytes((number << 3 | 2,)) + _varint(4 * count)
    if count == 0 or packed[start : start + len(head)] != head:
        # Fields are written in the order of their numbers, but no standard says that they must be.
        return np.array(message.values, np.float32)
    return np.frombuffer(packed, "<f4", count, start + len(head)).astype(np.float32)
