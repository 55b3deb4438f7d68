"""What callers hand in and get back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from tessera.v1 import search_pb2

from .errors import InvalidArgumentError, PartialWriteError, TesseraError
from .vectors import Matrix, Vector

AttributeValue: TypeAlias = str | int | float | bool
FusionName: TypeAlias = Literal["weighted", "rrf", "max"]
MetricName: TypeAlias = Literal["cosine", "inner_product", "l2"]
PrecisionName: TypeAlias = Literal["f16", "f32", "sq8"]
TransformName: TypeAlias = Literal["none", "pca", "opq"]
ItemPart: TypeAlias = Literal[
    "id", "url", "description", "tags", "detections", "author", "similar_ids", "attributes", "vectors"
]
OperationState: TypeAlias = Literal["unspecified", "running", "succeeded", "failed", "cancelled"]
OperationKind: TypeAlias = Literal["unspecified", "import", "train"]
ShortReason: TypeAlias = Literal["exhausted", "min_score", "similar", "reply_size"]

ALL_PARTS: tuple[ItemPart, ...] = (
    "url", "description", "tags", "detections", "author", "similar_ids", "attributes", "vectors",
)
"""Everything of an item, vectors included: `read=ALL_PARTS`."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What a detector saw in an image; `box` is left, top, right, bottom as shares of width and height."""

    label: str
    score: float = 0.0
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An image with what is known of it.

    Attributes:
        vectors: by field, shape [dimension] each. What a field with an encoder lacks here is encoded by the daemon.
        expected_version: when written: the version that must be there now, 0: the id must not exist; None: written
            whatever is there.
        version: when read: the version that is there.
    """

    id: str
    url: str = ""
    description: str = ""
    tags: Sequence[str] = ()
    detections: Sequence[Detection] = ()
    author_id: str = ""
    author_name: str = ""
    similar_ids: Sequence[str] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    vectors: Mapping[str, npt.ArrayLike] = field(default_factory=dict, compare=False, repr=False)
    expected_version: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Lora:
    """A low-rank adapter of the generation model; trigger words go into the generation's prompt only."""

    name: str
    weight: float = 1.0
    trigger_words: Sequence[str] = ()

    @staticmethod
    def parse(text: str, path: str = "lora") -> Lora:
        """The LoRA in `NAME[:WEIGHT[:WORD,WORD]]`, as `tessera find --lora-a` takes it.

        Raises:
            InvalidArgumentError: there is no name, or the weight is no number.
        """
        name, weight, words = (text.split(":", 2) + ["", ""])[:3]
        try:
            found = Lora(name, float(weight or 1), tuple(word.strip() for word in words.split(",") if word.strip()))
        except ValueError:
            raise InvalidArgumentError(
                f"{path}: {text!r} has not the form NAME[:WEIGHT[:WORD,WORD]]", reason="wrong_form", field=path
            ) from None
        if not name:
            raise InvalidArgumentError(f"{path}: {text!r} has no name", reason="empty", field=path)
        return found


