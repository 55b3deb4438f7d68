import Foundation
import Ground
import Testing
import TesseraClient

/// The client library against the real daemon.
struct ClientLibraryTests {
    private static let spec = GallerySpec(
        name: "circle", fields: [FieldSpec(name: "shape", dimension: 8, metric: .cosine)], exactBelow: 100)

    private static func id(_ number: Int) -> String {
        let digits = String(number)
        return "i" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func write(_ number: Int) -> ItemWrite {
        let angle = Float(number) * 0.05
        let values = (0..<8).map { cos(angle * Float($0 + 1)) }
        return ItemWrite(
            item: Item(id: id(number), url: "\(number).svg", description: String(repeating: "words ", count: 20)),
            vectors: [FieldVector(field: "shape", values: values)])
    }

    /// A daemon with an empty gallery, and a client of it.
    private func started(_ options: GuideClientOptions = GuideClientOptions()) async throws -> (
        NodeProcess, GuideClient
    ) {
        let node = try NodeProcess()
        try await node.start()
        let client = try GuideClient(node.address, options: options)
        _ = try await client.createGallery(Self.spec)
        return (node, client)
    }

    private func failure<Value>(_ body: () async throws -> Value) async -> CallFailure? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? CallFailure
        }
    }

    @Test func `a gallery is made, filled, searched and dropped`() async throws {
        let (node, client) = try await started()
        defer { client.close() }
        let written = try await client.upsert((0..<50).map(Self.write), in: "circle")
        #expect(written.results.allSatisfy { $0.status == 0 })
        let query = FieldQuery(field: "shape", vector: Self.write(7).vectors[0].values)
        let found = try await client.search(SearchRequest(gallery: "circle", limit: 3, fields: [query]))
        #expect(found.hits.first?.item?.id == Self.id(7))
        let batch = try await client.searchBatch([
            SearchRequest(gallery: "circle", limit: 3, fields: [query]), SearchRequest(gallery: "nowhere", limit: 1),
        ])
        #expect(try batch[0].get().hits.count == 3)
        #expect(throws: CallFailure.self) { try batch[1].get() }
        let guides = try await client.findGuides(
            FindGuidesRequest(gallery: "circle", vectors: Self.write(9).vectors, imageCount: 2))
        #expect(guides.guides.first?.item?.id == Self.id(9))
        #expect(try await client.get([Self.id(1), "nobody"], in: "circle").map(\.version) == [2, 0])
        #expect(try await client.delete([Self.id(1)], in: "circle").results.count == 1)
        #expect(try await client.sample(5, of: "circle").count == 5)
        try await client.setAlias("round", to: "circle")
        #expect(try await client.describeGallery("round").itemCount == 49)
        try await client.deleteAlias("round")
        #expect(try await client.galleries().map(\.name) == ["circle"])
        #expect(try await client.dropGallery("circle") == 49)
        #expect(try await client.status().state == .serving)
        try await client.ping()
        #expect(try await node.stop() == 0)
    }

    @Test func `what is wrong is a CallFailure with its place`() async throws {
        let (node, client) = try await started()
        defer {
            client.close()
            node.killNow()
        }
        let missing = await failure { try await client.describeGallery("nowhere") }
        #expect(missing?.status == .notFound)
        #expect(missing?.message.contains("nowhere") == true)
        let wrong = await failure { try await client.search(SearchRequest(gallery: "circle", limit: 0)) }
        #expect(wrong?.status == .invalidArgument)
        #expect(wrong?.field == "limit")
        let late = await failure { try await client.describeGallery("circle", timeout: .nanoseconds(1)) }
        #expect(late?.status == .deadlineExceeded)
        #expect(throws: CallFailure.self) { try GuideClient("nonsense") }
    }

    @Test func `thousands of items go over a stream, with progress, and come back in order`() async throws {
        let (node, client) = try await started()
        defer {
            client.close()
            node.killNow()
        }
        let count = 3_000
        let items = AsyncStream<ItemWrite> { source in
            for number in 0..<count { source.yield(Self.write(number)) }
            var wrong = Self.write(count)
            wrong.vectors[0].values = [1]
            source.yield(wrong)
            source.finish()
        }
        var reports: [UpsertProgress] = []
        let written = try await client.upsert(stream: items, in: "circle", batchItemCount: 200) { reports.append($0) }
        #expect(written.writtenCount == count)
        #expect(written.rejectedCount == 1)
        #expect(written.rejections.map(\.id) == [Self.id(count)])
        #expect(written.rejections.first?.failure.status == .invalidArgument)
        #expect(reports.count == 16)
        #expect(reports.map(\.writtenCount) == reports.map(\.writtenCount).sorted())
        var number = 0
        for try await stored in client.export("circle") {
            #expect(stored.item?.id == Self.id(number))
            number += 1
        }
        #expect(number == count)
        number = 0
        for try await stored in client.export("circle", after: Self.id(9), parts: ReadMask(idOnly: true)) {
            #expect(stored.item?.id == Self.id(10 + number))
            number += 1
            if number == 5 { break }
        }
        #expect(await eventually { try await client.status().inFlightCount <= 1 })
    }

    private func eventually(_ condition: () async throws -> Bool) async -> Bool {
        for _ in 0..<500 {
            if let isTrue = try? await condition(), isTrue { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test func `a streamed upsert outlives a daemon that is killed and comes back`() async throws {
        let (node, client) = try await started(GuideClientOptions(attemptCountMax: 40))
        defer { client.close() }
        let count = 2_000
        let acknowledged = Guarded(0)
        let upsert = Task {
            let slowly = AsyncStream<ItemWrite>(unfolding: Self.slow(count))
            return try await client.upsert(stream: slowly, in: "circle", batchItemCount: 20) { progress in
                acknowledged.withLock { $0 = progress.writtenCount }
            }
        }
        #expect(await eventually { acknowledged.withLock { $0 } > 200 })
        node.killNow()
        try await node.start()
        let written = try await upsert.value
        #expect(written.writtenCount == count)
        #expect(try await client.describeGallery("circle").itemCount == UInt64(count))
    }

    /// Makes so many items, a few hundred a second.
    private static func slow(_ count: Int) -> @Sendable () async -> ItemWrite? {
        let number = Guarded(0)
        return {
            let next = number.withLock { number in
                number += 1
                return number - 1
            }
            guard next < count else { return nil }
            if next % 20 == 0 { try? await Task.sleep(for: .milliseconds(20)) }
            return write(next)
        }
    }

    @Test func `an export goes on where it was when the daemon comes back`() async throws {
        let (node, client) = try await started(GuideClientOptions(attemptCountMax: 40))
        defer { client.close() }
        // Many times what may be on its way when the daemon goes.
        let count = 8_000
        try await client.upsert(stream: (0..<count).lazy.map(Self.write), in: "circle", batchItemCount: 1_000)
        var seen: [String] = []
        for try await stored in client.export("circle") {
            seen.append(stored.item?.id ?? "")
            if seen.count == 100 {
                node.killNow()
                try await node.start()
            }
        }
        #expect(seen == (0..<count).map(Self.id))
    }

    @Test func `calls in flight when the daemon is killed are made again`() async throws {
        let (node, client) = try await started(GuideClientOptions(attemptCountMax: 40))
        defer { client.close() }
        _ = try await client.upsert((0..<50).map(Self.write), in: "circle")
        let isOver = Guarded(false)
        let query = FieldQuery(field: "shape", vector: Self.write(7).vectors[0].values)
        let callers = (0..<4).map { _ in
            Task { () throws -> Int in
                var count = 0
                while !isOver.withLock({ $0 }) {
                    let found = try await client.search(SearchRequest(gallery: "circle", limit: 3, fields: [query]))
                    if found.hits.first?.item?.id == Self.id(7) { count += 1 }
                }
                return count
            }
        }
        try await Task.sleep(for: .milliseconds(100))
        node.killNow()
        try await node.start()
        try await Task.sleep(for: .milliseconds(100))
        isOver.withLock { $0 = true }
        for caller in callers { #expect(try await caller.value > 0) }
    }

    @Test func `cancelling the task ends an export at the daemon`() async throws {
        let (node, client) = try await started()
        defer {
            client.close()
            node.killNow()
        }
        try await client.upsert(stream: (0..<4_000).lazy.map(Self.write), in: "circle")
        let count = Guarded(0)
        let export = Task {
            for try await _ in client.export("circle") {
                count.withLock { $0 += 1 }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        #expect(await eventually { count.withLock { $0 } > 5 })
        export.cancel()
        let failure = await failure { try await export.value }
        #expect(failure == nil || failure?.status == .cancelled)
        #expect(await eventually { try await client.status().inFlightCount <= 1 })
    }

    @Test func `a training is followed to its end`() async throws {
        let (node, client) = try await started()
        defer {
            client.close()
            node.killNow()
        }
        try await client.upsert(stream: (0..<3_000).lazy.map(Self.write), in: "circle", batchItemCount: 1_000)
        let training = try await client.train(
            TrainRequest(gallery: "circle", listCount: 16, partCount: 4, seed: 1, exactBelow: 100, nprobe: 8))
        #expect(training.state == .running)
        var states: [OperationState?] = []
        var revisions: [UInt64] = []
        for try await change in client.follow(training.id, timeout: .seconds(120)) {
            states.append(change.state)
            revisions.append(change.revision)
        }
        #expect(states.last == .succeeded)
        #expect(states.dropLast().allSatisfy { $0 == .running })
        #expect(revisions == revisions.sorted())
        #expect(try await client.operation(training.id).state == .succeeded)
        #expect(try await client.operations(of: "circle").count == 1)
    }
}
