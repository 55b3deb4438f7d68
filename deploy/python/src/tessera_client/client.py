"""The client: every method of the contract, in Python's terms."""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from types import TracebackType
from typing import Any

import grpc
import numpy as np
import numpy.typing as npt
from tessera.v1 import (
    common_pb2,
    gallery_pb2,
    health_pb2,
    items_pb2,
    node_pb2,
    operations_pb2,
    search_pb2,
)

from . import _decode, _encode, _methods
from ._calls import Caller
from ._writes import UpsertStream, WriteTally, batches
from .dimensions import DimensionTable
from .errors import (
    InvalidArgumentError,
    NotFoundError,
    OperationError,
    TesseraError,
    UnavailableError,
    error_from_detail,
)
from .retry import RetryPolicy
from .values import (
    BatchResult,
    Diversity,
    Embeddings,
    Field,
    Filter,
    Fusion,
    FusionName,
    Guides,
    Item,
    ItemPart,
    Operation,
    PrecisionName,
    Progress,
    Scene,
    SearchResult,
    TransformName,
    Tuning,
    WriteReport,
)
from .vectors import as_matrix, put_values, take_values

DEFAULT_TARGET = "127.0.0.1:7700"
_SEARCH_COUNT_MAX = 1_000
_HIT_COUNT_MAX = 100_000


