internal import Ground
internal import Kernels
internal import Routing
internal import Vocabulary

extension ClusterStore {
    func upsert(
        _ writes: [PreparedWrite], into gallery: String, step: ImportStep?,
        completion: @escaping Completion<WriteResponse>
    ) {
        let number: UInt32
        do throws(CallFailure) {
            number = try record(of: gallery).number
        } catch {
            return completion(.failure(error))
        }
        var places = shards.map { _ in [Int]() }
        var requests = shards.map { _ in WriteItemsRequest(gallery: number) }
        for (place, write) in writes.enumerated() {
            let shard = owner(of: write.item.id)
            places[shard].append(place)
            requests[shard].writes.append(
                ShardWrite(
                    item: write.item,
                    vectors: write.vectors.enumerated().compactMap { field, vector in
                        vector.map { VectorRecord(field: UInt32(field), halves: HalfBytes.bytes(of: $0)) }
                    }, expectedVersion: write.expectedVersion))
        }
        let asked = shards.filter { !places[$0].isEmpty }
        let order = places
        askLater(asked.map { ($0, requests[$0]) }, .writeItems) {
            [self] (results: [Result<WriteResponse, CallFailure>]) in
            let merged = Self.merged(results, of: asked.map { order[$0] }, count: writes.count)
            guard let step, case .success(let response) = merged else { return completion(merged) }
            // How far the import is, once all before it is on disk everywhere.
            record(step, number) { result in completion(result.map { _ in response }) }
        }
    }

    func delete(_ request: DeleteItemsRequest, completion: @escaping Completion<WriteResponse>) {
        guard request.expectedVersions.isEmpty || request.expectedVersions.count == request.ids.count else {
            return completion(
                .failure(
                    CallFailure(
                        .invalidArgument, "count_mismatch", "as many expected versions as ids, or none",
                        field: "expected_versions", limit: Int64(request.ids.count),
                        value: Int64(request.expectedVersions.count))))
        }
        var places = shards.map { _ in [Int]() }
        for (place, id) in request.ids.enumerated() { places[owner(of: id)].append(place) }
        let asked = shards.filter { !places[$0].isEmpty }
        let order = asked.map { places[$0] }
        let requests = zip(asked, order).map { shard, places in
            (
                shard: shard,
                request: DeleteItemsRequest(
                    gallery: request.gallery, ids: places.map { request.ids[$0] },
                    expectedVersions: request.expectedVersions.isEmpty
                        ? [] : places.map { request.expectedVersions[$0] })
            )
        }
        askLater(requests, .deleteItems) { (results: [Result<WriteResponse, CallFailure>]) in
            completion(Self.merged(results, of: order, count: request.ids.count))
        }
    }

    /// What shards answered about their parts of a request, as one answer.
    ///
    /// A shard that could not be asked fails its own items; where that is all of them, the call.
    ///
    /// - Parameter places: of each shard, the places of its items in the request.
    private static func merged(
        _ parts: [Result<WriteResponse, CallFailure>], of places: [[Int]], count: Int
    ) -> Result<WriteResponse, CallFailure> {
        var response = WriteResponse(results: Array(repeating: WriteResult(), count: count))
        var failure: CallFailure?
        var answeredCount = 0
        for (part, places) in zip(parts, places) {
            switch part {
            case .success(let answer) where answer.results.count == places.count:
                answeredCount += 1
                response.sequence = max(response.sequence, answer.sequence)
                for (place, result) in zip(places, answer.results) {
                    response.results[place] = result
                    // The shard counted its own items.
                    if result.error != nil { response.results[place].error?.field = "items[\(place)]" }
                }
            case .success:
                failure = CallFailure(
                    .internal, "bad_shard_answer", "a shard answered for other items than it was sent")
            case .failure(let own):
                failure = own
                for place in places {
                    response.results[place] = WriteResult(status: UInt32(own.status.rawValue), error: own.detail)
                }
            }
        }
        if let failure, answeredCount == 0 || failure.status == .internal { return .failure(failure) }
        return .success(response)
    }

    func items(_ request: GetItemsRequest) throws(CallFailure) -> GetItemsResponse {
        var places = shards.map { _ in [Int]() }
        for (place, id) in request.ids.enumerated() { places[owner(of: id)].append(place) }
        let asked = shards.filter { !places[$0].isEmpty }
        let results: [Result<GetItemsResponse, CallFailure>] = ask(
            asked.map { shard in
                (
                    shard,
                    GetItemsRequest(
                        gallery: request.gallery, ids: places[shard].map { request.ids[$0] }, readMask: request.readMask
                    )
                )
            }, .getItems)
        var items = [StoredItem](repeating: StoredItem(), count: request.ids.count)
        for (shard, result) in zip(asked, results) {
            let answer = try result.get()
            guard answer.items.count == places[shard].count else {
                throw ClusterSearch.wrong(shard, "other items than it was asked for")
            }
            for (place, item) in zip(places[shard], answer.items) { items[place] = item }
        }
        return GetItemsResponse(items: items)
    }

    func ids(of gallery: String, after id: String, countMax: Int) throws(CallFailure) -> [String] {
        let request = ListIdsRequest(gallery: try record(of: gallery).number, afterId: id, count: UInt32(countMax))
        let parts: [ListIdsResponse] = try askAll(request, .listIds)
        let all = parts.flatMap(\.ids).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return Array(all.prefix(countMax))
    }

    func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse {
        let parts: [SampleItemsResponse] = try askAll(request, .sampleItems)
        let drawn = parts.flatMap(\.ids).map { (key: Hash.xxh3(Hash.xxh3($0), seed: request.seed), id: $0) }
        return SampleItemsResponse(ids: drawn.sorted { $0.key < $1.key }.prefix(Int(request.count)).map(\.id))
    }
}
