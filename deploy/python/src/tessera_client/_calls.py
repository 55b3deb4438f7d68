"""Calls over one channel: deadlines, retries, errors."""

from __future__ import annotations

import contextlib
import copy
import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import grpc

from ._methods import Method, Reply, Request
from .errors import CancelledError, InvalidArgumentError, error_from_call
from .retry import Attempts, RetryPolicy

_OPTIONS: list[tuple[str, Any]] = [
    # The server's own limits say more than this library's would.
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
    # A connection that a router has forgotten is noticed while a call waits on it.
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 5_000),
]


# W3C's: version, trace, span, flags.
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")


def address_of(target: str) -> str:
    """A target as gRPC names it: `tcp://HOST:PORT` and `HOST:PORT` are the same, a Unix socket is `unix:/PATH`."""
    address = target.removeprefix("tcp://")
    if address.startswith("unix:"):
        path = address.removeprefix("unix:")
        # gRPC takes two slashes for the beginning of a host.
        address = "unix:" + (path.removeprefix("//") if path.startswith("///") else path)
        is_right = path != ""
    else:
        port = address.rpartition(":")[2]
        is_right = ":///" in address or (port.isascii() and port.isdecimal() and int(port) < 65_536 and port != address)
    if not is_right:
        raise InvalidArgumentError(
            f"the target {target!r} is neither HOST:PORT nor unix:/PATH", reason="address_invalid", field="target"
        )
    return address


class Caller:
    """A channel, and what every call over it shares. May be used by many threads."""

    def __init__(
        self,
        target: str,
        *,
        timeout: float | None,
        retry: RetryPolicy,
        metadata: Sequence[tuple[str, str | bytes]],
        credentials: grpc.ChannelCredentials | None,
        interceptors: Sequence[Any],
        options: Sequence[tuple[str, Any]],
    ) -> None:
        address = address_of(target)
        all_options = [*_OPTIONS, *options]
        self._base = (
            grpc.insecure_channel(address, all_options)
            if credentials is None
            else grpc.secure_channel(address, credentials, all_options)
        )
        self._channel = grpc.intercept_channel(self._base, *interceptors) if interceptors else self._base
        self.timeout = checked_timeout(timeout)
        self.retry = retry
        self._metadata = tuple(metadata)
        self._callables: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def traced(self, traceparent: str) -> Caller:
        """The same channel for calls of that trace."""
        found = _TRACEPARENT.fullmatch(traceparent)
        if found is None or (found[1] is not None and traceparent.startswith("00")):
            raise InvalidArgumentError(
                f"{traceparent!r} is no traceparent of W3C's Trace Context",
                reason="traceparent_invalid",
                field="traceparent",
            )
        other = copy.copy(self)
        kept = (pair for pair in self._metadata if pair[0] != "traceparent")
        other._metadata = (*kept, ("traceparent", traceparent))
        return other

    def close(self) -> None:
        """Cancels what is in flight. May be called twice."""
        with self._lock:
            self._closed.set()
        self._base.close()

    def unary(
        self,
        method: Method[Request, Reply],
        request: Request,
        timeout: float | None = None,
        *,
        is_repeatable: bool | None = None,
    ) -> Reply:
        """The answer, after as many attempts as are right.

        Args:
            timeout: seconds for all attempts together; None: the client's.
            is_repeatable: whether this request may be sent twice; None: as its method says.
        """
        attempts = self.attempts(method, self.timeout if timeout is None else timeout, is_repeatable)
        while True:
            try:
                reply: Reply = self.callable(method, "unary_unary")(
                    request, timeout=attempts.remaining, metadata=self._metadata
                )
                return reply
            except grpc.RpcError as error:
                failure = error_from_call(error, method.name, attempts.count)
            attempts.wait_after(failure)

    def attempts(
        self,
        method: Method[Any, Any],
        timeout: float | None,
        is_repeatable: bool | None = None,
        *,
        is_stream: bool = False,
    ) -> Attempts:
        """The attempts of one call that begins now."""
        repeatable = method.is_repeatable if is_repeatable is None else is_repeatable
        return Attempts(self.retry, checked_timeout(timeout), is_repeatable=repeatable, is_stream=is_stream)

    def replies(
        self, method: Method[Request, Reply], request: Request | Iterator[Request], kind: str, attempts: Attempts
    ) -> contextlib.closing[ReplyStream[Reply]]:
        """One attempt at a method that answers a stream; closing it cancels what is left of it."""
        call = self.callable(method, kind)(request, timeout=attempts.remaining, metadata=self._metadata)
        return contextlib.closing(ReplyStream(call, method.name, attempts))

    def callable(self, method: Method[Any, Any], kind: str) -> Any:
        """What gRPC makes of a method, kept."""
        with self._lock:
            if self._closed.is_set():
                raise CancelledError("the client is closed", reason="client_closed", method=method.name)
            found = self._callables.get(method.path)
            if found is None:
                found = getattr(self._channel, kind)(
                    method.path,
                    request_serializer=method.request.SerializeToString,
                    response_deserializer=method.reply.FromString,
                )
                self._callables[method.path] = found
            return found


class ReplyStream(Iterator[Reply]):
    """The replies of one attempt; failures come as this package's errors."""

    def __init__(self, call: Any, method: str, attempts: Attempts) -> None:
        self._call = call
        self._method = method
        self._attempts = attempts

    def __next__(self) -> Reply:
        try:
            reply: Reply = next(self._call)
            return reply
        except grpc.RpcError as error:
            failure = error_from_call(error, self._method, self._attempts.count)
        raise failure

    def close(self) -> None:
        self._call.cancel()


def checked_timeout(timeout: float | None) -> float | None:
    """Seconds, more than 0; infinity is none."""
    if timeout is None or timeout == float("inf"):
        return None
    if not timeout > 0:
        raise InvalidArgumentError(f"timeout is {timeout}, not above 0 seconds", reason="timeout", field="timeout")
    return float(timeout)