@dataclass(frozen=True, slots=True)
class Role:
    """Who is in the picture, in words, and the LoRA for it."""

    text: str
    lora: Lora | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be generated: who, with whom, doing what, and how it shall look. A text alone may stand for a role."""

    role_a: Role | str
    role_b: Role | str | None = None
    action: str = ""
    style_words: Sequence[str] = ()

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Scene:
        """The scene in a decoded JSON object with these fields' names; roles are texts or objects.

        The form of `tessera load --scenes` is understood too: `style` for `style_words`, and beside roles that are
        texts `lora_a` and `lora_b`, as `Lora.parse` takes them.

        Raises:
            InvalidArgumentError: a name that no scene has, or a value of another type.
        """
        _check_names(value, ("role_a", "role_b", "action", "style_words", "style", "lora_a", "lora_b"), "scene")
        if value.get("role_a") is None:
            raise InvalidArgumentError("scene has no role_a", reason="empty_role", field="scene.role_a")
        role_b = value.get("role_b")
        if role_b is None and "lora_b" in value:
            raise InvalidArgumentError("scene.lora_b needs role_b", reason="empty_role", field="scene.lora_b")
        style = "style" if "style" in value else "style_words"
        return Scene(
            _role(value["role_a"], "scene.role_a", value.get("lora_a")),
            None if role_b is None else _role(role_b, "scene.role_b", value.get("lora_b")),
            _of_type(value.get("action", ""), str, "scene.action"),
            _texts(value.get(style, []), f"scene.{style}"),
        )


def _role(value: Any, path: str, own_lora: Any) -> Role:
    lora_path = path.replace("role", "lora")
    if own_lora is not None:
        own_lora = Lora.parse(_of_type(own_lora, str, lora_path), lora_path)
    if isinstance(value, str):
        return Role(value, own_lora)
    _check_names(value, ("text", "lora"), path)
    lora = value.get("lora")
    if lora is not None:
        _check_names(lora, ("name", "weight", "trigger_words"), f"{path}.lora")
        lora = Lora(
            _of_type(lora.get("name"), str, f"{path}.lora.name"),
            float(_of_type(lora.get("weight", 1.0), (int, float), f"{path}.lora.weight")),
            _texts(lora.get("trigger_words", []), f"{path}.lora.trigger_words"),
        )
    if lora is not None and own_lora is not None:
        raise InvalidArgumentError(f"{path}.lora and {lora_path} both", reason="ambiguous", field=lora_path)
    return Role(_of_type(value.get("text"), str, f"{path}.text"), lora or own_lora)


def _check_names(value: Any, names: Sequence[str], path: str) -> None:
    _of_type(value, Mapping, path)
    for name in value:
        if name not in names:
            raise InvalidArgumentError(
                f"{path} has no {name!r}; it may have {', '.join(names)}", reason="unknown_field",
                field=f"{path}.{name}",
            )


_TYPE_WORDS: dict[Any, str] = {str: "a text", list: "a list", Mapping: "an object"}


def _of_type(value: Any, type_: type | tuple[type, ...], path: str) -> Any:
    if not isinstance(value, type_) or isinstance(value, bool):
        wanted = _TYPE_WORDS.get(type_, "a number")
        raise InvalidArgumentError(f"{path} is {value!r}, not {wanted}", reason="wrong_type", field=path)
    return value


def _texts(value: Any, path: str) -> tuple[str, ...]:
    return tuple(_of_type(text, str, f"{path}[{index}]") for index, text in enumerate(_of_type(value, list, path)))


@dataclass(frozen=True, slots=True)
class Between:
    """Bounds of a numeric attribute, both included; None: no bound there."""

    minimum: float | None = None
    maximum: float | None = None


Condition: TypeAlias = AttributeValue | Between | Sequence[AttributeValue]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items may be answered; everything stated must hold.

    Attributes:
        tags: each a tag, or tags of which an item must have one.
        no_tags: tags of which it must have none.
        ids: only these. Empty: any.
        attributes: by name a value, values of which one must be equal, or bounds. Pairs instead of a mapping say
            several things of one name.
    """

    tags: Sequence[str | Sequence[str]] = ()
    no_tags: Sequence[str] = ()
    ids: Sequence[str] = ()
    attributes: Mapping[str, Condition] | Sequence[tuple[str, Condition]] = ()


@dataclass(frozen=True, slots=True)
class Fusion:
    """How scores of several fields become one; `rrf_constant` 0 is 60."""

    kind: FusionName
    rrf_constant: float = 0.0


@dataclass(frozen=True, slots=True)
class Diversity:
    """How the answered items differ from each other.

    Attributes:
        mmr: choose by maximal marginal relevance.
        relevance: its share of relevance against difference, 0...1; None: 0.7.
        allow_similar: answer items that list each other as similar.
        seed: another seed, another good choice; None: no noise.
        variety: size of the seed's noise as a share of the scores' range, 0...1; 0: 0.1.
    """

    mmr: bool = False
    relevance: float | None = None
    allow_similar: bool = False
    seed: int | None = None
    variety: float = 0.0


