"""Values as messages of the contract. What is wrong is said here, before anything is sent."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy.typing as npt
from tessera.v1 import common_pb2, gallery_pb2, index_pb2, items_pb2, search_pb2

from .errors import InvalidArgumentError
from .values import (
    AttributeValue,
    Between,
    Condition,
    Detection,
    Diversity,
    Field,
    Filter,
    Fusion,
    FusionName,
    Item,
    ItemPart,
    Lora,
    Role,
    Scene,
    Tuning,
)
from .vectors import as_vector, put_values

Dimensions = Mapping[str, int]
"""Numbers per vector, by field."""

FUSIONS: dict[str, gallery_pb2.FusionKind] = {
    "weighted": gallery_pb2.FUSION_KIND_WEIGHTED,
    "rrf": gallery_pb2.FUSION_KIND_RRF,
    "max": gallery_pb2.FUSION_KIND_MAX,
}
METRICS: dict[str, common_pb2.Metric] = {
    "cosine": common_pb2.METRIC_COSINE,
    "inner_product": common_pb2.METRIC_INNER_PRODUCT,
    "l2": common_pb2.METRIC_L2,
}
PRECISIONS: dict[str, index_pb2.VectorPrecision] = {
    "f16": index_pb2.VECTOR_PRECISION_F16,
    "f32": index_pb2.VECTOR_PRECISION_F32,
    "sq8": index_pb2.VECTOR_PRECISION_SQ8,
}
TRANSFORMS: dict[str, index_pb2.VectorTransform] = {
    "none": index_pb2.VECTOR_TRANSFORM_NONE,
    "pca": index_pb2.VECTOR_TRANSFORM_PCA,
    "opq": index_pb2.VECTOR_TRANSFORM_OPQ,
}
_PARTS = ("id", "url", "description", "tags", "detections", "author", "similar_ids", "attributes", "vectors")

_Choice = TypeVar("_Choice")


def choice(table: Mapping[str, _Choice], name: str, path: str) -> _Choice:
    """The number of a word."""
    found = table.get(name)
    if found is None:
        raise InvalidArgumentError(
            f"{path} is {name!r}, not one of {', '.join(table)}", reason="unknown_choice", field=path
        )
    return found


def _finite(value: float, path: str) -> float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise InvalidArgumentError(f"{path} is {value}, not a finite number", reason="not_finite", field=path)
    return float(value)


def texts(values: Iterable[str], path: str) -> list[str]:
    """A list of texts; one text alone is a mistake that would be taken for a list of letters."""
    if isinstance(values, (str, bytes)):
        raise InvalidArgumentError(f"{path}: one text, not a list of them", reason="wrong_type", field=path)
    found = list(values)
    for index, value in enumerate(found):
        if not isinstance(value, str):
            raise InvalidArgumentError(
                f"{path}[{index}] is {value!r}, not a text", reason="wrong_type", field=f"{path}[{index}]"
            )
    return found


def name(value: str, path: str) -> str:
    """A text that must be there."""
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{path} is {value!r}, not a text", reason="wrong_type", field=path)
    if not value:
        raise InvalidArgumentError(f"{path} is empty", reason="empty", field=path)
    return value


def attribute(key: str, value: AttributeValue, path: str) -> common_pb2.Attribute:
    """A typed property; whether it is a number, a text or a truth value follows from its Python type."""
    message = common_pb2.Attribute(name=key)
    if isinstance(value, str):
        message.text = value
    elif isinstance(value, bool):
        message.flag = value
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise InvalidArgumentError(f"{path} is {value}, beyond 64 bits", reason="out_of_range", field=path)
        message.integer = value
    elif isinstance(value, float):
        message.real = _finite(value, path)
    elif type(value).__module__ == "numpy" and hasattr(value, "item"):
        return attribute(key, value.item(), path)
    else:
        raise InvalidArgumentError(
            f"{path} is a {type(value).__name__}, not a text, a number or a truth value", reason="wrong_type",
            field=path,
        )
    return message


def add_vectors(
    target: Iterable[items_pb2.FieldVector], vectors: Mapping[str, npt.ArrayLike], dimensions: Dimensions, path: str
) -> None:
    """Adds vectors by field to a repeated field of messages."""
    for key, value in vectors.items():
        array = as_vector(value, f"{path}[{key}]", dimension_of(key, dimensions, path))
        message = target.add(field=key)  # type: ignore[attr-defined]
        put_values(message, items_pb2.FieldVector.VALUES_FIELD_NUMBER, array)


def dimension_of(field: str, dimensions: Dimensions, path: str) -> int:
    """Of a field that must be there."""
    found = dimensions.get(field)
    if found is None:
        raise InvalidArgumentError(
            f"{path}[{field}]: the gallery has no field {field}; it has {', '.join(dimensions)}",
            reason="unknown_field", field=f"{path}[{field}]",
        )
    return found


def item_write(item: Item, path: str, dimensions: Dimensions) -> items_pb2.ItemWrite:
    """An item to write, with its vectors."""
    if not isinstance(item, Item):
        raise InvalidArgumentError(f"{path} is a {type(item).__name__}, not an Item", reason="wrong_type", field=path)
    try:
        write = items_pb2.ItemWrite(
            item=items_pb2.Item(
                id=name(item.id, f"{path}.id"),
                url=item.url,
                description=item.description,
                tags=texts(item.tags, f"{path}.tags"),
                detections=[_detection(detection) for detection in item.detections],
                author_id=item.author_id,
                author_name=item.author_name,
                similar_ids=texts(item.similar_ids, f"{path}.similar_ids"),
                attributes=[attribute(k, v, f"{path}.attributes[{k}]") for k, v in item.attributes.items()],
            )
        )
        if item.expected_version is not None:
            write.expected_version = item.expected_version
    except (TypeError, AttributeError) as error:
        raise InvalidArgumentError(f"{path}, id {item.id!r}: {error}", reason="wrong_type", field=path) from None
    add_vectors(write.vectors, item.vectors, dimensions, f"{path}.vectors")
    return write


def _detection(detection: Detection) -> items_pb2.Detection:
    return items_pb2.Detection(label=detection.label, score=detection.score, box=detection.box or ())


def _lora(lora: Lora, path: str) -> search_pb2.Lora:
    if _finite(lora.weight, f"{path}.weight") == 0:
        raise InvalidArgumentError(
            f"{path}.weight is 0, which changes nothing: leave the LoRA out", reason="zero_weight",
            field=f"{path}.weight",
        )
    return search_pb2.Lora(
        name=lora.name, weight=lora.weight, trigger_words=texts(lora.trigger_words, f"{path}.trigger_words")
    )


def _role(role: Role | str, path: str) -> search_pb2.Role:
    if isinstance(role, str):
        role = Role(role)
    return search_pb2.Role(
        text=name(role.text, f"{path}.text"), lora=None if role.lora is None else _lora(role.lora, f"{path}.lora")
    )


def scene(value: Scene) -> search_pb2.Scene:
    """A scene; each role has a text."""
    return search_pb2.Scene(
        role_a=_role(value.role_a, "scene.role_a"),
        role_b=None if value.role_b is None else _role(value.role_b, "scene.role_b"),
        action=value.action,
        style_words=texts(value.style_words, "scene.style_words"),
    )


def filter_(value: Filter | None) -> search_pb2.Filter | None:
    """A filter; None where nothing is stated."""
    if value is None:
        return None
    pairs = value.attributes.items() if isinstance(value.attributes, Mapping) else value.attributes
    texts(value.tags if isinstance(value.tags, str) else (), "filter.tags")
    return search_pb2.Filter(
        tags=[
            search_pb2.TagClause(any=[clause] if isinstance(clause, str) else texts(clause, f"filter.tags[{index}]"))
            for index, clause in enumerate(value.tags)
        ],
        no_tags=texts(value.no_tags, "filter.no_tags"),
        ids=texts(value.ids, "filter.ids"),
        attributes=[_clause(key, condition) for key, condition in pairs],
    )


def _clause(key: str, condition: Condition) -> search_pb2.AttributeClause:
    clause = search_pb2.AttributeClause(name=key)
    path = f"filter.attributes[{key}]"
    if isinstance(condition, Between):
        if condition.minimum is not None:
            clause.minimum = _finite(condition.minimum, path)
        if condition.maximum is not None:
            clause.maximum = _finite(condition.maximum, path)
    elif isinstance(condition, (str, bool, int, float)):
        clause.any.append(attribute("", condition, path))
    else:
        clause.any.extend(attribute("", value, path) for value in condition)
    return clause


def fusion(value: Fusion | FusionName | None) -> search_pb2.Fusion | None:
    """Fusion by its word or with its constant."""
    if value is None:
        return None
    if isinstance(value, str):
        value = Fusion(value)
    return search_pb2.Fusion(kind=choice(FUSIONS, value.kind, "fusion"), rrf_constant=value.rrf_constant)


def diversity(value: Diversity | None) -> search_pb2.Diversity | None:
    """How answers differ; None: the server's default."""
    if value is None:
        return None
    message = search_pb2.Diversity(mmr=value.mmr, allow_similar=value.allow_similar, variety=value.variety)
    if value.relevance is not None:
        setattr(message, "lambda", _finite(value.relevance, "diversity.relevance"))
    if value.seed is not None:
        message.seed = value.seed
    return message


