"""Messages of the contract as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from tessera.v1 import common_pb2, items_pb2, operations_pb2, search_pb2

from .errors import error_from_detail
from .values import (
    AttributeValue,
    Detection,
    FieldScore,
    GenerationPlan,
    Guides,
    Hit,
    Item,
    Lora,
    Operation,
    OperationKind,
    OperationState,
    SearchResult,
    ShortReason,
    TextReport,
)
from .vectors import take_values


def item(
    message: items_pb2.Item, version: int = 0, vectors: Iterable[items_pb2.FieldVector] = ()
) -> Item:
    """An item as the read mask left it."""
    return Item(
        id=message.id,
        url=message.url,
        description=message.description,
        tags=tuple(message.tags),
        detections=tuple(
            Detection(
                found.label,
                found.score,
                (found.box[0], found.box[1], found.box[2], found.box[3]) if len(found.box) == 4 else None,
            )
            for found in message.detections
        ),
        author_id=message.author_id,
        author_name=message.author_name,
        similar_ids=tuple(message.similar_ids),
        attributes={attribute.name: _attribute(attribute) for attribute in message.attributes},
        vectors={vector.field: take_values(vector) for vector in vectors},
        version=version,
    )


def _attribute(message: common_pb2.Attribute) -> AttributeValue:
    match message.WhichOneof("value"):
        case "integer":
            return message.integer
        case "real":
            return message.real
        case "flag":
            return message.flag
        case _:
            return message.text


def _hit(message: search_pb2.Hit) -> Hit:
    return Hit(
        item=item(message.item, message.version, message.vectors),
        score=message.score,
        version=message.version,
        fields={
            score.field: FieldScore(
                score.similarity if score.HasField("similarity") else None, score.rank, score.contribution
            )
            for score in message.fields
        },
    )


def _short_reason(value: search_pb2.ShortReason) -> ShortReason | None:
    if value == search_pb2.SHORT_REASON_UNSPECIFIED:
        return None
    return cast(ShortReason, search_pb2.ShortReason.Name(value).removeprefix("SHORT_REASON_").lower())


def text_reports(messages: Iterable[search_pb2.TextReport]) -> Sequence[TextReport]:
    """One per text that was encoded."""
    return tuple(
        TextReport(report.encoder, report.token_count, report.truncated, report.unknown_share) for report in messages
    )


def search_result(message: search_pb2.SearchResponse) -> SearchResult:
    """What Search answers."""
    return SearchResult(
        hits=tuple(_hit(hit) for hit in message.hits),
        coverage=message.coverage,
        sequence=message.sequence,
        short_reason=_short_reason(message.short_reason),
        texts=text_reports(message.texts),
        codebook_hashes=tuple(message.codebook_hashes),
        explanation=message.explanation if message.HasField("explanation") else None,
    )


def guides(message: search_pb2.FindGuidesResponse) -> Guides:
    """What FindGuides answers."""
    plan = message.plan
    return Guides(
        hits=tuple(_hit(hit) for hit in message.guides),
        coverage=message.coverage,
        sequence=message.sequence,
        short_reason=_short_reason(message.short_reason),
        texts=text_reports(message.texts),
        explanation=message.explanation if message.HasField("explanation") else None,
        plan=GenerationPlan(
            search_text=plan.search_text,
            generation_prompt=plan.generation_prompt,
            loras=tuple(Lora(lora.name, lora.weight, tuple(lora.trigger_words)) for lora in plan.loras),
            image_count=plan.image_count,
            seed=plan.seed if plan.HasField("seed") else None,
        ),
    )


def operation(message: operations_pb2.Operation) -> Operation:
    """An operation as it stands."""
    error = None
    if message.HasField("error"):
        error = error_from_detail(2, message.error)
    return Operation(
        id=message.id,
        kind=cast(OperationKind, _word(operations_pb2.OperationKind.Name(message.kind))),
        state=cast(OperationState, _word(operations_pb2.OperationState.Name(message.state))),
        gallery=message.gallery,
        done_count=message.done_count,
        total_count=message.total_count,
        rejected_count=message.rejected_count,
        stage=message.stage,
        source=message.source,
        resume_point=message.resume_point,
        revision=message.revision,
        created_microseconds=message.created_microseconds,
        updated_microseconds=message.updated_microseconds,
        error=error,
    )


def _word(name: str) -> str:
    return name.split("_", 2)[2].lower()