@dataclass(frozen=True, slots=True)
class Tuning:
    """How hard one search looks; what is 0 is as the gallery measured. See PROTOCOL.md, `SearchTuning`."""

    nprobe: int = 0
    oversampling: float = 0.0
    exact: bool = False
    target_recall: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """One embedding that the items of a gallery may have.

    Attributes:
        dimension: 0 with an encoder: the encoder's.
        template: text that is encoded for an item, such as `"{description} {tags}"`.
        encoder: name of an encoder of the node; empty: vectors come from callers only.
        weight: in searches that name none; None: 1.
        rerank: what candidates of searches by codes are compared with, f16 or sq8.
    """

    name: str
    dimension: int = 0
    metric: MetricName = "cosine"
    template: str = ""
    encoder: str = ""
    encoder_fingerprint: str = ""
    weight: float | None = None
    precision: PrecisionName | None = None
    rerank: PrecisionName | None = None


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field's part in a hit; no similarity and rank 0 when the item lacks the field."""

    similarity: float | None
    rank: int
    contribution: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One item that was found; `fields` only where `explain` was asked for."""

    item: Item
    score: float
    version: int
    fields: Mapping[str, FieldScore] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.item.id


@dataclass(frozen=True, slots=True)
class TextReport:
    """How a text became a query; near 1 of `unknown_share` the vector says little."""

    encoder: str
    token_count: int
    truncated: bool
    unknown_share: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best items, best first.

    Attributes:
        coverage: share of the planned live items that were looked at, 0...1.
        sequence: the gallery's sequence number that the search saw.
        short_reason: why there are fewer hits than asked for; None: there are not.
        codebook_hashes: per searched field, in declared order; empty where it was searched exactly.
        explanation: what was done, where `explain` was asked for.
    """

    hits: Sequence[Hit]
    coverage: float
    sequence: int
    short_reason: ShortReason | None
    texts: Sequence[TextReport]
    codebook_hashes: Sequence[bytes] = ()
    explanation: search_pb2.Explanation | None = None

    @property
    def ids(self) -> list[str]:
        return [hit.item.id for hit in self.hits]

    @property
    def scores(self) -> Vector:
        """Shape [hits]."""
        return np.array([hit.score for hit in self.hits], np.float32)

    def vectors(self, field: str) -> Matrix:
        """Those of one field, shape [hits, dimension]; asked for by `read` with "vectors".

        Raises:
            InvalidArgumentError: a hit has none.
        """
        rows = [hit.item.vectors.get(field) for hit in self.hits]
        if any(row is None for row in rows):
            raise InvalidArgumentError(f"not every hit has a vector of {field}; ask for read=ALL_PARTS", field="read")
        return np.array(rows, np.float32)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The answers of many searches, in their order; a search that failed has its error instead."""

    results: Sequence[SearchResult | TesseraError]
    limit: int

    @property
    def ids(self) -> list[list[str]]:
        """Best first; none of a search that failed."""
        return [[] if isinstance(result, TesseraError) else result.ids for result in self.results]

    @property
    def scores(self) -> Matrix:
        """Shape [searches, limit]; NaN where there is no hit."""
        scores = np.full((len(self.results), self.limit), np.nan, np.float32)
        for row, result in zip(scores, self.results, strict=True):
            if not isinstance(result, TesseraError):
                row[: len(result)] = result.scores
        return scores

    def __len__(self) -> int:
        return len(self.results)


@dataclass(frozen=True, slots=True)
class GenerationPlan:
    """What a generation worker does with the guides: its prompt, and the LoRAs in the order of the roles."""

    search_text: str
    generation_prompt: str
    loras: Sequence[Lora]
    image_count: int
    seed: int | None


@dataclass(frozen=True, slots=True)
class Guides(SearchResult):
    """Guide images, each a distinct one, and what to do with them."""

    plan: GenerationPlan = GenerationPlan("", "", (), 0, None)


@dataclass(frozen=True, slots=True)
class WriteFailure:
    """One item that was not written: its place among those handed in, its id, and why."""

    index: int
    id: str
    error: TesseraError


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What became of items that were written or deleted.

    Attributes:
        failures: the first thousand; `failed_count` has them all.
        sequence: the gallery's after the last of them; `min_sequence` of a search takes it.
        versions: by item, 0 where there is none; shape [items]. Empty after a stream.
    """

    item_count: int = 0
    failed_count: int = 0
    failures: Sequence[WriteFailure] = ()
    sequence: int = 0
    encoded_count: int = 0
    truncated_count: int = 0
    versions: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64), compare=False)

    @property
    def written_count(self) -> int:
        return self.item_count - self.failed_count

    def raise_for_failures(self) -> None:
        """
        Raises:
            PartialWriteError: an item was not written.
        """
        if self.failed_count:
            raise PartialWriteError(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stream is: items whose answer has come, and of how many, where that is known."""

    item_count: int
    failed_count: int
    total_count: int | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Work that outlives a call, as it stood when it was told; times are microseconds since 1970."""

    id: str
    kind: OperationKind
    state: OperationState
    gallery: str
    done_count: int
    total_count: int
    rejected_count: int
    stage: str
    source: str
    resume_point: bytes
    revision: int
    created_microseconds: int
    updated_microseconds: int
    error: TesseraError | None = None

    @property
    def is_over(self) -> bool:
        return self.state != "running"


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Texts as vectors of unit length, shape [texts, dimension]."""

    vectors: Matrix
    reports: Sequence[TextReport]
    encoder_fingerprint: str