def tuning(value: Tuning | None) -> search_pb2.SearchTuning | None:
    """How hard to look; None: the gallery's choice."""
    if value is None:
        return None
    return search_pb2.SearchTuning(
        nprobe=value.nprobe, oversampling=value.oversampling, exact=value.exact, target_recall=value.target_recall
    )


def read_mask(parts: Collection[ItemPart] | None) -> items_pb2.ReadMask | None:
    """Which parts to read; None: everything but vectors."""
    if parts is None:
        return None
    for part in texts(parts, "read"):
        if part not in _PARTS:
            raise InvalidArgumentError(
                f"read: items have no part {part!r}; they have {', '.join(_PARTS)}", reason="unknown_choice",
                field="read",
            )
    wanted = set(parts) - {"id"}
    return items_pb2.ReadMask(**{part: True for part in wanted}) if wanted else items_pb2.ReadMask(id_only=True)


def weights(values: Mapping[str, float] | None, dimensions: Dimensions | None = None) -> list[gallery_pb2.FieldWeight]:
    """Weights by field, none negative."""
    found = []
    for key, value in (values or {}).items():
        if _finite(value, f"weights[{key}]") < 0:
            raise InvalidArgumentError(
                f"weights[{key}] is {value}, below 0", reason="negative", field=f"weights[{key}]"
            )
        found.append(gallery_pb2.FieldWeight(field=key, weight=value))
    return found


