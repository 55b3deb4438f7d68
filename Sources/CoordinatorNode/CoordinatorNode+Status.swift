internal import Encoding
internal import Glibc
internal import Ground
internal import Kernels
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerStatus(in table: inout MethodTable, counters: @escaping @Sendable () async -> ServerCounters?) {
        table.async(.getStatus) { (_: GetStatusRequest, call) async throws(CallFailure) -> GetStatusResponse in
            let server = await counters()
            let store = self.store
            let counts = await call.onPool { store.counts() }
            let calls = server?.calls ?? []
            let replicas = await self.fleet?.statuses() ?? []
            let answered = calls.reduce(0) { $0 + $1.count }
            let good = calls.reduce(0) { $0 + ($1.status == .ok ? $1.count : 0) }
            return GetStatusResponse(
                version: self.version, state: .serving,
                uptimeMicroseconds: MonotonicTime.now.microseconds(since: self.startedAt),
                instructionSet: self.kernels.instructionSet.rawValue,
                connectionCount: UInt64(server?.connectionCount ?? 0),
                inFlightCount: UInt64(server?.inFlightCount ?? 0),
                answeredCount: answered, failedCount: answered - good, refusedCount: server?.callRefusedCount ?? 0,
                galleryCount: counts.galleryCount, itemCount: counts.itemCount, diskByteCount: counts.diskByteCount,
                residentByteCount: Self.residentByteCount,
                encoders: self.encoders.encoders.map { encoder in
                    EncoderStatus(
                        name: encoder.name, fingerprint: encoder.fingerprint, dimension: UInt32(encoder.dimension),
                        tokenLimit: UInt32(encoder.tokenLimit), encodedCount: encoder.statistics.encodedTextCount,
                        cacheHitCount: encoder.statistics.cacheHitCount)
                }, replicas: replicas)
        }
    }

    /// Resident bytes of this process; 0 where procfs does not tell.
    private static var residentByteCount: UInt64 {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard unsafe fgets(&line, CInt(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
        return pages * UInt64(sysconf(CInt(_SC_PAGESIZE)))
    }
}
