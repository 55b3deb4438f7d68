"""Every method of the contract: its path, its messages, and whether it may be called twice without harm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from google.protobuf.message import Message
from tessera.v1 import common_pb2, gallery_pb2, health_pb2, items_pb2, node_pb2, operations_pb2, search_pb2

Request = TypeVar("Request", bound=Message)
Reply = TypeVar("Reply", bound=Message)


@dataclass(frozen=True, slots=True)
class Method(Generic[Request, Reply]):
    """One method; where repeating depends on the request, the caller says so."""

    path: str
    request: type[Request]
    reply: type[Reply]
    is_repeatable: bool

    @property
    def name(self) -> str:
        """`Guides/Search`."""
        return self.path.removeprefix("/").removeprefix("tessera.v1.")


def _method(name: str, request: type[Request], reply: type[Reply], is_repeatable: bool) -> Method[Request, Reply]:
    return Method(f"/tessera.v1.{name}", request, reply, is_repeatable)


PING = _method("Node/Ping", node_pb2.PingRequest, node_pb2.PingResponse, True)
GET_STATUS = _method("Node/GetStatus", node_pb2.GetStatusRequest, node_pb2.GetStatusResponse, True)

# Called twice, the second call would fail where the first has succeeded, or undo what others did in between.
CREATE_GALLERY = _method(
    "Galleries/CreateGallery", gallery_pb2.CreateGalleryRequest, gallery_pb2.DescribeGalleryResponse, False
)
DROP_GALLERY = _method("Galleries/DropGallery", gallery_pb2.DropGalleryRequest, gallery_pb2.DropGalleryResponse, False)
DELETE_ALIAS = _method("Galleries/DeleteAlias", gallery_pb2.DeleteAliasRequest, common_pb2.Empty, False)
DESCRIBE_GALLERY = _method(
    "Galleries/DescribeGallery", gallery_pb2.DescribeGalleryRequest, gallery_pb2.DescribeGalleryResponse, True
)
LIST_GALLERIES = _method(
    "Galleries/ListGalleries", gallery_pb2.ListGalleriesRequest, gallery_pb2.ListGalleriesResponse, True
)
# Twice the same is the same: values are set, not changed by an amount.
UPDATE_GALLERY = _method(
    "Galleries/UpdateGallery", gallery_pb2.UpdateGalleryRequest, gallery_pb2.DescribeGalleryResponse, True
)
SET_ALIAS = _method("Galleries/SetAlias", gallery_pb2.SetAliasRequest, common_pb2.Empty, True)

# Writes are repeatable unless they expect a version, which the first of two would have changed.
UPSERT_ITEMS = _method("Items/UpsertItems", items_pb2.UpsertItemsRequest, items_pb2.WriteResponse, True)
DELETE_ITEMS = _method("Items/DeleteItems", items_pb2.DeleteItemsRequest, items_pb2.WriteResponse, True)
GET_ITEMS = _method("Items/GetItems", items_pb2.GetItemsRequest, items_pb2.GetItemsResponse, True)
SAMPLE_ITEMS = _method("Items/SampleItems", items_pb2.SampleItemsRequest, items_pb2.SampleItemsResponse, True)
UPSERT_STREAM = _method("Items/UpsertStream", items_pb2.UpsertItemsRequest, items_pb2.WriteResponse, True)
EXPORT_ITEMS = _method("Items/ExportItems", items_pb2.ExportItemsRequest, items_pb2.GetItemsResponse, True)

SEARCH = _method("Guides/Search", search_pb2.SearchRequest, search_pb2.SearchResponse, True)
SEARCH_BATCH = _method("Guides/SearchBatch", search_pb2.SearchBatchRequest, search_pb2.SearchBatchResponse, True)
FIND_GUIDES = _method("Guides/FindGuides", search_pb2.FindGuidesRequest, search_pb2.FindGuidesResponse, True)
EMBED_TEXTS = _method("Guides/EmbedTexts", search_pb2.EmbedTextsRequest, search_pb2.EmbedTextsResponse, True)

# A second training of a gallery is refused while the first runs, and after it would be one more.
TRAIN = _method("Operations/Train", operations_pb2.TrainRequest, operations_pb2.Operation, False)
# Finds the running import of the same source, unless it is to be started anew.
BEGIN_IMPORT = _method("Operations/BeginImport", operations_pb2.BeginImportRequest, operations_pb2.Operation, True)
FINISH_IMPORT = _method("Operations/FinishImport", operations_pb2.FinishImportRequest, operations_pb2.Operation, False)
GET_OPERATION = _method("Operations/GetOperation", operations_pb2.GetOperationRequest, operations_pb2.Operation, True)
WATCH_OPERATION = _method(
    "Operations/WatchOperation", operations_pb2.WatchOperationRequest, operations_pb2.Operation, True
)
FOLLOW_OPERATION = _method(
    "Operations/FollowOperation", operations_pb2.FollowOperationRequest, operations_pb2.Operation, True
)
CANCEL_OPERATION = _method(
    "Operations/CancelOperation", operations_pb2.CancelOperationRequest, operations_pb2.Operation, False
)
LIST_OPERATIONS = _method(
    "Operations/ListOperations", operations_pb2.ListOperationsRequest, operations_pb2.ListOperationsResponse, True
)

CHECK_HEALTH = Method("/grpc.health.v1.Health/Check", health_pb2.HealthRequest, health_pb2.HealthResponse, True)
