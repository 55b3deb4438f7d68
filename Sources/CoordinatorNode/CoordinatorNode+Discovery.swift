internal import Serving
internal import Vocabulary
internal import Wire

/// gRPC's own services: health, for whoever balances load, and reflection, for tools without files.
extension CoordinatorNode {
    func registerDiscovery(in table: inout MethodTable) {
        table.inline(name: "healthCheck", path: "/grpc.health.v1.Health/Check") {
            (request: HealthRequest, _) throws(CallFailure) -> HealthResponse in
            guard Self.isServed(request.service) else {
                throw CallFailure(.notFound, "unknown_service", "there is no service '\(request.service)'")
            }
            return HealthResponse(status: .serving)
        }
        table.serverStream(name: "healthWatch", path: "/grpc.health.v1.Health/Watch", endsAtDrain: true) {
            (request: HealthRequest, replies: ReplyStream<HealthResponse>, _) async throws(CallFailure) in
            try await replies.send(HealthResponse(status: Self.isServed(request.service) ? .serving : .serviceUnknown))
            // What it says stays true until the node stops, and that ends the call.
            try await replies.waitUntilGone()
        }
        // Older tools know it by its older name; the messages are the same.
        for version in ["v1", "v1alpha"] {
            let path = "/grpc.reflection.\(version).ServerReflection/ServerReflectionInfo"
            table.twoWayStream(name: "reflection.\(version)", path: path, endsAtDrain: true) {
                (requests: RequestStream<ReflectionRequest>, replies: ReplyStream<ReflectionResponse>, _)
                    async throws(CallFailure) in
                while let request = try await requests.next() { try await replies.send(Self.answer(request)) }
            }
        }
    }

    private static func isServed(_ service: String) -> Bool {
        service.isEmpty || ContractFile.serviceNames.contains(service)
    }

    private static func answer(_ request: ReflectionRequest) -> ReflectionResponse {
        var response = ReflectionResponse(host: request.host, question: request)
        let file: ContractFile?
        if request.listServices != nil {
            let services = ContractFile.serviceNames.map { ReflectionService(name: $0) }
            response.services = ReflectionServices(services: services)
            return response
        } else if let name = request.fileName {
            file = ContractFile.named(name)
        } else if let symbol = request.symbol {
            file = ContractFile.declaring(symbol)
        } else {
            response.error = ReflectionError(
                code: UInt32(StatusCode.unimplemented.rawValue), message: "there are no extensions here")
            return response
        }
        if let file {
            response.files = ReflectionFiles(files: file.withDependencies.reversed().map(\.descriptor))
        } else {
            response.error = ReflectionError(
                code: UInt32(StatusCode.notFound.rawValue),
                message: "there is no '\(request.fileName ?? request.symbol ?? "")' here")
        }
        return response
    }
}
