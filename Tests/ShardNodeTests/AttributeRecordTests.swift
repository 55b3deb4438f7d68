import Ground
import Storage
import Testing
import TrialGround
import Vocabulary
import Wire

@testable import ShardNode

/// Attributes on disk.
struct AttributeRecordTests {
    private static let itemCount = 50

    private static func filled() throws -> StoreFixture {
        let fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert(
            (0..<itemCount).map { number in
                var write = StoreFixture.write("\(number)")
                write.item.attributes = [Attribute(name: "number", value: .integer(Int64(number)))]
                return write
            })
        return fixture
    }

    private static func found(_ fixture: StoreFixture, from minimum: Int) throws -> Set<String> {
        let clause = AttributeClause(name: "number", minimum: Double(minimum))
        return Set(try fixture.best(1, count: 100, filter: Filter(attributes: [clause])))
    }

    @Test func `attributes are searched as before after a restart`() throws {
        let fixture = try Self.filled()
        _ = try fixture.delete(["45"])
        var changed = StoreFixture.write("46")
        changed.item.attributes = [Attribute(name: "number", value: .integer(-1))]
        _ = try fixture.upsert([changed])
        for _ in 0..<2 {
            #expect(try Self.found(fixture, from: 44) == ["44", "47", "48", "49"])
            #expect(try Self.found(fixture, from: -1).contains("46"))
            try fixture.restart()
        }
    }

    @Test func `attributes that a log record does not tell are read from the item`() throws {
        let fixture = try Self.filled()
        try fixture.restart { database in
            var batch = WriteBatch()
            for version in 1...UInt64(Self.itemCount) {
                let key = StoreKey.log(gallery: 1, version: version)
                let value = try #require(try database.get(.log, key))
                var log = try value.withUnsafeBytes { bytes in
                    try LogRecord(wire: try #require(SealedRecord.open(bytes, .log, key)))
                }
                #expect(log.hasAttributes && log.attributes.count == 2)
                log.attributes = []
                log.hasAttributes = false
                log.wireBytes.withUnsafeBytes { SealedRecord.put(&batch, .log, key, $0) }
            }
            try database.write(batch)
        }
        #expect(fixture.store.damages == [])
        #expect(try Self.found(fixture, from: 47) == ["47", "48", "49"])
    }
}
