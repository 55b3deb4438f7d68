import Glibc
import Routing
import Storage
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Sealed files and their records that were changed on disk.
@Suite struct TrainingDamageTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }
    var folder: String { fixture.path + "/segments/1" }

    init() throws {
        fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 200)
        _ = try fixture.train(TrainedFixture.request)
    }

    private func name(_ suffix: String) throws -> String {
        folder + "/" + (try #require(fixture.files().first { $0.hasSuffix(suffix) }))
    }

    /// Flips a bit in the middle of a file.
    private func damage(_ path: String) {
        let file = open(path, O_RDWR)
        defer { close(file) }
        let place = lseek(file, 0, SEEK_END) / 2
        var byte: UInt8 = 0
        pread(file, &byte, 1, place)
        byte ^= 4
        #expect(pwrite(file, &byte, 1, place) == 1)
    }

    /// The first field is exact and says why, the other is as it was, all items are found, and training mends it.
    private func expectFirstFieldExact() throws {
        #expect(store.damages == [] && store.indexDamages.count == 1)
        let scans = try fixture.found(1).scans
        #expect(scans[0] == .exact && scans[1] != .exact)
        #expect(try fixture.found(1, count: 300).ids.count == 200)
        let fields = try store.describeGallery("drawings").fields
        #expect(fields[0].index == nil && fields[0].indexDamage?.reason == "damaged_file")
        #expect(fields[0].indexDamage?.message.contains("field description of gallery drawings") == true)
        // In words, and not as the program writes its own values.
        #expect(fields[0].indexDamage?.message.contains("file(") == false)
        #expect(fields[1].index != nil && fields[1].indexDamage == nil)
        _ = try fixture.upsert([TrainedFixture.write("new", seed: 9)])
        var request = TrainedFixture.request
        request.seed = 99
        #expect(try fixture.train(request).state == .succeeded)
        #expect(try store.describeGallery("drawings").fields.allSatisfy { $0.index != nil && $0.indexDamage == nil })
    }

    @Test func `damaged codes leave their field exact, and training mends them`() throws {
        try fixture.restart { _ in damage(folder + "/1.0.codes") }
        try expectFirstFieldExact()
    }

    @Test func `a lost file of codes leaves its field exact`() throws {
        try fixture.restart { _ in unlink(folder + "/1.0.codes") }
        try expectFirstFieldExact()
    }

    @Test func `another field's codes leave the field exact`() throws {
        try fixture.restart { _ in
            unlink(folder + "/1.0.codes")
            #expect(link(folder + "/1.1.codes", folder + "/1.0.codes") == 0)
        }
        try expectFirstFieldExact()
    }

    @Test func `an earlier file of codes leaves the field exact`() throws {
        let kept = fixture.path + "/kept"
        #expect(link(folder + "/1.0.codes", kept) == 0)
        var request = TrainedFixture.request
        request.seed = 5
        _ = try fixture.train(request)
        try fixture.restart { _ in
            unlink(folder + "/2.0.codes")
            #expect(rename(kept, folder + "/2.0.codes") == 0)
        }
        try expectFirstFieldExact()
    }

    @Test(arguments: [true, false])
    func `a damaged or lost codebook leaves its field exact`(isLost: Bool) throws {
        let hash = try store.describeGallery("drawings").fields[0].codebookHash
        let path = SegmentFolder(directory: fixture.path, gallery: 1).codebook(hash: hash)
        try fixture.restart { _ in
            if isLost { unlink(path) } else { damage(path) }
        }
        try expectFirstFieldExact()
    }

    @Test func `a field whose codes alone are damaged gets them back with its codebook by any training`() throws {
        let hash = try store.describeGallery("drawings").fields[0].codebookHash
        try fixture.restart { _ in damage(folder + "/1.0.codes") }
        var request = TrainedFixture.request
        request.fields = ["tags"]
        _ = try fixture.train(request)
        #expect(try store.describeGallery("drawings").fields[0].codebookHash == hash)
    }

    @Test(arguments: ["damaged", "lost", "cut", "foreign"])
    func `a damaged file of rows stops its gallery and no other, and stays`(how: String) throws {
        _ = try store.createGallery(StoreFixture.spec("photos"))
        _ = try fixture.upsert([TrainedFixture.write("a")], into: "photos")
        let path = folder + "/1.rows"
        try fixture.restart { _ in
            switch how {
            case "damaged": damage(path)
            case "lost": unlink(path)
            case "cut": truncate(path, 10_000)
            default:
                unlink(path)
                #expect(link(folder + "/1.0.codes", path) == 0)
            }
        }
        #expect(store.damages.count == 1)
        #expect(store.damages.first?.message.contains("gallery drawings") == true)
        for refused in [
            failure { _ = try fixture.found(1) }, failure { _ = try fixture.items(["1"]) },
            failure { _ = try fixture.upsert([TrainedFixture.write("x")]) },
            failure { _ = try store.train(TrainedFixture.request) },
        ] {
            #expect(refused?.status == .dataLoss)
        }
        #expect(try fixture.found(1, gallery: "photos").ids == ["a"])
        #expect(fixture.files().count == (how == "lost" ? 4 : 5))
        _ = try store.dropGallery("drawings")
        #expect(fixture.files() == [])
    }

    @Test func `a damaged log of the store does not lead back to files that are gone`() throws {
        // Its tables know the first index from now on.
        try fixture.restart()
        var request = TrainedFixture.request
        request.seed = 8
        #expect(try fixture.train(request).state == .succeeded)
        store.close()
        for name in SegmentFolder.names(in: fixture.path + "/store") where name.hasSuffix(".log") {
            truncate(fixture.path + "/store/" + name, 0)
        }
        try fixture.restart()
        #expect(store.damages == [] && store.indexDamages == [])
        #expect(try fixture.found(1, count: 300).ids.count > 0)
        #expect(try fixture.found(1, count: 300, tuning: ScanTuning(isExact: true)).ids.count == 200)
    }

    @Test func `a damaged gallery keeps files that its index does not list`() throws {
        let path = folder + "/1.rows"
        #expect(rename(path, folder + "/2.rows") == 0)
        try fixture.restart()
        #expect(store.damages.count == 1)
        #expect(fixture.files().contains("2.rows"))
        #expect(rename(folder + "/2.rows", path) == 0)
        try fixture.restart()
        #expect(store.damages == [])
        #expect(try fixture.found(1).ids.count == 10)
    }

    private func damage(_ family: Family, _ key: [UInt8]) throws {
        try fixture.restart { database in
            var value = try #require(try database.get(family, key))
            value[value.count / 2] ^= 4
            var batch = WriteBatch()
            batch.put(family, key, value)
            try database.write(batch)
        }
    }

    @Test func `a damaged manifest stops its gallery, and its files stay`() throws {
        try damage(.meta, StoreKey.index(1))
        #expect(store.damages.first?.message.contains("index of gallery drawings") == true)
        #expect(failure { _ = try fixture.found(1) }?.status == .dataLoss)
        #expect(fixture.files().count == 5)
    }

    @Test func `a damaged tombstone stops its gallery`() throws {
        let version = try fixture.version("7")
        _ = try fixture.delete(["7"])
        try damage(.meta, StoreKey.tombstone(gallery: 1, segment: 1, version: version))
        #expect(store.damages.count == 1)
        #expect(failure { _ = try fixture.found(1) }?.status == .dataLoss)
    }

    @Test func `a sealed item whose location is lost or wrong is not written over`() throws {
        try fixture.restart { database in
            var batch = WriteBatch()
            batch.delete(.locations, StoreKey.item(gallery: 1, id: "3"))
            SealedRecord.put(&batch, .locations, StoreKey.item(gallery: 1, id: "4"), number: 9_999)
            try database.write(batch)
        }
        #expect(store.damages == [])
        let response = try fixture.upsert(["3", "4", "5"].map { TrainedFixture.write($0) })
        #expect(response.results.map { StatusCode(rawValue: UInt16($0.status)) } == [.dataLoss, .dataLoss, .ok])
        #expect(try fixture.delete(["4"]).results[0].error?.reason == "damaged_record")
    }

    @Test func `files that no index lists are removed at the start, and others' are not`() throws {
        let strays = ["7.rows", "7.0.codes", "8.rows.part", "00112233445566778899aabbccddeeff.codebook", "notes.txt"]
        let listed = fixture.files()
        try fixture.restart { _ in
            for name in strays { close(open(folder + "/" + name, O_CREAT | O_WRONLY, 0o644)) }
            mkdir(fixture.path + "/segments/77", 0o755)
            close(open(fixture.path + "/segments/77/1.rows", O_CREAT | O_WRONLY, 0o644))
        }
        #expect(fixture.files() == (listed + ["notes.txt"]).sorted())
        #expect(SegmentFolder.galleries(in: fixture.path) == [1])
        #expect(try fixture.found(1).scans[0] != .exact)
    }
}
