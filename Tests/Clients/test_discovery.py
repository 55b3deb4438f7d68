"""Health, reflection and streams of the real daemon, with the clients that gRPC brings for them."""
import unittest

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from interop_server import ROOT, generated
from test_find_guides import ITEMS, Daemon

PROTOS = str(ROOT / "Protos")
FILES = ["common", "gallery", "index", "items", "node", "operations", "search"]
MODULES = generated(PROTOS, *[f"tessera/v1/{name}.proto" for name in FILES])
items, item_stubs = MODULES[6:8]
node, node_stubs = MODULES[8:10]
operations, operation_stubs = MODULES[10:12]
galleries, gallery_stubs = MODULES[2:4]


class DiscoveryTests(Daemon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = grpc.insecure_channel(f"unix:{cls.socket}")
        cls.addClassCleanup(cls.channel.close)

    def test_the_server_and_each_service_are_healthy(self):
        stub = health_pb2_grpc.HealthStub(self.channel)
        for service in ("", "tessera.v1.Guides", "grpc.health.v1.Health"):
            reply = stub.Check(health_pb2.HealthCheckRequest(service=service))
            self.assertEqual(reply.status, health_pb2.HealthCheckResponse.SERVING)

    def test_the_health_of_an_unknown_service_is_not_found(self):
        stub = health_pb2_grpc.HealthStub(self.channel)
        with self.assertRaises(grpc.RpcError) as caught:
            stub.Check(health_pb2.HealthCheckRequest(service="tessera.v1.Guide"))
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)
        watched = stub.Watch(health_pb2.HealthCheckRequest(service="tessera.v1.Guide"))
        self.assertEqual(next(watched).status, health_pb2.HealthCheckResponse.SERVICE_UNKNOWN)
        watched.cancel()

    def test_health_is_watched(self):
        watched = health_pb2_grpc.HealthStub(self.channel).Watch(health_pb2.HealthCheckRequest())
        self.assertEqual(next(watched).status, health_pb2.HealthCheckResponse.SERVING)
        watched.cancel()

    def reflect(self, *requests):
        # The messages of v1alpha are those of v1; the installed package knows the older name only.
        call = self.channel.stream_stream(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
            response_deserializer=reflection_pb2.ServerReflectionResponse.FromString)
        return list(call(iter(requests)))

    def test_reflection_lists_the_services(self):
        (reply,) = self.reflect(reflection_pb2.ServerReflectionRequest(list_services=""))
        names = [service.name for service in reply.list_services_response.service]
        self.assertEqual(names, sorted(names))
        for name in ("Node", "Galleries", "Items", "Guides", "Operations"):
            self.assertIn(f"tessera.v1.{name}", names)
        self.assertIn("grpc.health.v1.Health", names)

    def test_reflection_describes_a_method_with_all_that_it_needs(self):
        (reply,) = self.reflect(
            reflection_pb2.ServerReflectionRequest(file_containing_symbol="tessera.v1.Guides.FindGuides"))
        pool = DescriptorPool()
        for file in reversed(reply.file_descriptor_response.file_descriptor_proto):
            pool.AddSerializedFile(file)
        method = pool.FindServiceByName("tessera.v1.Guides").methods_by_name["FindGuides"]
        self.assertEqual(method.input_type.full_name, "tessera.v1.FindGuidesRequest")
        self.assertIn("scene", method.input_type.fields_by_name)

    def test_the_reflection_client_of_grpc_builds_the_services_from_it(self):
        pool = DescriptorPool(ProtoReflectionDescriptorDatabase(self.channel))
        service = pool.FindServiceByName("tessera.v1.Items")
        self.assertTrue(service.methods_by_name["ExportItems"].server_streaming)
        self.assertTrue(service.methods_by_name["UpsertStream"].client_streaming)

    def test_reflection_answers_each_question_of_a_stream(self):
        replies = self.reflect(
            reflection_pb2.ServerReflectionRequest(file_by_filename="tessera/v1/node.proto"),
            reflection_pb2.ServerReflectionRequest(file_by_filename="none.proto"),
            reflection_pb2.ServerReflectionRequest(all_extension_numbers_of_type="tessera.v1.Item"))
        self.assertTrue(replies[0].file_descriptor_response.file_descriptor_proto)
        self.assertEqual([reply.error_response.error_code for reply in replies[1:]], [5, 12])

    def test_items_are_written_and_exported_as_streams(self):
        gallery_stubs.GalleriesStub(self.channel).CreateGallery(galleries.CreateGalleryRequest(
            spec=galleries.GallerySpec(name="streamed", fields=[{"name": "scene", "dimension": 4}])))
        stub = item_stubs.ItemsStub(self.channel)

        def batches():
            for batch in range(20):
                request = items.UpsertItemsRequest(gallery="streamed")
                for number in range(50):
                    write = request.items.add()
                    write.item.id = f"{batch * 50 + number:06}"
                    write.vectors.add(field="scene", values=[1, batch, number, 1])
                yield request

        replies = list(stub.UpsertStream(batches()))
        self.assertEqual([len(reply.results) for reply in replies], [50] * 20)
        exported = stub.ExportItems(items.ExportItemsRequest(gallery="streamed", page_item_count=64))
        ids = [stored.item.id for page in exported for stored in page.items]
        self.assertEqual(ids, [f"{number:06}" for number in range(1_000)])
        rest = stub.ExportItems(items.ExportItemsRequest(gallery="streamed", after_id="000990"))
        self.assertEqual([stored.item.id for page in rest for stored in page.items],
                         [f"{number:06}" for number in range(991, 1_000)])

    def test_a_batch_that_is_refused_ends_its_stream(self):
        replies = item_stubs.ItemsStub(self.channel).UpsertStream(iter([items.UpsertItemsRequest(gallery="none")]))
        with self.assertRaises(grpc.RpcError) as caught:
            list(replies)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_an_operation_is_followed_to_its_end(self):
        stub = operation_stubs.OperationsStub(self.channel)
        begun = stub.BeginImport(operations.BeginImportRequest(gallery="pictures", source="a test"))
        seen = stub.FollowOperation(operations.FollowOperationRequest(operation=begun.id))
        self.assertEqual(next(seen).state, operations.OPERATION_STATE_RUNNING)
        stub.FinishImport(operations.FinishImportRequest(operation=begun.id))
        self.assertEqual([operation.state for operation in seen][-1], operations.OPERATION_STATE_SUCCEEDED)

    def test_an_unknown_operation_is_not_followed(self):
        stub = operation_stubs.OperationsStub(self.channel)
        with self.assertRaises(grpc.RpcError) as caught:
            list(stub.FollowOperation(operations.FollowOperationRequest(operation="none")))
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_every_item_of_the_gallery_is_exported(self):
        exported = item_stubs.ItemsStub(self.channel).ExportItems(items.ExportItemsRequest(gallery="pictures"))
        self.assertEqual([stored.item.id for page in exported for stored in page.items], sorted(ITEMS))


if __name__ == "__main__":
    unittest.main()
