"""What the Python client of deploy/python does when a server is busy or away: one that fails as it is told."""
import socket
import time
import unittest
from concurrent import futures
from unittest import mock

import grpc
import tessera_client
from google.protobuf.any_pb2 import Any
from google.rpc.status_pb2 import Status
from tessera.v1 import common_pb2, gallery_pb2, items_pb2, node_pb2, operations_pb2, search_pb2
from tessera_client import Field, GuideClient, Item, RetryPolicy
from tessera_client import retry as retry_module

UNAVAILABLE, EXHAUSTED = grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED
REPLIES = {"Search": search_pb2.SearchResponse(sequence=7), "Ping": node_pb2.PingResponse(),
           "CreateGallery": gallery_pb2.DescribeGalleryResponse(), "Train": operations_pb2.Operation(id="t"),
           "DropGallery": gallery_pb2.DropGalleryResponse(), "DeleteItems": None, "UpsertItems": None,
           "DescribeGallery": gallery_pb2.DescribeGalleryResponse()}


class Server(grpc.GenericRpcHandler):
    """Fails as `failures` say, in their order, then answers."""

    def __init__(self):
        self.failures = []
        self.calls = []
        self.requests = []
        self.server = grpc.server(futures.ThreadPoolExecutor(8), [self])
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()

    def service(self, details):
        name = details.method.rpartition("/")[2]
        if name == "UpsertStream":
            return grpc.stream_stream_rpc_method_handler(self.upsert_stream, items_pb2.UpsertItemsRequest.FromString,
                                                         items_pb2.WriteResponse.SerializeToString)
        if name in ("ExportItems", "FollowOperation"):
            return grpc.unary_stream_rpc_method_handler(getattr(self, name))
        return grpc.unary_unary_rpc_method_handler(lambda body, context: self.answer(name, body, context))

    def fail(self, context):
        if self.failures:
            failure = self.failures.pop(0)
            if failure is not None:
                code, message, trailers = failure
                context.set_trailing_metadata(trailers)
                context.abort(code, message)

    def answer(self, name, body, context):
        self.calls.append((name, time.monotonic(), context.time_remaining()))
        self.fail(context)
        if name == "UpsertItems":
            count = len(items_pb2.UpsertItemsRequest.FromString(body).items)
            return written(count).SerializeToString()
        if name == "DeleteItems":
            return written(len(items_pb2.DeleteItemsRequest.FromString(body).ids)).SerializeToString()
        return REPLIES[name].SerializeToString()

    def upsert_stream(self, requests, context):
        self.calls.append(("UpsertStream", time.monotonic(), context.time_remaining()))
        for request in requests:
            self.fail(context)
            self.requests.append([write.item.id for write in request.items])
            yield written(len(request.items))

    def ExportItems(self, body, context):
        self.calls.append(("ExportItems", time.monotonic(), context.time_remaining()))
        after = items_pb2.ExportItemsRequest.FromString(body).after_id
        for start in range(int(after) + 1 if after else 0, 10, 2):
            self.fail(context)
            page = items_pb2.GetItemsResponse()
            for number in range(start, min(start + 2, 10)):
                page.items.add(version=1).item.id = str(number)
            yield page.SerializeToString()

    def FollowOperation(self, body, context):
        self.calls.append(("FollowOperation", time.monotonic(), context.time_remaining()))
        for revision in range(1, 5):
            self.fail(context)
            yield operations_pb2.Operation(id="a", revision=revision, state=1 + revision // 4).SerializeToString()


def written(count):
    return items_pb2.WriteResponse(results=[items_pb2.WriteResult(version=1)] * count, sequence=count)


def detail(**fields):
    """A failure's trailers with an ErrorDetail, as the daemon sends them."""
    packed = Any(type_url="type.googleapis.com/tessera.v1.ErrorDetail",
                 value=common_pb2.ErrorDetail(**fields).SerializeToString())
    return (("grpc-status-details-bin", Status(code=8, message="x", details=[packed]).SerializeToString()),)


def pushback(text):
    return (("grpc-retry-pushback-ms", text),)


AWAY = (UNAVAILABLE, "away", ())


class RetryTests(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(lambda: self.server.server.stop(0).wait())
        self.client = self.connected()

    def connected(self, **options):
        options.setdefault("retry", RetryPolicy(4, 0.01, 0.05, stream_patience=0.5))
        client = GuideClient(f"127.0.0.1:{self.server.port}", **options)
        self.addCleanup(client.close)
        return client

    def failure(self, type_, call, *arguments, **options):
        with self.assertRaises(type_) as caught:
            call(*arguments, **options)
        return caught.exception

    def names(self):
        return [name for name, _, _ in self.server.calls]

    def pauses(self):
        times = [start for _, start, _ in self.server.calls]
        return [after - before for before, after in zip(times, times[1:])]

    def test_a_search_is_tried_until_it_is_answered(self):
        self.server.failures = [AWAY, (EXHAUSTED, "busy", pushback("1")), AWAY]
        self.assertEqual(self.client.search("g", "a").sequence, 7)
        self.assertEqual(self.names(), ["Search"] * 4)

    def test_attempts_are_bounded_and_counted(self):
        self.server.failures = [AWAY] * 10
        error = self.failure(tessera_client.UnavailableError, self.client.search, "g", "a")
        self.assertEqual((error.attempt_count, len(self.server.calls)), (4, 4))
        self.assertIn("after 4 attempts", str(error))
        self.assertIsInstance(error, ConnectionError)

    def test_retries_can_be_turned_off(self):
        self.server.failures = [AWAY]
        client = self.connected(retry=RetryPolicy(attempt_count_max=1))
        self.assertEqual(self.failure(tessera_client.UnavailableError, client.search, "g", "a").attempt_count, 1)

    def test_the_pause_that_the_server_asks_for_is_kept(self):
        self.server.failures = [(EXHAUSTED, "busy", pushback("300")), (UNAVAILABLE, "drains", pushback("150"))]
        self.client.search("g", "a")
        first, second = self.pauses()
        self.assertGreaterEqual(first, 0.3)
        self.assertGreaterEqual(second, 0.15)

    def test_the_pause_in_the_details_is_kept(self):
        self.server.failures = [(EXHAUSTED, "x", detail(message="busy", retry_after_microseconds=250_000))]
        self.client.search("g", "a")
        self.assertGreaterEqual(self.pauses()[0], 0.25)

    def test_a_server_that_asks_not_to_be_tried_again_is_not(self):
        for text in ("-1", "soon", ""):
            with self.subTest(text):
                self.server.calls.clear()
                self.server.failures = [(UNAVAILABLE, "no", pushback(text))]
                self.failure(tessera_client.UnavailableError, self.client.search, "g", "a")
                self.assertEqual(len(self.server.calls), 1)

    def test_what_is_too_large_is_not_tried_again(self):
        self.server.failures = [(EXHAUSTED, "x", detail(message="the reply has 40 bytes", reason="reply_too_large",
                                                        limit=32, value=40, field="limit"))]
        error = self.failure(tessera_client.ResourceExhaustedError, self.client.search, "g", "a")
        self.assertEqual((error.reason, error.limit, error.value, error.field, error.retry_after),
                         ("reply_too_large", 32, 40, "limit", None))
        self.assertEqual(error.message, "the reply has 40 bytes")
        self.assertEqual(len(self.server.calls), 1)

    def test_no_other_status_is_tried_again(self):
        for code in grpc.StatusCode:
            if code in (grpc.StatusCode.OK, UNAVAILABLE):
                continue
            with self.subTest(code):
                self.server.calls.clear()
                self.server.failures = [(code, "no", ())]
                error = self.failure(tessera_client.TesseraError, self.client.search, "g", "a")
                self.assertEqual((error.code, error.message, len(self.server.calls)), (code, "no", 1))

    def test_details_that_cannot_be_read_leave_the_status(self):
        self.server.failures = [(grpc.StatusCode.NOT_FOUND, "gone", (("grpc-status-details-bin", b"\xff\xff"),))]
        error = self.failure(tessera_client.NotFoundError, self.client.search, "g", "a")
        self.assertEqual((error.message, error.reason), ("gone", ""))

    def test_what_is_not_safe_to_repeat_is_sent_once(self):
        calls = {
            "CreateGallery": lambda: self.client.create_gallery("g", [Field("f", 2)]),
            "DropGallery": lambda: self.client.drop_gallery("g"),
            "Train": lambda: self.client.train("g"),
            "UpsertItems": lambda: self.client.upsert("g", [Item("a", expected_version=3)]),
            "DeleteItems": lambda: self.client.delete("g", ["a"], expected_versions=[3]),
            "UpsertStream": lambda: self.client.upsert_stream("g", [Item("a", expected_version=0)]),
        }
        for name, call in calls.items():
            with self.subTest(name):
                self.server.calls.clear()
                self.server.failures = [(UNAVAILABLE, "away", pushback("1"))]
                error = self.failure(tessera_client.UnavailableError, call)
                self.assertEqual((self.names(), error.attempt_count), ([name], 1))
                self.server.failures.clear()

    def test_writes_that_expect_nothing_are_repeated(self):
        self.server.failures = [AWAY]
        self.assertEqual(self.client.upsert("g", [Item("a"), Item("b")]).written_count, 2)
        self.server.failures = [AWAY]
        self.assertEqual(self.client.delete("g", ["a"]).written_count, 1)
        self.assertEqual(self.names(), ["UpsertItems"] * 2 + ["DeleteItems"] * 2)

    def test_a_pause_past_the_deadline_is_not_begun(self):
        self.server.failures = [(EXHAUSTED, "busy", pushback("60000"))]
        start = time.monotonic()
        error = self.failure(tessera_client.ResourceExhaustedError, self.client.search, "g", "a", timeout=1)
        self.assertLess(time.monotonic() - start, 0.9)
        self.assertEqual(error.retry_after, 60)

    def test_the_deadline_is_that_of_all_attempts(self):
        self.server.failures = [(EXHAUSTED, "busy", pushback("400"))]
        self.client.search("g", "a", timeout=5)
        first, second = (remaining for _, _, remaining in self.server.calls)
        # grpcio rounds the time that it sends up.
        self.assertTrue(4 < first < 5.1)
        self.assertLess(second, first - 0.35)

    def test_the_client_names_the_deadline_of_calls_that_name_none(self):
        self.connected(timeout=3).ping()
        self.connected(timeout=None).ping()
        self.connected(timeout=3).ping(timeout=float("inf"))
        first, second, third = (remaining for _, _, remaining in self.server.calls)
        self.assertTrue(2 < first < 3.1)
        # Without a deadline there are years left.
        self.assertTrue(all(left is None or left > 1e6 for left in (second, third)))

    def test_pauses_are_random_from_nothing_to_a_doubling_bound(self):
        policy = RetryPolicy(10, 0.1, 0.5)
        bounds = []
        with mock.patch.object(retry_module.random, "uniform", side_effect=lambda low, high: bounds.append((low, high))
                               or high):
            error = tessera_client.UnavailableError("away")
            pauses = [policy.pause(attempt, error) for attempt in range(1, 6)]
            hinted = policy.pause(1, tessera_client.UnavailableError("away", retry_after=2.0))
        self.assertEqual(bounds, [(0, 0.1), (0, 0.2), (0, 0.4), (0, 0.5), (0, 0.5), (0, 0.1)])
        self.assertEqual((pauses, hinted), ([0.1, 0.2, 0.4, 0.5, 0.5], 2.1))
        self.assertIsNone(policy.pause(1, tessera_client.NotFoundError("no")))

    def test_a_policy_that_makes_no_sense_is_refused(self):
        for arguments in ((0,), (1, -1), (1, 2, 1), (1, 0, 0, -1)):
            self.failure(ValueError, RetryPolicy, *arguments)

    def test_a_stream_that_breaks_off_goes_on_with_what_was_not_answered(self):
        # The first stream breaks at its third batch, the second at its second.
        self.server.failures = [None, None, AWAY, None, AWAY]
        report = self.client.upsert_stream("g", [Item(str(n)) for n in range(20)], batch_size=2)
        self.assertEqual((report.item_count, report.failed_count), (20, 0))
        self.assertEqual([id_ for ids in self.server.requests for id_ in ids], [str(n) for n in range(20)])
        self.assertEqual(self.names(), ["UpsertStream"] * 3)

    def test_a_stream_that_never_gets_on_ends(self):
        self.server.failures = [AWAY] * 1_000
        start = time.monotonic()
        error = self.failure(tessera_client.UnavailableError, self.client.upsert_stream, "g", [Item("a")])
        self.assertGreater(error.attempt_count, 4)
        self.assertEqual(error.attempt_count, len(self.server.calls))
        self.assertTrue(0.3 < time.monotonic() - start < 5)

    def test_streams_are_not_begun_again_without_patience(self):
        self.server.failures = [AWAY] * 10
        client = self.connected(retry=RetryPolicy(stream_patience=0))
        self.failure(tessera_client.UnavailableError, client.upsert_stream, "g", [Item("a")])
        self.failure(tessera_client.UnavailableError, list, client.export("g"))
        self.assertEqual(self.names(), ["UpsertStream", "ExportItems"])

    def test_an_iterator_that_raises_while_the_server_is_away_raises_its_own(self):
        self.server.failures = [AWAY] * 20

        def items():
            yield from (Item("a"), Item("b"), Item("c"))
            raise KeyError("broken")

        error = self.failure(KeyError, self.client.upsert_stream, "g", items(), batch_size=1)
        self.assertIn("2 items that were sent were not answered: away", error.__notes__[0])

    def test_an_export_that_breaks_off_goes_on_behind_the_last_item(self):
        self.server.failures = [None, None, AWAY]
        self.assertEqual([item.id for item in self.client.export("g")], [str(n) for n in range(10)])
        self.assertEqual(self.names(), ["ExportItems"] * 2)

    def test_an_export_whose_consumer_paused_for_long_goes_on(self):
        # What grpcio tells of a stream that the daemon resets, since its replies were not taken.
        self.server.failures = [None, (grpc.StatusCode.CANCELLED, "Received RST_STREAM with error code 8", ())]
        self.assertEqual(len(list(self.client.export("g"))), 10)
        self.assertEqual(self.names(), ["ExportItems"] * 2)

    def test_an_operation_is_followed_through_a_restart_and_no_state_told_twice(self):
        self.server.failures = [None, None, AWAY]
        self.assertEqual([state.revision for state in self.client.follow("a")], [1, 2, 3, 4])

    def test_metadata_and_interceptors_are_applied(self):
        seen = []

        class Interceptor(grpc.UnaryUnaryClientInterceptor):
            def intercept_unary_unary(self, continuation, details, request):
                seen.append(dict(details.metadata))
                return continuation(details, request)

        self.connected(metadata=[("authorization", "secret")], interceptors=[Interceptor()]).ping()
        self.assertEqual(seen, [{"authorization": "secret"}])

    def test_a_traced_client_sends_its_trace_and_the_other_none(self):
        seen = []

        class Interceptor(grpc.UnaryUnaryClientInterceptor):
            def intercept_unary_unary(self, continuation, details, request):
                seen.append(dict(details.metadata))
                return continuation(details, request)

        first, second = (f"00-{digit * 32}-{digit * 16}-01" for digit in "12")
        client = self.connected(metadata=[("authorization", "secret")], interceptors=[Interceptor()])
        client.traced(first).ping()
        client.traced(first).traced(second).ping()
        client.ping()
        self.assertEqual([entry.get("traceparent") for entry in seen], [first, second, None])
        self.assertEqual([entry["authorization"] for entry in seen], ["secret"] * 3)
        client.traced(first).close()
        self.failure(tessera_client.CancelledError, client.ping)

    def test_a_trace_that_is_malformed_is_refused(self):
        good = f"00-{'1' * 32}-{'2' * 16}-01"
        self.assertIsNot(self.client.traced("cc" + good[2:] + "-more"), self.client)
        for text in ("", good + "\n", good + "-00", "ff" + good[2:], good.replace("1", "A"), good.replace("1", "0"),
                     good.replace("2", "0"), good[:-1]):
            error = self.failure(tessera_client.InvalidArgumentError, self.client.traced, text)
            self.assertEqual(error.reason, "traceparent_invalid", text)


class AbsenceTests(unittest.TestCase):
    def setUp(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.client = GuideClient(f"tcp://127.0.0.1:{self.port}", retry=RetryPolicy(2, 0.01, 0.01))
        self.addCleanup(self.client.close)

    def test_nobody_there_is_unavailable_and_not_healthy(self):
        with self.assertRaises(tessera_client.UnavailableError) as caught:
            self.client.status()
        self.assertIn(str(self.port), str(caught.exception))
        self.assertFalse(self.client.is_healthy(timeout=1))
        with self.assertRaises(tessera_client.UnavailableError):
            self.client.wait_until_ready(0.2)

    def test_a_socket_that_is_not_there_is_unavailable(self):
        with GuideClient("unix:/nowhere/tessera.sock", retry=RetryPolicy(1)) as client:
            with self.assertRaises(tessera_client.UnavailableError):
                client.ping()

    def test_the_environment_names_the_server(self):
        with mock.patch.dict("os.environ", {"TESSERA_SERVER": "tcp://127.0.0.1:9"}):
            with GuideClient() as client:
                self.assertEqual(client.target, "tcp://127.0.0.1:9")


if __name__ == "__main__":
    unittest.main()
