import Testing
import Vocabulary

@testable import tessera

struct StatusTests {
    /// The status of a coordinator whose shards have these replicas: true for one that is away.
    private static func status(_ shards: [[Bool]]) -> GetStatusResponse {
        var status = GetStatusResponse(state: .serving, galleryCount: 1, itemCount: 403)
        for (shard, replicas) in shards.enumerated() {
            for (number, isAway) in replicas.enumerated() {
                status.replicas.append(
                    ReplicaStatus(shard: UInt32(shard), replica: UInt32(number), fault: isAway ? "gone" : ""))
            }
        }
        return status
    }

    @Test(
        arguments: [
            ([], "serving"), ([[false], [false]], "serving"), ([[true, false], [false, true]], "serving"),
            ([[false], [true]], "serving, shard 1 of 2 is away"),
            ([[true, true], [false], [true]], "serving, 2 of 3 shards are away: 0, 2"),
            ([[true], [true, true]], "serving, and no shard is reached"),
        ] as [([[Bool]], String)])
    func `a coordinator serves as far as its shards do`(shards: [[Bool]], state: String) {
        #expect(StatusVerb.state(Self.status(shards)) == state)
    }

    @Test(
        arguments: [
            ([], "1 with 403 items"), ([[false], [true]], "1 with 403 items on the shards that answer"),
            ([[true]], "unknown"),
        ] as [([[Bool]], String)])
    func `items are counted where somebody answers`(shards: [[Bool]], counts: String) {
        #expect(StatusVerb.galleries(Self.status(shards)) == counts)
    }

    @Test(arguments: [
        (1, "1 of 9 not deleted ('i0'): "), (7, "7 of 9 not deleted ('i0', 'i1', 'i2', 'i3', 'i4', …): "),
    ])
    func `items that were not deleted are counted and named`(count: Int, words: String) {
        let result = WriteResult(
            status: UInt32(StatusCode.unavailable.rawValue), error: ErrorDetail(reason: "shard_unavailable"))
        let error = DeleteVerb.error(of: (0..<count).map { ("i\($0)", result) }, count: 9)
        #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
        #expect(error?.exitCode == Ending.unavailable)
        #expect(DeleteVerb.error(of: [], count: 9) == nil)
    }
}
