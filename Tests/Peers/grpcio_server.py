#!/usr/bin/env python3
"""An empty method in Python's grpcio, for `tessera-bench rpc` to measure beside ours. Says its port."""
from concurrent import futures

import grpc


def same(request, context):
    return request


server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
method = grpc.unary_unary_rpc_method_handler(same)
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("bench.Empty", {"Inline": method}),))
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
server.wait_for_termination()
