"""What goes wrong, as exceptions with the server's code, words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import grpc
from google.protobuf.message import DecodeError
from tessera.v1 import common_pb2, status_pb2

if TYPE_CHECKING:
    from .values import Operation, WriteReport

_DETAILS = "grpc-status-details-bin"
_PUSHBACK = "grpc-retry-pushback-ms"
STREAM_RESET = "stream_reset"
_CODES = {code.value[0]: code for code in grpc.StatusCode}


class TesseraError(Exception):
    """A call that was not answered.

    Attributes:
        code: gRPC's status code.
        message: one sentence for people: what and where.
        reason: a stable word for programs, such as `dimension_mismatch`; empty where none is known.
        field: path of the offending field, such as `fields[1].vector`; empty where none is to blame.
        limit: the limit that was passed, or the value that was expected.
        value: the value that was found.
        retry_after: seconds after which the server says that trying again makes sense.
        is_final: the server asked not to be tried again.
        method: the method that was called, such as `Guides/Search`; empty when nothing was sent.
        attempt_count: how often it was sent; 0 when the client itself refused it.
    """

    code: grpc.StatusCode = grpc.StatusCode.UNKNOWN

    def __init__(
        self,
        message: str,
        *,
        code: grpc.StatusCode | None = None,
        reason: str = "",
        field: str = "",
        limit: int | None = None,
        value: int | None = None,
        retry_after: float | None = None,
        is_final: bool = False,
        method: str = "",
        attempt_count: int = 0,
    ) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.message = message
        self.reason = reason
        self.field = field
        self.limit = limit
        self.value = value
        self.retry_after = retry_after
        self.is_final = is_final
        self.method = method
        self.attempt_count = attempt_count

    def __str__(self) -> str:
        place = f" ({self.field})" if self.field and self.field not in self.message else ""
        tries = f", after {self.attempt_count} attempts" if self.attempt_count > 1 else ""
        call = f" [{self.method} {self.code.name}{tries}]" if self.method else ""
        return f"{self.message}{place}{call}"


class InvalidArgumentError(TesseraError, ValueError):
    """The request is wrong; most such are found before anything is sent."""

    code = grpc.StatusCode.INVALID_ARGUMENT


class NotFoundError(TesseraError, LookupError):
    """There is no such gallery, alias, operation or encoder."""

    code = grpc.StatusCode.NOT_FOUND


class AlreadyExistsError(TesseraError):
    """The name is taken."""

    code = grpc.StatusCode.ALREADY_EXISTS


class FailedPreconditionError(TesseraError):
    """Not now: another training runs, an item has another version."""

    code = grpc.StatusCode.FAILED_PRECONDITION


class ResourceExhaustedError(TesseraError):
    """The server is busy, or something is larger than it takes; `retry_after` tells the two apart."""

    code = grpc.StatusCode.RESOURCE_EXHAUSTED


class UnavailableError(TesseraError, ConnectionError):
    """Nobody answers there, or the server is about to stop."""

    code = grpc.StatusCode.UNAVAILABLE


class DeadlineExceededError(TesseraError, TimeoutError):
    """No answer came in time."""

    code = grpc.StatusCode.DEADLINE_EXCEEDED


class CancelledError(TesseraError):
    """The call was cancelled, or the client closed."""

    code = grpc.StatusCode.CANCELLED


class UnimplementedError(TesseraError):
    """The server knows no such method or choice."""

    code = grpc.StatusCode.UNIMPLEMENTED


class DataLossError(TesseraError):
    """The gallery's data is damaged."""

    code = grpc.StatusCode.DATA_LOSS


class PartialWriteError(TesseraError):
    """Some items were not written, the others were; `report` says which and why."""

    def __init__(self, report: WriteReport) -> None:
        first = report.failures[0]
        super().__init__(
            f"{report.failed_count:,} of {report.item_count:,} items were not written; the first, {first.id!r} "
            f"(number {first.index:,}): {first.error.message}",
            code=first.error.code,
            reason=first.error.reason,
            field=first.error.field,
        )
        self.report = report


class OperationError(TesseraError):
    """An operation that was waited for has failed or was cancelled; `operation` is how it ended."""

    def __init__(self, operation: Operation) -> None:
        error = operation.error
        super().__init__(
            f"operation {operation.id} {operation.state}" + (f": {error.message}" if error else ""),
            code=error.code if error else grpc.StatusCode.CANCELLED,
            reason=error.reason if error else "cancelled",
        )
        self.operation = operation


_TYPES: dict[grpc.StatusCode, type[TesseraError]] = {
    type_.code: type_
    for type_ in (
        InvalidArgumentError,
        NotFoundError,
        AlreadyExistsError,
        FailedPreconditionError,
        ResourceExhaustedError,
        UnavailableError,
        DeadlineExceededError,
        CancelledError,
        UnimplementedError,
        DataLossError,
    )
}


def error_from_detail(
    status: int | grpc.StatusCode,
    detail: common_pb2.ErrorDetail,
    *,
    message: str = "",
    retry_after: float | None = None,
    is_final: bool = False,
    method: str = "",
    attempt_count: int = 0,
) -> TesseraError:
    """The exception for a status and what the server says of it."""
    code = _CODES.get(status, grpc.StatusCode.UNKNOWN) if isinstance(status, int) else status
    if retry_after is None and detail.HasField("retry_after_microseconds"):
        retry_after = detail.retry_after_microseconds / 1e6
    return _TYPES.get(code, TesseraError)(
        detail.message or message or code.name,
        code=code,
        reason=detail.reason,
        field=detail.field,
        limit=detail.limit if detail.HasField("limit") else None,
        value=detail.value if detail.HasField("value") else None,
        retry_after=retry_after,
        is_final=is_final,
        method=method,
        attempt_count=attempt_count,
    )


def error_from_call(error: grpc.RpcError, method: str, attempt_count: int) -> TesseraError:
    """The exception for a call over gRPC that has failed."""
    if not isinstance(error, grpc.Call):
        return TesseraError(str(error), method=method, attempt_count=attempt_count)
    detail = common_pb2.ErrorDetail()
    retry_after: float | None = None
    is_final = False
    for key, value in error.trailing_metadata() or ():
        if key == _DETAILS and isinstance(value, bytes):
            detail = _detail(value)
        elif key == _PUSHBACK:
            text = value.decode("ascii", "replace") if isinstance(value, bytes) else value
            # gRPC's rule: what is negative or no number asks not to be tried again.
            if text.isascii() and text.isdecimal():
                retry_after = int(text) / 1e3
            else:
                is_final = True
    if not detail.reason and (error.details() or "").startswith("Received RST_STREAM"):
        # The server has let go of a stream whose replies nobody took for long: a consumer that paused.
        detail.reason = STREAM_RESET
    return error_from_detail(
        error.code(),
        detail,
        message=error.details() or "",
        retry_after=retry_after,
        is_final=is_final,
        method=method,
        attempt_count=attempt_count,
    )


def _detail(status: bytes) -> common_pb2.ErrorDetail:
    """The ErrorDetail in a google.rpc.Status; an empty one where there is none that can be read."""
    detail = common_pb2.ErrorDetail()
    try:
        for any_ in status_pb2.CallStatus.FromString(status).details:
            if any_.type_url.endswith("/tessera.v1.ErrorDetail"):
                detail.ParseFromString(any_.value)
    except DecodeError:
        detail.Clear()
    return detail
