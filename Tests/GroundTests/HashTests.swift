import Ground
import Testing

struct HashTests {
    @Test func `the hash of published inputs is the published one`() {
        #expect(Hash.xxh3("") == 0x2D06_8005_38D3_94C2)
        #expect(Hash.xxh3("a") == 0xE6C6_32B6_1E96_4E1F)
    }

    @Test func `text and its bytes hash alike, and a seed changes the hash`() {
        let text = "an id of some length: ü"
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBytes { Hash.xxh3($0) } == Hash.xxh3(text))
        #expect(bytes.withUnsafeBytes { Hash.xxh3($0, seed: 1) } != Hash.xxh3(text))
    }

    @Test(arguments: [1, 2, 5, 16, 1_000])
    func `each shard owns one range of the hash, all of about the same size`(shardCount: Int) {
        #expect(Hash.shard(of: 0, shardCount: shardCount) == 0)
        #expect(Hash.shard(of: .max, shardCount: shardCount) == shardCount - 1)
        var last = 0
        for step in 0..<UInt64(10_000) {
            let shard = Hash.shard(of: step * (UInt64.max / 10_000), shardCount: shardCount)
            #expect(shard == last || shard == last + 1)
            last = shard
        }
    }

    @Test(arguments: [1, 2, 5, 16])
    func `a shard splits in two by itself`(shardCount: Int) {
        for id in 0..<1_000 {
            let hash = Hash.xxh3("id \(id)")
            #expect(
                Hash.shard(of: hash, shardCount: 2 * shardCount) / 2 == Hash.shard(of: hash, shardCount: shardCount))
        }
    }
}
