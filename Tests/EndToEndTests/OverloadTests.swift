import Calling
import Foundation
import JSON
import Testing
import Vocabulary

/// A daemon that is asked too much: bounded memory, clear refusals, and service for the others.
struct OverloadTests {
    @Test func `a client that does not read is held up alone, in bounded memory, and may read later`() async throws {
        let node = try NodeProcess(configuration: "limits: {buffered_reply_bytes: 1048576}")
        try await node.start()
        let before = try #require(try await node.json(["status"])["resident_bytes"]?.integer)
        let peer = try #require(SlowPeer(path: node.directory.path + "/node.sock"))
        var whole = 0
        var rest: [UInt8] = []
        for stream in 1...300 {
            let frame = SlowPeer.ping(stream: UInt32(stream), byteCount: 1 << 20)
            let sent = peer.send(frame, patienceMilliseconds: 1_000)
            if sent < frame.count {
                rest = Array(frame[sent...])
                break
            }
            whole = stream
        }
        #expect(!rest.isEmpty, "the daemon read all that a client sent who took no answer")
        #expect(whole < 64)
        let after = try #require(try await node.json(["status"])["resident_bytes"]?.integer)
        #expect(after - before < 128 << 20)

        let client = try Client(node.address)
        defer { client.close() }
        let start = ContinuousClock.now
        #expect((try await client.call(.ping, PingRequest(payload: [1])) as PingResponse).payload == [1])
        #expect(ContinuousClock.now - start < .seconds(10))

        let answers = peer.answers(whole)
        #expect(answers.count == whole)
        #expect(answers.values.allSatisfy { $0 == 0 })
        #expect(peer.send(rest, patienceMilliseconds: 5_000) == rest.count)
        #expect(try await node.stop() == 0)
    }

    @Test func `calls beyond what may be in flight are refused at once, and served when there is room`() async throws {
        let node = try NodeProcess(configuration: "limits: {in_flight_total: 3}")
        try await node.start()
        let client = try Client(node.address)
        defer { client.close() }
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 3)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        let operation: Vocabulary.Operation = try await client.call(
            .beginImport, BeginImportRequest(gallery: "g", source: "slow"))

        // Three that wait for a change which does not come take all the room there is. One that is refused tries again.
        let waiting = try Client(node.address)
        let watchers = (0..<3).map { _ in
            Task {
                let request = WatchOperationRequest(
                    operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 50_000_000)
                while true {
                    do throws(CallFailure) {
                        _ = try await waiting.call(.watchOperation, request) as Vocabulary.Operation
                    } catch {
                        guard error.status == .resourceExhausted else { return }
                    }
                }
            }
        }
        let refusal = try #require(try await Self.failure(of: client, within: 500))
        #expect(refusal.status == .resourceExhausted, "\(refusal)")
        #expect(refusal.retryAfterMicroseconds != nil)

        // Who goes away takes no room any more.
        waiting.close()
        for watcher in watchers { await watcher.value }
        var isServed = false
        for _ in 0..<500 where !isServed {
            isServed = try await Self.failure(of: client, within: 1) == nil
            if !isServed { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(isServed)
        let status = try await client.call(.getStatus, GetStatusRequest()) as GetStatusResponse
        #expect(status.refusedCount > 0)
        #expect(status.state == .serving)
    }

    /// How a call fails, tried up to `count` times; nil when each was answered.
    private static func failure(of client: Client, within count: Int) async throws -> CallFailure? {
        for _ in 0..<count {
            do throws(CallFailure) {
                _ = try await client.call(.getItems, GetItemsRequest(gallery: "g", ids: ["1"])) as GetItemsResponse
            } catch {
                return error
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }
}
