import Routing
import Testing

struct ClusterMapTests {
    private static func place(_ addresses: [String]) -> ShardPlace {
        ShardPlace(replicas: addresses.map { ReplicaPlace(address: $0) })
    }

    @Test func `a map with distinct addresses is one`() throws {
        let map = try ClusterMap(name: "c", shards: [Self.place(["a", "b"]), Self.place(["c"])])
        #expect(map.shards.map(\.replicas.count) == [2, 1])
    }

    private static let wrong: [(String, [[String]], String, String)] = [
        ("", [["a"]], "name", "1 to 128 bytes"),
        (String(repeating: "n", count: 129), [["a"]], "name", "1 to 128 bytes"),
        ("c", [], "shards", "1 to 1024 shards"),
        ("c", [["a"], []], "shards[1].replicas", "1 to 16 replicas"),
        ("c", [["a"], (0..<17).map { "r\($0)" }], "shards[1].replicas", "not 17"),
        ("c", [["a", ""]], "shards[0].replicas[1].address", "empty"),
        ("c", [["a"], ["b", "a"]], "shards[1].replicas[1].address", "a stands at shards[0].replicas[0].address, too"),
    ]

    @Test(arguments: wrong)
    func `what cannot be is refused with what and where`(
        name: String, addresses: [[String]], place: String, message: String
    ) throws {
        let error = #expect(throws: ClusterMapError.self) {
            try ClusterMap(name: name, shards: addresses.map(Self.place))
        }
        #expect(error?.place == place)
        #expect(error?.message.contains(message) == true)
    }
}
