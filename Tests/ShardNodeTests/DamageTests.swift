import Storage
import Testing
import Vocabulary

@testable import ShardNode

@Suite struct DamageTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        for name in ["drawings", "photos"] {
            _ = try fixture.store.createGallery(StoreFixture.spec(name))
            _ = try fixture.upsert((0..<10).map { StoreFixture.write("\($0)") }, into: name)
        }
    }

    /// Flips a bit of the value of `key` and opens the store again.
    func damage(_ family: Family, _ key: [UInt8]) throws {
        try fixture.restart { database in
            var value = try #require(try database.get(family, key))
            value[value.count / 2] ^= 4
            var batch = WriteBatch()
            batch.put(family, key, value)
            try database.write(batch)
        }
    }

    func remove(_ family: Family, _ key: [UInt8]) throws {
        try fixture.restart { database in
            var batch = WriteBatch()
            batch.delete(family, key)
            try database.write(batch)
        }
    }

    /// The gallery "drawings" is not served, and says why; "photos" is.
    func expectOneGalleryDamaged() throws {
        #expect(fixture.store.damages.count == 1)
        for refused in [
            failure { _ = try fixture.best(1) }, failure { _ = try fixture.items(["1"]) },
            failure { _ = try fixture.upsert([StoreFixture.write("x")]) },
            failure { _ = try fixture.store.describeGallery("drawings") },
        ] {
            #expect(refused?.status == .dataLoss)
            #expect(refused?.message.contains("drawings") == true)
        }
        #expect(try fixture.best(1, gallery: "photos").count == 10)
        _ = try fixture.store.dropGallery("drawings")
        #expect(try fixture.store.listGalleries(tenant: "").galleries.map(\.name) == ["photos"])
    }

    @Test func `a damaged log record stops its gallery and no other`() throws {
        try damage(.log, StoreKey.log(gallery: 1, version: 4))
        #expect(fixture.store.damages.first?.message.contains("000000010000000000000004") == true)
        try expectOneGalleryDamaged()
    }

    @Test func `a damaged location stops its gallery and no other`() throws {
        try damage(.locations, StoreKey.item(gallery: 1, id: "4"))
        try expectOneGalleryDamaged()
    }

    @Test func `a lost log record stops its gallery and no other`() throws {
        try remove(.log, StoreKey.log(gallery: 1, version: 4))
        try expectOneGalleryDamaged()
    }

    @Test func `a lost location stops its gallery and no other`() throws {
        try remove(.locations, StoreKey.item(gallery: 1, id: "4"))
        try expectOneGalleryDamaged()
    }

    @Test func `a damaged payload is reported with gallery and id and never served`() throws {
        try damage(.items, StoreKey.item(gallery: 1, id: "4"))
        let refused = failure { _ = try fixture.items(["3", "4"]) }
        #expect(refused?.status == .dataLoss)
        #expect(refused?.message.contains("item 4 of gallery drawings") == true)
        #expect(try fixture.items(["3"])[0].version > 0)
        // Writing it anew mends it.
        _ = try fixture.upsert([StoreFixture.write("4")])
        #expect(try fixture.version("4") == 11)
    }

    @Test func `a payload under another's key is not served`() throws {
        try fixture.restart { database in
            let value = try #require(try database.get(.items, StoreKey.item(gallery: 1, id: "4")))
            var batch = WriteBatch()
            batch.put(.items, StoreKey.item(gallery: 1, id: "5"), value)
            try database.write(batch)
        }
        #expect(failure { _ = try fixture.items(["5"]) }?.status == .dataLoss)
    }

    @Test(arguments: ["gallery/\u{0}\u{0}\u{0}\u{1}", "sequence/\u{0}\u{0}\u{0}\u{2}", "counter/commit"])
    func `a damaged record of the catalogue is told`(key: String) throws {
        fixture.store.close()
        let key = Array(key.utf8)
        do {
            let database = try Database(path: fixture.path)
            var value = try #require(try database.get(.meta, key))
            value[2] ^= 1
            var batch = WriteBatch()
            batch.put(.meta, key, value)
            try database.write(batch)
        }
        let isSequence = key.starts(with: Array("sequence".utf8))
        do throws(CallFailure) {
            let store = try ShardStore(path: fixture.path)
            #expect(isSequence && store.damages.count == 1)
            store.close()
        } catch {
            #expect(error.status == .dataLoss && !isSequence)
        }
    }

    @Test func `a second store on the directory is refused with directory and holder`() throws {
        let refused = failure { _ = try ShardStore(path: fixture.path) }
        #expect(refused?.reason == "directory_locked")
        #expect(refused?.message.contains(fixture.path) == true)
    }
}