def field_queries(
    vectors: Mapping[str, npt.ArrayLike],
    field_texts: Mapping[str, str],
    field_weights: Mapping[str, float],
    dimensions: Dimensions,
) -> list[search_pb2.FieldQuery]:
    """What is looked for in each field that has a vector, a text or a weight of its own."""
    queries = []
    weights(field_weights)
    for key in dict.fromkeys([*vectors, *field_texts, *field_weights]):
        query = search_pb2.FieldQuery(field=key, text=field_texts.get(key, ""))
        if key in field_weights:
            query.weight = field_weights[key]
        if key in vectors:
            array = as_vector(vectors[key], f"vectors[{key}]", dimension_of(key, dimensions, "vectors"))
            put_values(query, search_pb2.FieldQuery.VECTOR_FIELD_NUMBER, array)
        queries.append(query)
    return queries


def field_spec(value: Field) -> gallery_pb2.FieldSpec:
    """The declaration of a field."""
    spec = gallery_pb2.FieldSpec(
        name=name(value.name, "fields.name"),
        dimension=value.dimension,
        metric=choice(METRICS, value.metric, f"fields[{value.name}].metric"),
        template=value.template,
        encoder=value.encoder,
        encoder_fingerprint=value.encoder_fingerprint,
    )
    if value.weight is not None:
        spec.weight = value.weight
    if value.precision is not None:
        spec.precision = choice(PRECISIONS, value.precision, f"fields[{value.name}].precision")
    if value.rerank is not None:
        spec.rerank = choice(PRECISIONS, value.rerank, f"fields[{value.name}].rerank")
    return spec


def ids(values: Sequence[str], path: str) -> list[str]:
    """Ids to ask for: none empty."""
    found = texts(values, path)
    for index, value in enumerate(found):
        name(value, f"{path}[{index}]")
    return found
