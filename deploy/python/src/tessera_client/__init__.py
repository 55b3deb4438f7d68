"""Guide images for generation workers: the client of Tessera, over gRPC, with numpy arrays in and out.

    from tessera_client import GuideClient, Scene

    with GuideClient("127.0.0.1:7700") as client:
        guides = client.find_guides("drawings", Scene("an old wizard", "a small dragon", "reading a book"))
        for guide in guides:
            print(f"{guide.score:.3f}", guide.item.url)
"""

from .client import GuideClient
from .columns import items_from_columns
from .errors import (
    AlreadyExistsError,
    CancelledError,
    DataLossError,
    DeadlineExceededError,
    FailedPreconditionError,
    InvalidArgumentError,
    NotFoundError,
    OperationError,
    PartialWriteError,
    ResourceExhaustedError,
    TesseraError,
    UnavailableError,
    UnimplementedError,
)
from .retry import RetryPolicy
from .values import (
    ALL_PARTS,
    BatchResult,
    Between,
    Detection,
    Diversity,
    Embeddings,
    Field,
    FieldScore,
    Filter,
    Fusion,
    GenerationPlan,
    Guides,
    Hit,
    Item,
    Lora,
    Operation,
    Progress,
    Role,
    Scene,
    SearchResult,
    TextReport,
    Tuning,
    WriteFailure,
    WriteReport,
)

__version__ = "0.1.0"

__all__ = [
    "ALL_PARTS",
    "AlreadyExistsError",
    "BatchResult",
    "Between",
    "CancelledError",
    "DataLossError",
    "DeadlineExceededError",
    "Detection",
    "Diversity",
    "Embeddings",
    "FailedPreconditionError",
    "Field",
    "FieldScore",
    "Filter",
    "Fusion",
    "GenerationPlan",
    "GuideClient",
    "Guides",
    "Hit",
    "InvalidArgumentError",
    "Item",
    "Lora",
    "NotFoundError",
    "Operation",
    "OperationError",
    "PartialWriteError",
    "Progress",
    "ResourceExhaustedError",
    "RetryPolicy",
    "Role",
    "Scene",
    "SearchResult",
    "TesseraError",
    "TextReport",
    "Tuning",
    "UnavailableError",
    "UnimplementedError",
    "WriteFailure",
    "WriteReport",
    "items_from_columns",
]