class GuideClient:
    """Calls a daemon over gRPC. One may be shared by all threads of a process; it connects when it is first used.

    Every method takes `timeout`, seconds for the call with all its attempts (infinity: none), and raises
    `TesseraError`: `InvalidArgumentError` for what is wrong with the request, most of it before anything is sent;
    `UnavailableError` when nobody answers, `DeadlineExceededError` when no answer comes in time, and the others of
    `tessera_client.errors`. Calls that may be made twice without harm are tried again as `RetryPolicy` says.

    Args:
        target: `HOST:PORT`, `tcp://HOST:PORT` or `unix:/PATH`; None: what TESSERA_SERVER says, else 127.0.0.1:7700.
        timeout: of calls that name none, in seconds; None: they wait as long as it takes.
        retry: how often and how soon calls are tried again; `RetryPolicy(1, stream_patience=0)`: never.
        metadata: sent with each call, such as `[("authorization", "...")]`.
        credentials: of a proxy that speaks TLS; None: none.
        interceptors: gRPC's, for tracing for instance.
        options: gRPC's channel options.
    """

    def __init__(
        self,
        target: str | None = None,
        *,
        timeout: float | None = 30.0,
        retry: RetryPolicy | None = None,
        metadata: Sequence[tuple[str, str | bytes]] = (),
        credentials: grpc.ChannelCredentials | None = None,
        interceptors: Sequence[Any] = (),
        options: Sequence[tuple[str, Any]] = (),
    ) -> None:
        self.target = target or os.environ.get("TESSERA_SERVER") or DEFAULT_TARGET
        self._caller = Caller(
            self.target,
            timeout=timeout,
            retry=retry or RetryPolicy(),
            metadata=metadata,
            credentials=credentials,
            interceptors=interceptors,
            options=options,
        )
        self._dimensions = DimensionTable(lambda gallery: self.describe_gallery(gallery))

    def __enter__(self) -> GuideClient:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"GuideClient({self.target!r})"

    def traced(self, traceparent: str) -> GuideClient:
        """A client over the same channel whose calls belong to a trace.

        The daemon tells it back, logs it with what is slow or fails, and passes it on to the shards it asks. Closing
        either client closes both.

        Args:
            traceparent: W3C's, with the span that makes the calls.
        """
        other = copy.copy(self)
        other._caller = self._caller.traced(traceparent)
        return other

    def close(self) -> None:
        """Cancels what is in flight and disconnects; the client is of no use after that."""
        self._caller.close()

    # Finding.

    def find_guides(
        self,
        gallery: str,
        scene: Scene | str | None = None,
        *,
        prompt: str = "",
        vectors: Mapping[str, npt.ArrayLike] | None = None,
        count: int = 4,
        weights: Mapping[str, float] | None = None,
        exclude_ids: Sequence[str] = (),
        seed: int | None = None,
        filter: Filter | None = None,
        fusion: Fusion | FusionName | None = None,
        diversity: Diversity | None = None,
        min_score: float | None = None,
        read: Collection[ItemPart] | None = None,
        min_coverage: float | None = None,
        explain: bool = False,
        tuning: Tuning | None = None,
        timeout: float | None = None,
    ) -> Guides:
        """Guide images for a scene, each a distinct one, and the plan to generate by.

        Args:
            gallery: name or alias.
            scene: who does what with whom; a text alone is a scene of one role.
            prompt: text to look for instead of a scene.
            vectors: by field, shape [dimension], instead of texts; with a scene they replace its text in their fields.
            count: images wanted, 1 to 1,000.
            weights: by field; fields not named have the gallery's.
            exclude_ids: not to be answered, those used before for example.
            seed: another seed gives another good choice; None: the best ones.
            filter: which items may be answered.
            min_score: lowest fused score to answer.
            read: parts of the items to answer; None: everything but vectors.
            min_coverage: share of the planned work that must be done for an answer; None: all.
            explain: tell similarity, rank and contribution per field, and times.
        """
        if isinstance(scene, str):
            scene = Scene(scene)
        if scene is None and not prompt and not vectors:
            raise InvalidArgumentError("neither scene, prompt nor vectors say what to look for", reason="nothing_asked")
        request = search_pb2.FindGuidesRequest(
            gallery=_encode.name(gallery, "gallery"),
            scene=None if scene is None else _encode.scene(scene),
            prompt=prompt,
            image_count=_limit(count, "count"),
            weights=_encode.weights(weights),
            exclude_ids=_encode.ids(exclude_ids, "exclude_ids"),
            filter=_encode.filter_(filter),
            fusion=_encode.fusion(fusion),
            diversity=_encode.diversity(diversity),
            read_mask=_encode.read_mask(read),
            explain=explain,
            tuning=_encode.tuning(tuning),
        )
        if vectors:
            self._dimensions.check(
                gallery, lambda known: _encode.add_vectors(_cleared(request.vectors), vectors, known, "vectors")
            )
        if seed is not None:
            request.seed = seed
        if min_score is not None:
            request.min_score = min_score
        if min_coverage is not None:
            request.min_coverage = min_coverage
        return _decode.guides(self._caller.unary(_methods.FIND_GUIDES, request, timeout))

    def search(
        self,
        gallery: str,
        text: str = "",
        *,
        vectors: Mapping[str, npt.ArrayLike] | None = None,
        texts: Mapping[str, str] | None = None,
        like: str = "",
        limit: int = 10,
        weights: Mapping[str, float] | None = None,
        filter: Filter | None = None,
        exclude_ids: Sequence[str] = (),
        fusion: Fusion | FusionName | None = None,
        diversity: Diversity | None = None,
        min_score: float | None = None,
        read: Collection[ItemPart] | None = None,
        min_coverage: float | None = None,
        explain: bool = False,
        min_sequence: int = 0,
        tuning: Tuning | None = None,
        timeout: float | None = None,
    ) -> SearchResult:
        """The best items for a text, for vectors, or like an item of the gallery.

        Args:
            text: looked for in every field that has an encoder and no query of its own.
            vectors: by field, shape [dimension].
            texts: by field.
            like: id of an item whose own vectors are looked for.
            limit: items to answer, 1 to 1,000.
            weights: by field, of fields that are searched.
            min_sequence: see at least this change of the gallery, as a `WriteReport` tells it.

        The others are those of `find_guides`.
        """
        request = self._search_request(
            gallery, text, texts or {}, like, limit, weights or {}, filter, exclude_ids, fusion, diversity, min_score,
            read, min_coverage, explain, min_sequence, tuning,
        )
        if not (text or vectors or texts or like):
            raise InvalidArgumentError("neither text, vectors nor like say what to look for", reason="nothing_asked")
        self._add_queries(gallery, request, vectors or {}, texts or {}, weights or {})
        return _decode.search_result(self._caller.unary(_methods.SEARCH, request, timeout))

    def search_batch(
        self,
        gallery: str,
        texts: Sequence[str] = (),
        *,
        vectors: Mapping[str, npt.ArrayLike] | None = None,
        limit: int = 10,
        weights: Mapping[str, float] | None = None,
        filter: Filter | None = None,
        exclude_ids: Sequence[str] = (),
        fusion: Fusion | FusionName | None = None,
        diversity: Diversity | None = None,
        min_score: float | None = None,
        read: Collection[ItemPart] | None = None,
        min_coverage: float | None = None,
        explain: bool = False,
        min_sequence: int = 0,
        tuning: Tuning | None = None,
        raise_on_failure: bool = True,
        timeout: float | None = None,
    ) -> BatchResult:
        """Many searches, answered together; as many calls as their number takes.

        Args:
            texts: one a search.
            vectors: by field, shape [searches, dimension]; with texts, as many as those.
            raise_on_failure: raise the first search's error that failed; else errors stand among the results.
            timeout: seconds for each call of up to 1,000 searches.

        The others are those of `search`, and hold for each.
        """
        if not texts and not vectors:
            raise InvalidArgumentError("neither texts nor vectors say what to look for", reason="nothing_asked")
        wanted = _encode.texts(texts, "texts")
        template = self._search_request(
            gallery, "", {}, "", limit, weights or {}, filter, exclude_ids, fusion, diversity, min_score, read,
            min_coverage, explain, min_sequence, tuning,
        )
        matrices: dict[str, npt.NDArray[np.float32]] = {}
        if vectors:
            self._dimensions.check(
                gallery,
                lambda known: matrices.update(
                    (field, as_matrix(array, f"vectors[{field}]", _encode.dimension_of(field, known, "vectors")))
                    for field, array in vectors.items()
                ),
            )
        counts = {f"vectors[{field}]": len(matrix) for field, matrix in matrices.items()}
        if wanted:
            counts["texts"] = len(wanted)
        if len(set(counts.values())) > 1:
            said = ", ".join(f"{count:,} {path}" for path, count in counts.items())
            raise InvalidArgumentError(f"as many of each belong together, not {said}", reason="wrong_shape")
        requests = list(self._requests(template, wanted, matrices, weights or {}, next(iter(counts.values()))))
        results: list[SearchResult | TesseraError] = []
        step = max(1, min(_SEARCH_COUNT_MAX, _HIT_COUNT_MAX // limit))
        for start in range(0, len(requests), step):
            reply = self._caller.unary(
                _methods.SEARCH_BATCH,
                search_pb2.SearchBatchRequest(searches=requests[start : start + step]),
                timeout,
            )
            for index, result in enumerate(reply.results, start):
                if result.status:
                    error = error_from_detail(result.status, result.error, method="Guides/SearchBatch")
                    error.add_note(f"in search {index:,} of {len(requests):,}")
                    if raise_on_failure:
                        raise error
                    results.append(error)
                else:
                    results.append(_decode.search_result(result.response))
        return BatchResult(results, limit)

    def _requests(
        self,
        template: search_pb2.SearchRequest,
        texts: Sequence[str],
        matrices: Mapping[str, npt.NDArray[np.float32]],
        weights: Mapping[str, float],
        count: int,
    ) -> Iterator[search_pb2.SearchRequest]:
        for index in range(count):
            request = search_pb2.SearchRequest()
            request.CopyFrom(template)
            if texts:
                request.text = _encode.name(texts[index], f"texts[{index}]")
            for field in dict.fromkeys([*matrices, *weights]):
                query = request.fields.add(field=field)
                if field in weights:
                    query.weight = weights[field]
                if field in matrices:
                    put_values(query, search_pb2.FieldQuery.VECTOR_FIELD_NUMBER, matrices[field][index])
            yield request

    def _search_request(
        self,
        gallery: str,
        text: str,
        texts: Mapping[str, str],
        like: str,
        limit: int,
        weights: Mapping[str, float],
        filter: Filter | None,
        exclude_ids: Sequence[str],
        fusion: Fusion | FusionName | None,
        diversity: Diversity | None,
        min_score: float | None,
        read: Collection[ItemPart] | None,
        min_coverage: float | None,
        explain: bool,
        min_sequence: int,
        tuning: Tuning | None,
    ) -> search_pb2.SearchRequest:
        """A search without its queries by field."""
        _encode.weights(weights)
        request = search_pb2.SearchRequest(
            gallery=_encode.name(gallery, "gallery"),
            limit=_limit(limit, "limit"),
            text=text,
            like_id=like,
            filter=_encode.filter_(filter),
            exclude_ids=_encode.ids(exclude_ids, "exclude_ids"),
            fusion=_encode.fusion(fusion),
            diversity=_encode.diversity(diversity),
            read_mask=_encode.read_mask(read),
            explain=explain,
            min_sequence=min_sequence,
            tuning=_encode.tuning(tuning),
        )
        if min_score is not None:
            request.min_score = min_score
        if min_coverage is not None:
            request.min_coverage = min_coverage
        return request

    def _add_queries(
        self,
        gallery: str,
        request: search_pb2.SearchRequest,
        vectors: Mapping[str, npt.ArrayLike],
        texts: Mapping[str, str],
        weights: Mapping[str, float],
    ) -> None:
        def add(known: _encode.Dimensions) -> None:
            request.ClearField("fields")
            request.fields.extend(_encode.field_queries(vectors, texts, weights, known))

        if vectors:
            self._dimensions.check(gallery, add)
        else:
            add({})

    def embed(self, texts: Sequence[str], *, encoder: str = "", timeout: float | None = None) -> Embeddings:
        """Texts as vectors, by an encoder of the node; at most 1,000."""
        reply = self._caller.unary(
            _methods.EMBED_TEXTS,
            search_pb2.EmbedTextsRequest(encoder=encoder, texts=_encode.ids(texts, "texts")),
            timeout,
        )
        return Embeddings(
            np.array([take_values(vector) for vector in reply.vectors], np.float32),
            _decode.text_reports(reply.reports),
            reply.encoder_fingerprint,
        )

    # Items.

    def upsert(
        self,
        gallery: str,
        items: Iterable[Item],
        *,
        batch_size: int = 256,
        raise_on_failure: bool = True,
        timeout: float | None = None,
    ) -> WriteReport:
        """Inserts or replaces items. What is acknowledged is on disk and in the next search.

        Args:
            items: any number; `items_from_columns` makes them of arrays.
            batch_size: items of one call, 1 to 10,000.
            raise_on_failure: raise when an item was not written, after all others were.
            timeout: seconds for each call.

        Raises:
            PartialWriteError: items were not written; it holds the report.
        """
        tally = WriteTally(keeps_versions=True)
        for batch in batches(gallery, items, batch_size, self._dimensions):
            reply = self._caller.unary(
                _methods.UPSERT_ITEMS, batch.request, timeout, is_repeatable=batch.is_repeatable
            )
            tally.add(batch.ids, reply)
        return _reported(tally, raise_on_failure)

    def upsert_stream(
        self,
        gallery: str,
        items: Iterable[Item],
        *,
        progress: Callable[[Progress], object] | None = None,
        batch_size: int = 256,
        raise_on_failure: bool = True,
        timeout: float | None = float("inf"),
    ) -> WriteReport:
        """The same as a stream: batches follow each other without waiting for answers, a few at a time.

        Items are taken as they are needed, in this thread. A connection that is lost is made again, and what was not
        answered is sent again, unless an item of it expects a version. When `items` or `progress` raises, what was sent
        before is still answered; then the exception comes as it is, with a note that says how many were written.

        Args:
            progress: called after each batch that was answered.
            timeout: seconds for all of it.

        Raises:
            PartialWriteError: items were not written, all others were.
        """
        total = len(items) if isinstance(items, Sized) else None
        tally = WriteTally(keeps_versions=False, total_count=total)
        source = batches(gallery, items, batch_size, self._dimensions)
        UpsertStream(self._caller, source, tally, progress, self._timeout(timeout)).run()
        return _reported(tally, raise_on_failure)

    def delete(
        self,
        gallery: str,
        ids: Sequence[str],
        *,
        expected_versions: Sequence[int] = (),
        raise_on_failure: bool = True,
        timeout: float | None = None,
    ) -> WriteReport:
        """Deletes up to 10,000 items; deleting what is not there is a success with version 0.

        Args:
            expected_versions: what each must have now, as many as ids; empty: deleted whatever is there.
        """
        wanted = _encode.ids(ids, "ids")
        if expected_versions and len(expected_versions) != len(wanted):
            raise InvalidArgumentError(
                f"expected_versions: {len(expected_versions)} for {len(wanted)} ids", reason="wrong_shape",
                field="expected_versions", limit=len(wanted), value=len(expected_versions),
            )
        request = items_pb2.DeleteItemsRequest(
            gallery=_encode.name(gallery, "gallery"), ids=wanted, expected_versions=expected_versions
        )
        tally = WriteTally(keeps_versions=True)
        reply = self._caller.unary(
            _methods.DELETE_ITEMS, request, timeout, is_repeatable=not expected_versions
        )
        tally.add(wanted, reply)
        return _reported(tally, raise_on_failure)

    def get(
        self,
        gallery: str,
        ids: Sequence[str],
        *,
        read: Collection[ItemPart] | None = None,
        timeout: float | None = None,
    ) -> list[Item | None]:
        """Items by id, in the order of ids, at most 10,000; None where there is none."""
        request = items_pb2.GetItemsRequest(
            gallery=_encode.name(gallery, "gallery"), ids=_encode.ids(ids, "ids"), read_mask=_encode.read_mask(read)
        )
        reply = self._caller.unary(_methods.GET_ITEMS, request, timeout)
        return [
            _decode.item(found.item, found.version, found.vectors) if found.version else None for found in reply.items
        ]

    def sample(
        self, gallery: str, count: int, *, field: str = "", seed: int = 0, timeout: float | None = None
    ) -> list[str]:
        """Ids of items drawn at random, up to 10,000, none twice.

        Args:
            field: only items that have it.
            seed: one seed, one choice, as long as the items are the same.
        """
        request = items_pb2.SampleItemsRequest(
            gallery=_encode.name(gallery, "gallery"), count=count, field=field, seed=seed
        )
        return list(self._caller.unary(_methods.SAMPLE_ITEMS, request, timeout).ids)

    def export(
        self,
        gallery: str,
        *,
        after_id: str = "",
        page_size: int = 0,
        read: Collection[ItemPart] | None = None,
        timeout: float | None = float("inf"),
    ) -> Iterator[Item]:
        """All items in the order of their ids, as they are taken. A connection that is lost is made again.

        Args:
            after_id: begin behind this id.
            page_size: items of one message; 0: 256.
            read: parts of the items; None: everything but vectors.
            timeout: seconds for all of it.
        """
        request = items_pb2.ExportItemsRequest(
            gallery=_encode.name(gallery, "gallery"),
            after_id=after_id,
            page_item_count=page_size,
            read_mask=_encode.read_mask(read),
        )
        return self._exported(request, self._timeout(timeout))

    def _exported(self, request: items_pb2.ExportItemsRequest, timeout: float | None) -> Iterator[Item]:
        attempts = self._caller.attempts(_methods.EXPORT_ITEMS, timeout, is_stream=True)
        while True:
            try:
                with self._caller.replies(_methods.EXPORT_ITEMS, request, "unary_stream", attempts) as pages:
                    for page in pages:
                        attempts.progressed()
                        for stored in page.items:
                            request.after_id = stored.item.id
                            yield _decode.item(stored.item, stored.version, stored.vectors)
                return
            except TesseraError as error:
                failure = error
            attempts.wait_after(failure)

    # Galleries.

    def create_gallery(
        self,
        name: str,
        fields: Sequence[Field] = (),
        *,
        search_text: str = "",
        generation_prompt: str = "",
        fusion: FusionName | None = None,
        exact_below: int = 0,
        min_recall: float = 0.0,
        target_recall: float = 0.0,
        timeout: float | None = None,
    ) -> gallery_pb2.DescribeGalleryResponse:
        """Makes an empty gallery.

        Args:
            name: `[tenant/]name` of [a-z0-9_-].
            fields: none: the standard three, description, tags and detections, of the node's first encoder.
            search_text, generation_prompt: templates of what a scene is searched and generated by.
            exact_below: a field with fewer items stays exact; 0: 20,000.
        """
        spec = gallery_pb2.GallerySpec(
            name=_encode.name(name, "name"),
            fields=[_encode.field_spec(field) for field in fields],
            scene=_templates(search_text, generation_prompt) if search_text or generation_prompt else None,
            fusion=gallery_pb2.FUSION_KIND_UNSPECIFIED
            if fusion is None
            else _encode.choice(_encode.FUSIONS, fusion, "fusion"),
            exact_below=exact_below,
            min_recall=min_recall,
            target_recall=target_recall,
        )
        self._dimensions.forget(name)
        return self._caller.unary(_methods.CREATE_GALLERY, gallery_pb2.CreateGalleryRequest(spec=spec), timeout)

    def describe_gallery(
        self, gallery: str, *, timeout: float | None = None
    ) -> gallery_pb2.DescribeGalleryResponse:
        """Everything about one gallery: its fields, counts, indexes, and what was measured of them."""
        request = gallery_pb2.DescribeGalleryRequest(gallery=_encode.name(gallery, "gallery"))
        return self._caller.unary(_methods.DESCRIBE_GALLERY, request, timeout)

    def list_galleries(
        self, *, tenant: str = "", timeout: float | None = None
    ) -> Sequence[gallery_pb2.GallerySummary]:
        """All galleries, by name."""
        request = gallery_pb2.ListGalleriesRequest(tenant=tenant)
        return self._caller.unary(_methods.LIST_GALLERIES, request, timeout).galleries

    def update_gallery(
        self,
        gallery: str,
        *,
        search_text: str | None = None,
        generation_prompt: str | None = None,
        fusion: FusionName | None = None,
        weights: Mapping[str, float] | None = None,
        exact_below: int | None = None,
        min_recall: float | None = None,
        target_recall: float | None = None,
        timeout: float | None = None,
    ) -> gallery_pb2.DescribeGalleryResponse:
        """Changes templates, weights, fusion and what trainings aim at; None: unchanged."""
        request = gallery_pb2.UpdateGalleryRequest(
            gallery=_encode.name(gallery, "gallery"), weights=_encode.weights(weights)
        )
        if search_text is not None or generation_prompt is not None:
            # Templates are set together, so what is not named is asked for.
            now = self.describe_gallery(gallery, timeout=timeout).spec.scene
            request.scene.CopyFrom(
                _templates(
                    now.search_text if search_text is None else search_text,
                    now.generation_prompt if generation_prompt is None else generation_prompt,
                )
            )
        if fusion is not None:
            request.fusion = _encode.choice(_encode.FUSIONS, fusion, "fusion")
        if exact_below is not None:
            request.exact_below = exact_below
        if min_recall is not None:
            request.min_recall = min_recall
        if target_recall is not None:
            request.target_recall = target_recall
        return self._caller.unary(_methods.UPDATE_GALLERY, request, timeout)

    def drop_gallery(self, name: str, *, timeout: float | None = None) -> int:
        """Removes a gallery with all items and aliases, durably; how many items it had. An alias is refused."""
        request = gallery_pb2.DropGalleryRequest(gallery=_encode.name(name, "name"))
        self._dimensions.forget(name)
        return self._caller.unary(_methods.DROP_GALLERY, request, timeout).item_count

    def set_alias(self, alias: str, gallery: str, *, timeout: float | None = None) -> None:
        """Makes an alias point to a gallery, from one moment to the next if it pointed elsewhere."""
        request = gallery_pb2.SetAliasRequest(
            alias=_encode.name(alias, "alias"), gallery=_encode.name(gallery, "gallery")
        )
        self._dimensions.forget(alias)
        self._caller.unary(_methods.SET_ALIAS, request, timeout)

    def delete_alias(self, alias: str, *, timeout: float | None = None) -> None:
        """Removes an alias."""
        self._dimensions.forget(alias)
        request = gallery_pb2.DeleteAliasRequest(alias=_encode.name(alias, "alias"))
        self._caller.unary(_methods.DELETE_ALIAS, request, timeout)

    # Operations.

    def train(
        self,
        gallery: str,
        fields: Sequence[str] = (),
        *,
        queries: Mapping[str, npt.ArrayLike] | None = None,
        list_count: int = 0,
        part_count: int = 0,
        transform: TransformName | None = None,
        reduced_dimension: int = 0,
        sample_count: int = 0,
        coarse_iteration_count: int = 0,
        part_iteration_count: int = 0,
        seed: int = 0,
        exact_below: int | None = None,
        nprobe: int = 0,
        thread_count: int = 0,
        memory_byte_count_max: int = 0,
        rerank: PrecisionName | None = None,
        code_bits: int = 0,
        spill: bool = False,
        spill_weight: float = 0.0,
        timeout: float | None = None,
    ) -> Operation:
        """Starts to train codebooks and to encode the items; `follow` or `wait` for the operation that comes back.

        Args:
            fields: names of the fields to train; none: all.
            queries: by field, shape [queries, dimension]: what recall is measured with, beside held-out items.

        The others are `TrainRequest`'s; what is 0 or None is as the node thinks best.
        """
        request = operations_pb2.TrainRequest(
            gallery=_encode.name(gallery, "gallery"),
            fields=_encode.ids(fields, "fields"),
            list_count=list_count,
            part_count=part_count,
            reduced_dimension=reduced_dimension,
            sample_count=sample_count,
            coarse_iteration_count=coarse_iteration_count,
            part_iteration_count=part_iteration_count,
            seed=seed,
            nprobe=nprobe,
            thread_count=thread_count,
            memory_byte_count_max=memory_byte_count_max,
            code_bits=code_bits,
            spill=spill,
            spill_weight=spill_weight,
        )
        if transform is not None:
            request.transform = _encode.choice(_encode.TRANSFORMS, transform, "transform")
        if rerank is not None:
            request.rerank = _encode.choice(_encode.PRECISIONS, rerank, "rerank")
        if exact_below is not None:
            request.exact_below = exact_below
        if queries:
            self._dimensions.check(gallery, lambda known: _add_matrices(_cleared(request.queries), queries, known))
        return _decode.operation(self._caller.unary(_methods.TRAIN, request, timeout))

    def follow(self, operation: str | Operation, *, timeout: float | None = float("inf")) -> Iterator[Operation]:
        """An operation as it stands, then again whenever it has changed, until it is over.

        A connection that is lost is made again; no state is told twice.
        """
        request = operations_pb2.FollowOperationRequest(operation=_id_of(operation))
        return self._followed(request, self._timeout(timeout))

    def _followed(
        self, request: operations_pb2.FollowOperationRequest, timeout: float | None
    ) -> Iterator[Operation]:
        attempts = self._caller.attempts(_methods.FOLLOW_OPERATION, timeout, is_stream=True)
        revision = -1
        while True:
            try:
                with self._caller.replies(_methods.FOLLOW_OPERATION, request, "unary_stream", attempts) as states:
                    for state in states:
                        attempts.progressed()
                        if state.revision > revision:
                            revision = state.revision
                            yield _decode.operation(state)
                return
            except TesseraError as error:
                failure = error
            attempts.wait_after(failure)

    def wait(
        self,
        operation: str | Operation,
        *,
        progress: Callable[[Operation], object] | None = None,
        timeout: float | None = float("inf"),
    ) -> Operation:
        """An operation once it has succeeded.

        Args:
            progress: called with each state on the way.

        Raises:
            OperationError: it has failed or was cancelled.
        """
        last: Operation | None = None
        for last in self.follow(operation, timeout=timeout):
            if progress is not None:
                progress(last)
        if last is None or last.state != "succeeded":
            raise OperationError(last or self.get_operation(operation))
        return last

    def watch_operation(
        self,
        operation: str | Operation,
        *,
        after_revision: int = 0,
        wait: float = 20.0,
        timeout: float | None = None,
    ) -> Operation:
        """An operation as soon as its revision is larger than `after_revision`, or after `wait` seconds, at most 60."""
        request = operations_pb2.WatchOperationRequest(
            operation=_id_of(operation), after_revision=after_revision, wait_microseconds=round(wait * 1e6)
        )
        return _decode.operation(self._caller.unary(_methods.WATCH_OPERATION, request, timeout))

    def get_operation(self, operation: str | Operation, *, timeout: float | None = None) -> Operation:
        """One operation as it stands."""
        request = operations_pb2.GetOperationRequest(operation=_id_of(operation))
        return _decode.operation(self._caller.unary(_methods.GET_OPERATION, request, timeout))

    def cancel_operation(self, operation: str | Operation, *, timeout: float | None = None) -> Operation:
        """Stops an operation; what it has done stays."""
        request = operations_pb2.CancelOperationRequest(operation=_id_of(operation))
        return _decode.operation(self._caller.unary(_methods.CANCEL_OPERATION, request, timeout))

    def list_operations(
        self, gallery: str = "", *, running_only: bool = False, timeout: float | None = None
    ) -> list[Operation]:
        """Operations, latest first, at most 1,000; of all galleries unless one is named."""
        request = operations_pb2.ListOperationsRequest(gallery=gallery, running_only=running_only)
        reply = self._caller.unary(_methods.LIST_OPERATIONS, request, timeout)
        return [_decode.operation(operation) for operation in reply.operations]

    def begin_import(
        self,
        gallery: str,
        source: str,
        *,
        total_count: int = 0,
        restart: bool = False,
        timeout: float | None = None,
    ) -> Operation:
        """Starts an import, or finds the running one of the same source, with the point where it goes on.

        Args:
            source: names the source and its content, a hash for example.
            restart: start anew even if one of the same source is running; that one is cancelled.
        """
        request = operations_pb2.BeginImportRequest(
            gallery=_encode.name(gallery, "gallery"), source=source, total_count=total_count, restart=restart
        )
        return _decode.operation(
            self._caller.unary(_methods.BEGIN_IMPORT, request, timeout, is_repeatable=not restart)
        )

    def import_batch(
        self,
        operation: Operation,
        items: Sequence[Item],
        *,
        resume_point: bytes,
        rows_done: int,
        rows_rejected: int = 0,
        raise_on_failure: bool = True,
        timeout: float | None = None,
    ) -> WriteReport:
        """Writes one batch of an import; its resume point is kept in the same step as its items.

        Args:
            items: at most 10,000, no id twice.
            resume_point: where the import goes on after these, at most 4,096 bytes.
            rows_done: rows of the source that are done after these, rejected ones included.
        """
        made = list(batches(operation.gallery, items, 10_000, self._dimensions))
        if len(made) != 1:
            raise InvalidArgumentError(
                f"items: {len(items):,} are no batch of one call: at most 10,000 and 4 MiB, no id twice",
                reason="batch_too_large" if made else "empty", field="items",
            )
        request = made[0].request
        request.operation, request.resume_point = operation.id, resume_point
        request.rows_done, request.rows_rejected = rows_done, rows_rejected
        tally = WriteTally(keeps_versions=True)
        reply = self._caller.unary(
            _methods.UPSERT_ITEMS, request, timeout, is_repeatable=made[0].is_repeatable
        )
        tally.add(made[0].ids, reply)
        return _reported(tally, raise_on_failure)

    def finish_import(
        self,
        operation: str | Operation,
        *,
        done_count: int,
        rejected_count: int = 0,
        error: str = "",
        timeout: float | None = None,
    ) -> Operation:
        """Ends an import, with an error if it failed."""
        request = operations_pb2.FinishImportRequest(
            operation=_id_of(operation), done_count=done_count, rejected_count=rejected_count
        )
        if error:
            request.error.CopyFrom(common_pb2.ErrorDetail(message=error, reason="import_failed"))
        return _decode.operation(self._caller.unary(_methods.FINISH_IMPORT, request, timeout))

    # The node.

    def ping(self, payload: bytes = b"", *, timeout: float | None = None) -> float:
        """Seconds that a call there and back takes."""
        start = time.perf_counter()
        reply = self._caller.unary(_methods.PING, node_pb2.PingRequest(payload=payload), timeout)
        spent = time.perf_counter() - start
        if reply.payload != payload:
            raise TesseraError("the echo is not what was sent", method="Node/Ping")
        return spent

    def status(self, *, timeout: float | None = None) -> node_pb2.GetStatusResponse:
        """What the node runs with and how it is."""
        return self._caller.unary(_methods.GET_STATUS, node_pb2.GetStatusRequest(), timeout)

    def is_healthy(self, service: str = "", *, timeout: float | None = 5.0) -> bool:
        """Whether the server, or one of its services by full name, is there and serves; its absence is no error."""
        request = health_pb2.HealthRequest(service=service)
        try:
            reply = self._caller.unary(_methods.CHECK_HEALTH, request, timeout, is_repeatable=False)
        except (UnavailableError, NotFoundError, TimeoutError):
            return False
        return reply.status == health_pb2.HEALTH_STATUS_SERVING

    def wait_until_ready(self, timeout: float = 30.0) -> None:
        """Returns once the server answers; for what starts together with it.

        Raises:
            UnavailableError: it does not within `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while not self.is_healthy(timeout=max(0.01, min(1.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise UnavailableError(f"nobody answers at {self.target} within {timeout} s", reason="not_ready")
            time.sleep(0.1)

    def _timeout(self, timeout: float | None) -> float | None:
        return self._caller.timeout if timeout is None else timeout


def _limit(value: int, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not 1 <= value <= 1_000:
        raise InvalidArgumentError(
            f"{path} is {value!r}, not a whole number from 1 to 1,000", reason="out_of_range", field=path, limit=1_000
        )
    return int(value)


def _cleared(messages: Any) -> Any:
    """A repeated field without its elements: a check may run twice."""
    del messages[:]
    return messages


def _add_matrices(target: Any, matrices: Mapping[str, npt.ArrayLike], known: _encode.Dimensions) -> None:
    for field, value in matrices.items():
        matrix = as_matrix(value, f"queries[{field}]", _encode.dimension_of(field, known, "queries"))
        put_values(target.add(field=field), operations_pb2.QueryVectors.VALUES_FIELD_NUMBER, matrix)


def _templates(search_text: str, generation_prompt: str) -> gallery_pb2.SceneTemplates:
    return gallery_pb2.SceneTemplates(search_text=search_text, generation_prompt=generation_prompt)


def _id_of(operation: str | Operation) -> str:
    return _encode.name(operation.id if isinstance(operation, Operation) else operation, "operation")


def _reported(tally: WriteTally, raise_on_failure: bool) -> WriteReport:
    report = tally.report
    if raise_on_failure:
        report.raise_for_failures()
    return report
