"""The cases of gRPC's interoperability list, with Python's grpcio and stubs that protoc generates."""
import queue
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import grpc
from grpc_status import rpc_status

from interop_server import InteropServer, generated

ROOT = Path(__file__).resolve().parents[2]
messages, stubs = generated(str(Path(__file__).parent), "interop.proto")
(common,) = generated(str(ROOT / "Protos"), "tessera/v1/common.proto")[:1]


class InteropTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = InteropServer()
        cls.addClassCleanup(cls.server.stop)
        cls.channel = cls.server.channel()
        cls.addClassCleanup(cls.channel.close)
        cls.stub = stubs.TestServiceStub(cls.channel)

    def failure(self, call, *arguments, **options):
        with self.assertRaises(grpc.RpcError) as caught:
            call(*arguments, **options)
        return caught.exception

    def test_empty_unary(self):
        self.assertEqual(self.stub.EmptyCall(messages.Empty()), messages.Empty())

    def test_large_unary(self):
        request = messages.SimpleRequest(response_size=314159)
        request.payload.body = bytes(271828)
        reply = self.stub.UnaryCall(request)
        self.assertEqual(reply.payload.body, bytes(314159))

    def test_a_reply_of_many_windows_arrives_whole(self):
        reply = self.stub.UnaryCall(messages.SimpleRequest(response_size=4_000_000))
        self.assertEqual(reply.payload.body, bytes(4_000_000))

    def test_a_request_of_many_windows_arrives_whole(self):
        request = messages.SimpleRequest(response_size=1)
        request.payload.body = bytes(4_000_000)
        self.assertEqual(len(self.stub.UnaryCall(request).payload.body), 1)

    def test_a_message_over_the_limit_is_refused_and_no_other(self):
        request = messages.SimpleRequest()
        request.payload.body = bytes(5_000_000)
        failure = self.failure(self.stub.UnaryCall, request)
        self.assertEqual(failure.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertIn("4194304", failure.details())
        self.test_empty_unary()

    def test_a_reply_over_the_limit_is_an_error(self):
        failure = self.failure(self.stub.UnaryCall, messages.SimpleRequest(response_size=5_000_000))
        self.assertEqual(failure.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)

    def test_timeout(self):
        start = time.monotonic()
        failure = self.failure(self.stub.SleepCall, messages.SimpleRequest(response_size=20_000_000), timeout=0.2)
        self.assertEqual(failure.code(), grpc.StatusCode.DEADLINE_EXCEEDED)
        self.assertLess(time.monotonic() - start, 10)

    def test_status_code_and_message(self):
        request = messages.SimpleRequest()
        request.response_status.code = 2
        request.response_status.message = "test status message"
        failure = self.failure(self.stub.UnaryCall, request)
        self.assertEqual(failure.code(), grpc.StatusCode.UNKNOWN)
        self.assertEqual(failure.details(), "test status message")

    def test_special_status_message(self):
        text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
        request = messages.SimpleRequest()
        request.response_status.code = 2
        request.response_status.message = text
        self.assertEqual(self.failure(self.stub.UnaryCall, request).details(), text)

    def test_a_failure_has_details_that_tell_more(self):
        request = messages.SimpleRequest()
        request.response_status.code = 5
        request.response_status.message = "no such thing, 100 % sure"
        failure = self.failure(self.stub.UnaryCall, request)
        status = rpc_status.from_call(failure)
        self.assertEqual(status.code, 5)
        self.assertEqual(status.message, "no such thing, 100 % sure")
        detail = common.ErrorDetail()
        self.assertTrue(status.details[0].Unpack(detail))
        self.assertEqual(detail.reason, "asked_for")

    def test_unimplemented_method(self):
        failure = self.failure(self.stub.UnimplementedCall, messages.Empty())
        self.assertEqual(failure.code(), grpc.StatusCode.UNIMPLEMENTED)
        self.assertIn("/grpc.testing.TestService/UnimplementedCall", failure.details())

    def test_unimplemented_service(self):
        stub = stubs.UnimplementedServiceStub(self.channel)
        self.assertEqual(self.failure(stub.UnimplementedCall, messages.Empty()).code(),
                         grpc.StatusCode.UNIMPLEMENTED)

    def test_custom_metadata(self):
        sent = (("x-grpc-test-echo-initial", "test_initial_metadata_value"),
                ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"))
        request = messages.SimpleRequest(response_size=314159)
        request.payload.body = bytes(271828)
        _, call = self.stub.UnaryCall.with_call(request, metadata=sent)
        self.assertIn(sent[0], [tuple(pair) for pair in call.initial_metadata()])
        self.assertIn(sent[1], [tuple(pair) for pair in call.trailing_metadata()])

    def test_cancel_after_begin(self):
        call = self.stub.SleepCall.future(messages.SimpleRequest(response_size=20_000_000))
        time.sleep(0.1)
        call.cancel()
        self.assertEqual(call.code(), grpc.StatusCode.CANCELLED)
        self.test_empty_unary()

    def test_metadata_over_the_limit_is_refused_and_no_other(self):
        sent = [(f"x-{number}", "v" * 1_000) for number in range(20)]
        with self.server.channel(**{"grpc.max_metadata_size": 1 << 20}) as channel:
            stub = stubs.TestServiceStub(channel)
            failure = self.failure(stub.EmptyCall, messages.Empty(), metadata=sent)
            self.assertEqual(failure.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
            self.assertEqual(stub.EmptyCall(messages.Empty()), messages.Empty())

    def test_compressed_messages_are_refused(self):
        failure = self.failure(self.stub.UnaryCall, messages.SimpleRequest(response_size=1),
                               compression=grpc.Compression.Gzip)
        self.assertEqual(failure.code(), grpc.StatusCode.UNIMPLEMENTED)

    @staticmethod
    def wanted(*sizes, interval=0, payload=0):
        request = messages.StreamingOutputCallRequest()
        for size in sizes:
            request.response_parameters.add(size=size, interval_us=interval)
        request.payload.body = bytes(payload)
        return request

    def test_client_streaming(self):
        sizes = (27182, 8, 1828, 45904)
        requests = (messages.StreamingInputCallRequest(payload=messages.Payload(body=bytes(size))) for size in sizes)
        self.assertEqual(self.stub.StreamingInputCall(requests).aggregated_payload_size, 74922)

    def test_server_streaming(self):
        sizes = (31415, 9, 2653, 58979)
        replies = self.stub.StreamingOutputCall(self.wanted(*sizes))
        self.assertEqual([len(reply.payload.body) for reply in replies], list(sizes))

    def test_ping_pong(self):
        asked = queue.Queue()
        replies = self.stub.FullDuplexCall(iter(asked.get, None))
        for size, payload in ((31415, 27182), (9, 8), (2653, 1828), (58979, 45904)):
            asked.put(self.wanted(size, payload=payload))
            self.assertEqual(len(next(replies).payload.body), size)
        asked.put(None)
        with self.assertRaises(StopIteration):
            next(replies)
        self.assertEqual(replies.code(), grpc.StatusCode.OK)

    def test_empty_stream(self):
        replies = self.stub.FullDuplexCall(iter(()))
        self.assertEqual(list(replies), [])
        self.assertEqual(replies.code(), grpc.StatusCode.OK)

    def test_cancel_after_begin_of_a_stream(self):
        asked = queue.Queue()
        call = self.stub.StreamingInputCall.future(iter(asked.get, None))
        time.sleep(0.05)
        call.cancel()
        asked.put(None)
        self.assertEqual(call.code(), grpc.StatusCode.CANCELLED)
        self.test_empty_unary()

    def test_cancel_after_first_response(self):
        asked = queue.Queue()
        replies = self.stub.FullDuplexCall(iter(asked.get, None))
        asked.put(self.wanted(31415, payload=27182))
        self.assertEqual(len(next(replies).payload.body), 31415)
        replies.cancel()
        asked.put(None)
        with self.assertRaises(grpc.RpcError):
            next(replies)
        self.assertEqual(replies.code(), grpc.StatusCode.CANCELLED)
        self.test_empty_unary()

    def test_timeout_on_sleeping_server(self):
        replies = self.stub.FullDuplexCall(iter([self.wanted(1, interval=20_000_000)]), timeout=0.1)
        with self.assertRaises(grpc.RpcError):
            next(replies)
        self.assertEqual(replies.code(), grpc.StatusCode.DEADLINE_EXCEEDED)

    def test_status_code_and_message_of_a_stream(self):
        request = self.wanted()
        request.response_status.code = 2
        request.response_status.message = "test status message"
        replies = self.stub.FullDuplexCall(iter([request]))
        with self.assertRaises(grpc.RpcError):
            next(replies)
        self.assertEqual((replies.code(), replies.details()), (grpc.StatusCode.UNKNOWN, "test status message"))

    def test_custom_metadata_of_a_stream(self):
        sent = (("x-grpc-test-echo-initial", "test_initial_metadata_value"),
                ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"))
        replies = self.stub.FullDuplexCall(iter([self.wanted(5)]), metadata=sent)
        self.assertEqual(len(list(replies)), 1)
        self.assertIn(sent[0], [tuple(pair) for pair in replies.initial_metadata()])
        self.assertIn(sent[1], [tuple(pair) for pair in replies.trailing_metadata()])

    def test_a_stream_of_many_windows_arrives_whole(self):
        sizes = [100_000 + number for number in range(200)]
        replies = self.stub.StreamingOutputCall(self.wanted(*sizes))
        self.assertEqual([len(reply.payload.body) for reply in replies], sizes)

    def test_a_stream_of_large_requests_is_read_whole(self):
        requests = (messages.StreamingInputCallRequest(payload=messages.Payload(body=bytes(3_000_000)))
                    for _ in range(10))
        self.assertEqual(self.stub.StreamingInputCall(requests).aggregated_payload_size, 30_000_000)

    def test_a_reader_that_takes_its_time_holds_up_its_stream_only(self):
        replies = self.stub.StreamingOutputCall(self.wanted(*[1_000_000] * 50))
        next(replies)
        time.sleep(0.3)
        self.test_empty_unary()
        self.assertEqual(sum(len(reply.payload.body) for reply in replies), 49_000_000)

    def test_a_request_over_the_limit_ends_its_stream_only(self):
        requests = [messages.StreamingInputCallRequest(payload=messages.Payload(body=bytes(size)))
                    for size in (10, 5_000_000)]
        failure = self.failure(self.stub.StreamingInputCall, iter(requests))
        self.assertEqual(failure.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.test_empty_unary()

    def test_more_calls_at_once_than_streams_are_all_answered(self):
        replies = [self.stub.UnaryCall.future(messages.SimpleRequest(response_size=size)) for size in range(1_000)]
        self.assertEqual([len(reply.result(timeout=60).payload.body) for reply in replies], list(range(1_000)))

    def test_many_threads_share_a_channel(self):
        wrong = []

        def call():
            for size in range(200):
                reply = self.stub.UnaryCall(messages.SimpleRequest(response_size=size))
                if len(reply.payload.body) != size:
                    wrong.append(size)

        threads = [threading.Thread(target=call) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_h2load_gets_every_answer(self):
        with tempfile.NamedTemporaryFile() as body:
            body.write(bytes(5))
            body.flush()
            outcome = subprocess.run(
                ["h2load", "-n", "20000", "-c", "4", "-m", "100", "-d", body.name, "-H", "te: trailers", "-H",
                 "content-type: application/grpc", f"http://{self.server.target}/grpc.testing.TestService/EmptyCall"],
                capture_output=True, text=True, timeout=120)
        self.assertIn("20000 succeeded, 0 failed, 0 errored, 0 timeout", outcome.stdout)


class DrainTests(unittest.TestCase):
    def test_a_drain_answers_what_is_in_flight_and_takes_nothing_new(self):
        server = InteropServer()
        with server.channel() as channel:
            stub = stubs.TestServiceStub(channel)
            stub.EmptyCall(messages.Empty())
            slow = stub.SleepCall.future(messages.SimpleRequest(response_size=500_000))
            time.sleep(0.1)
            stopping = threading.Thread(target=lambda: setattr(server, "status", server.stop()))
            stopping.start()
            self.assertEqual(slow.result(timeout=10), messages.SimpleResponse(payload=messages.Payload()))
            stopping.join()
            self.assertEqual(server.status, 0)
            with self.assertRaises(grpc.RpcError) as caught:
                stub.EmptyCall(messages.Empty())
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)

    def test_a_drain_with_a_silent_client_ends(self):
        server = InteropServer()
        with server.channel() as channel:
            stubs.TestServiceStub(channel).EmptyCall(messages.Empty())
            start = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - start, 9)


if __name__ == "__main__":
    unittest.main()
