internal import Calling
internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Vocabulary
internal import Wire

/// The other shards of a cluster, for the one that trains: they send samples, and encode their items with what was
/// trained. Calls block: from the training thread.
final class ClusterPeers: Sendable {
    private let clients: [(shard: Int, client: Client)]
    private let placement: ShardPlacement

    /// - Parameter addresses: of the other shards, each with one replica.
    init(_ addresses: [(shard: Int, address: String)], _ placement: ShardPlacement) throws(CallFailure) {
        var clients: [(shard: Int, client: Client)] = []
        for (shard, address) in addresses { clients.append((shard, try Client(address))) }
        self.clients = clients
        self.placement = placement
    }

    /// Shards of the cluster, this one counted.
    var shardCount: Int { clients.count + 1 }

    private func call<Request: WireMessage, Response: WireMessage>(
        _ peer: (shard: Int, client: Client), _ method: Method, _ request: Request
    ) throws(CallFailure) -> Response {
        do throws(CallFailure) {
            return try peer.client.callBlocking(
                method, request, deadline: .now.advanced(microseconds: Limits.shardChangeMicroseconds))
        } catch {
            var failure = error
            failure.message = "shard \(peer.shard): \(error.message)"
            throw failure
        }
    }

    /// By field, how many items of the other shards have it.
    func itemCounts(gallery: String, fieldCount: Int) throws(CallFailure) -> [Int] {
        var counts = [Int](repeating: 0, count: fieldCount)
        for peer in clients {
            let described: DescribeGalleryResponse = try call(
                peer, .describeGallery, DescribeGalleryRequest(gallery: gallery))
            guard described.fields.count == fieldCount else {
                throw CallFailure(.aborted, "fields_changed", "shard \(peer.shard) has other fields")
            }
            for field in described.fields.indices { counts[field] += Int(clamping: described.fields[field].itemCount) }
        }
        return counts
    }

    /// Adds what the other shards draw to a sample, and cuts it to the first `count` of all.
    func add(
        to sample: inout SampledRows, _ count: Int, field: Int, seed: UInt64, of snapshot: GallerySnapshot,
        check: () throws(CallFailure) -> Void
    ) throws(CallFailure) {
        let stride = Half.stride(dimension: snapshot.view.layouts[field].dimension)
        // A shard's share, and some more than chance allows.
        let mean = Double(count) / Double(shardCount)
        let share = min(count, Int(mean + 8 * mean.squareRoot()) + 64)
        for peer in clients {
            var takenCount = 0
            while takenCount < share {
                try check()
                let request = SampleRowsRequest(
                    gallery: snapshot.record.number, field: UInt32(field), count: UInt32(share), seed: seed,
                    offset: UInt32(takenCount))
                let response: SampleRowsResponse = try call(peer, .sampleRows, request)
                guard !response.keys.isEmpty else { break }
                guard response.rows.count == 2 * stride * response.keys.count,
                    let halves = HalfBytes.halves(of: response.rows)
                else { throw CallFailure(.internal, "bad_shard_answer", "shard \(peer.shard) sent a sample cut short") }
                for (place, key) in response.keys.enumerated() {
                    sample.rows.append(SampledRows.Row(key: key, start: sample.halves.count + place * stride))
                }
                sample.halves += halves
                takenCount += response.keys.count
            }
        }
        sample.rows.sort { ($0.key, $0.ordinal ?? .max) < ($1.key, $1.ordinal ?? .max) }
        if sample.rows.count > count { sample.rows.removeSubrange(count...) }
    }

    /// Has the other shards encode their items, and returns what each is to be told when all are ready.
    ///
    /// - Parameter told: told how many are ready.
    func adopt(
        _ works: [FieldWork], gallery: UInt32, threadCount: UInt32, told: (Int) -> Void,
        check: () throws(CallFailure) -> Void
    ) throws(CallFailure) -> [String] {
        let fields = works.map { work in
            AdoptedField(
                field: UInt32(work.field), codebookHash: work.codebook?.hash ?? [], index: work.index,
                calibration: work.calibration, rerank: work.rerank)
        }
        var operations: [String] = []
        do throws(CallFailure) {
            for peer in clients {
                for work in works { try put(work, gallery, peer, check) }
                let begun: Operation = try call(
                    peer, .adoptIndex,
                    AdoptIndexRequest(gallery: gallery, fields: fields, threadCount: threadCount))
                operations.append(begun.id)
            }
            var readyCount = 0
            while readyCount < clients.count {
                let operation: Operation = try call(
                    clients[readyCount], .getOperation, GetOperationRequest(operation: operations[readyCount]))
                guard operation.state == .running else {
                    throw CallFailure(
                        .aborted, detail: operation.error ?? ErrorDetail(message: "it ended", reason: "interrupted"))
                }
                if operation.stage == AdoptionRun.readyStage {
                    readyCount += 1
                    told(readyCount)
                    continue
                }
                try check()
                Self.pause()
            }
        } catch {
            cancel(operations)
            throw error
        }
        return operations
    }

    private static func pause() {
        // A tenth of a second: encoding takes seconds to hours.
        let never = Monitor(false)
        _ = never.wait(until: .now.advanced(microseconds: 100_000), for: { $0 ? true : nil })
    }

    private func put(
        _ work: FieldWork, _ gallery: UInt32, _ peer: (shard: Int, client: Client),
        _ check: () throws(CallFailure) -> Void
    ) throws(CallFailure) {
        guard let codebook = work.codebook else { return }
        let byteCount = unsafe codebook.bytes.count
        for start in stride(from: 0, to: byteCount, by: ShardService.pieceByteCount) {
            try check()
            let piece = unsafe Array(codebook.bytes[start..<min(start + ShardService.pieceByteCount, byteCount)])
            let _: Empty = try call(
                peer, .putCodebook,
                PutCodebookRequest(gallery: gallery, codebookHash: codebook.hash, offset: UInt64(start), piece: piece))
        }
    }

    /// Has the other shards show what they adopted.
    ///
    /// - Throws: what the first shard throws that cannot.
    func commit(_ operations: [String]) throws(CallFailure) {
        var failure: CallFailure?
        for (peer, operation) in zip(clients, operations) {
            do throws(CallFailure) {
                let _: Empty = try call(peer, .commitIndex, CommitIndexRequest(operation: operation))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Has the other shards forget what they adopted.
    func cancel(_ operations: [String]) {
        for (peer, operation) in zip(clients, operations) {
            let _: Operation? = try? call(peer, .cancelOperation, CancelOperationRequest(operation: operation))
        }
    }

    func close() {
        for peer in clients { peer.client.close() }
    }
}
