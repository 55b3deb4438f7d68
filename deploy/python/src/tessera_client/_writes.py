"""Items on their way to the daemon: cut into batches, sent one by one or as a stream, and counted."""

from __future__ import annotations

import functools
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from tessera.v1 import items_pb2

from . import _encode, _methods
from ._calls import Caller
from .dimensions import DimensionTable
from .errors import InvalidArgumentError, TesseraError, error_from_detail
from .values import Item, Progress, WriteFailure, WriteReport

BATCH_BYTE_COUNT = 4 << 20
"""A batch that has grown to this is sent; the daemon takes 32 MiB."""

_FAILURE_COUNT_MAX = 1_000
_WINDOW = 4
"""Batches that may wait for their answer: enough that the daemon has always work, few enough to keep in memory."""


@dataclass(slots=True)
class Batch:
    """Items of one request."""

    request: items_pb2.UpsertItemsRequest
    ids: list[str]
    is_repeatable: bool = True


def batches(
    gallery: str, items: Iterable[Item], item_count_max: int, dimensions: DimensionTable
) -> Iterator[Batch]:
    """Items in requests of at most `item_count_max`, none of which holds an id twice: the daemon refuses such."""
    _encode.name(gallery, "gallery")
    if not 1 <= item_count_max <= 10_000:
        raise InvalidArgumentError(
            f"batch_size is {item_count_max}, not 1 to 10,000", reason="out_of_range", field="batch_size", limit=10_000
        )
    batch = Batch(items_pb2.UpsertItemsRequest(gallery=gallery), [])
    held: set[str] = set()
    byte_count = 0
    for index, item in enumerate(items):
        path = f"items[{index}]"
        if isinstance(item, Item) and item.vectors:
            write = dimensions.check(gallery, functools.partial(_encode.item_write, item, path))
        else:
            write = _encode.item_write(item, path, {})
        size = write.ByteSize()
        if batch.ids and (item.id in held or len(held) == item_count_max or byte_count + size > BATCH_BYTE_COUNT):
            yield batch
            batch = Batch(items_pb2.UpsertItemsRequest(gallery=gallery), [])
            held.clear()
            byte_count = 0
        batch.request.items.append(write)
        batch.ids.append(item.id)
        batch.is_repeatable &= item.expected_version is None
        held.add(item.id)
        byte_count += size
    if batch.ids:
        yield batch


class WriteTally:
    """What was answered so far."""

    def __init__(self, *, keeps_versions: bool, total_count: int | None = None) -> None:
        self.item_count = 0
        self.failed_count = 0
        self.failures: list[WriteFailure] = []
        self.sequence = 0
        self.encoded_count = 0
        self.truncated_count = 0
        self.versions: list[int] = []
        self.keeps_versions = keeps_versions
        self.total_count = total_count

    def add(self, ids: list[str], reply: items_pb2.WriteResponse) -> None:
        if len(reply.results) != len(ids):
            raise TesseraError(f"the daemon answered {len(reply.results)} results for {len(ids)} items")
        for index, (id_, result) in enumerate(zip(ids, reply.results, strict=True), self.item_count):
            if result.status == 0:
                continue
            self.failed_count += 1
            if len(self.failures) < _FAILURE_COUNT_MAX:
                self.failures.append(WriteFailure(index, id_, error_from_detail(result.status, result.error)))
        if self.keeps_versions:
            self.versions.extend(result.version for result in reply.results)
        self.item_count += len(ids)
        self.sequence = max(self.sequence, reply.sequence)
        self.encoded_count += reply.encoded_count
        self.truncated_count += reply.truncated_count

    @property
    def progress(self) -> Progress:
        return Progress(self.item_count, self.failed_count, self.total_count, self.sequence)

    @property
    def report(self) -> WriteReport:
        return WriteReport(
            self.item_count,
            self.failed_count,
            tuple(self.failures),
            self.sequence,
            self.encoded_count,
            self.truncated_count,
            np.array(self.versions, np.uint64),
        )


class UpsertStream:
    """One streamed upsert, from its first batch to its last answer.

    Items are taken in the caller's own thread, as far as the window allows, so that they may come from a cursor or a
    file that belongs to it. A stream that breaks off is begun again with what was not answered, if no batch of that
    expects a version.
    """

    def __init__(
        self,
        caller: Caller,
        source: Iterator[Batch],
        tally: WriteTally,
        progress: Callable[[Progress], object] | None,
        timeout: float | None,
    ) -> None:
        self._caller = caller
        self._source = source
        self._tally = tally
        self._progress = progress
        self._attempts = caller.attempts(_methods.UPSERT_STREAM, timeout, is_stream=True)
        self._unanswered: deque[Batch] = deque()
        self._is_exhausted = False

    def run(self) -> None:
        """
        Raises:
            TesseraError: the stream was refused, or could not be begun again.
            Exception: whatever the items' iterator or `progress` raised, after what was sent has been answered.
        """
        while True:
            try:
                self._attempt()
                return
            except TesseraError as error:
                failure = error
            self._attempts.is_repeatable = all(batch.is_repeatable for batch in self._unanswered)
            self._attempts.wait_after(failure)

    def _attempt(self) -> None:
        """From the unanswered batches on to the end of the source."""
        outgoing: queue.SimpleQueue[items_pb2.UpsertItemsRequest | None] = queue.SimpleQueue()
        for batch in self._unanswered:
            outgoing.put(batch.request)
        requests = iter(outgoing.get, None)
        try:
            with self._caller.replies(_methods.UPSERT_STREAM, requests, "stream_stream", self._attempts) as replies:
                self._pump(outgoing, replies)
        finally:
            # The thread that sends waits there for more.
            outgoing.put(None)

    def _pump(
        self,
        outgoing: queue.SimpleQueue[items_pb2.UpsertItemsRequest | None],
        replies: Iterator[items_pb2.WriteResponse],
    ) -> None:
        while True:
            try:
                self._fill(outgoing)
            except Exception as error:
                outgoing.put(None)
                self._finish(replies, error)
                raise
            if not self._unanswered:
                break
            self._take(replies)
            if self._progress is not None:
                try:
                    self._progress(self._tally.progress)
                except Exception as error:
                    outgoing.put(None)
                    self._finish(replies, error)
                    raise
        outgoing.put(None)
        # The status comes behind the last reply.
        if next(replies, None) is not None:
            raise TesseraError("the daemon answered more batches than it was sent")

    def _fill(self, outgoing: queue.SimpleQueue[items_pb2.UpsertItemsRequest | None]) -> None:
        while not self._is_exhausted and len(self._unanswered) < _WINDOW:
            batch = next(self._source, None)
            if batch is None:
                self._is_exhausted = True
            else:
                self._unanswered.append(batch)
                outgoing.put(batch.request)

    def _take(self, replies: Iterator[items_pb2.WriteResponse]) -> None:
        reply = next(replies, None)
        if reply is None:
            raise TesseraError("the daemon ended the stream before it answered all of it")
        self._tally.add(self._unanswered.popleft().ids, reply)
        self._attempts.progressed()

    def _finish(self, replies: Iterator[items_pb2.WriteResponse], error: Exception) -> None:
        """Waits for the answers to what was sent, and says in a note how far it came."""
        try:
            while self._unanswered:
                self._take(replies)
        except TesseraError as failure:
            error.add_note(f"{sum(len(batch.ids) for batch in self._unanswered):,} items that were sent were not "
                           f"answered: {failure}")
        error.add_note(f"{self._tally.item_count - self._tally.failed_count:,} items were written before.")
