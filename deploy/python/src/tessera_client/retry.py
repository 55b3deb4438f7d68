"""How often and how soon a call is tried again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import grpc

from .errors import STREAM_RESET, TesseraError


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When calls that may be made twice without harm are made again.

    They are when the server is away (UNAVAILABLE), when it has reset a stream whose replies were not taken for long, or
    when it is busy (RESOURCE_EXHAUSTED with a time after which to try again; without one the request is too large, and
    trying again would not help). The pause is what the server asks for and, so that clients do not come back all at
    once, a random part between 0 and `first_backoff`, which doubles with each attempt up to `backoff_max`. No pause
    goes past the call's deadline: the failure is raised instead.

    Attributes:
        attempt_count_max: how often a call is sent, at least 1; 1 turns retries off.
        first_backoff: seconds.
        backoff_max: seconds.
        stream_patience: a stream is begun again, however often, until nothing of it was answered for so many seconds:
            long enough for a daemon that is started again. 0 turns that off.
    """

    attempt_count_max: int = 4
    first_backoff: float = 0.05
    backoff_max: float = 2.0
    stream_patience: float = 60.0

    def __post_init__(self) -> None:
        if self.attempt_count_max < 1:
            raise ValueError("attempt_count_max is at least 1")
        if not 0 <= self.first_backoff <= self.backoff_max:
            raise ValueError("0 <= first_backoff <= backoff_max")
        if not self.stream_patience >= 0:
            raise ValueError("stream_patience is not negative")

    def pause(self, attempt_count: int, error: TesseraError) -> float | None:
        """Seconds to wait after `attempt_count` attempts; None: trying again would not help."""
        if error.is_final:
            return None
        is_away = error.code is grpc.StatusCode.UNAVAILABLE or error.reason == STREAM_RESET
        is_busy = error.code is grpc.StatusCode.RESOURCE_EXHAUSTED and error.retry_after is not None
        if not is_away and not is_busy:
            return None
        backoff = min(self.backoff_max, self.first_backoff * 2.0 ** min(attempt_count - 1, 32))
        return (error.retry_after or 0.0) + random.uniform(0.0, backoff)


class Attempts:
    """The attempts of one call, from the first to the one that is answered.

    A call has as many as the policy says; a stream as many as fit into its patience since something was answered.
    """

    def __init__(
        self, policy: RetryPolicy, timeout: float | None, *, is_repeatable: bool, is_stream: bool = False
    ) -> None:
        self.policy = policy
        self.is_repeatable = is_repeatable
        self.is_stream = is_stream
        self.count = 1
        self._since_progress = 1
        self._progress = time.monotonic()
        self._end = None if timeout is None else self._progress + timeout

    @property
    def remaining(self) -> float | None:
        """Seconds until the deadline; None: there is none."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())

    def progressed(self) -> None:
        """A part of a stream was answered: from here on its whole patience is there again."""
        self._since_progress = 1
        self._progress = time.monotonic()

    def wait_after(self, error: TesseraError) -> None:
        """Waits until the next attempt is due, or raises `error` when there shall be none."""
        pause = self.policy.pause(self._since_progress, error) if self.is_repeatable else None
        remaining = self.remaining
        if pause is None or not self._may_wait(pause) or (remaining is not None and pause >= remaining):
            raise error
        time.sleep(pause)
        self.count += 1
        self._since_progress += 1

    def _may_wait(self, pause: float) -> bool:
        if self.is_stream:
            return time.monotonic() + pause - self._progress < self.policy.stream_patience
        return self.count < self.policy.attempt_count_max
