import Kernels
import Testing
import Vocabulary

@testable import ShardNode

@Suite struct ItemTests {
    let fixture: StoreFixture
    let item = Item(
        id: "ü-1", url: "https://example.org/1", description: "a dragon", tags: ["Drawing", "dragon"],
        detections: [Detection(label: "dragon", score: 0.9, box: [0, 0, 0.5, 1])], authorId: "7",
        authorName: "Ann", similarIds: ["x"], attributes: [Attribute(name: "year", value: .integer(1904))])

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert([PreparedWrite(item: item, vectors: [StoreFixture.halves(1), nil])])
    }

    @Test func `an item is read as it was written`() throws {
        #expect(try fixture.items(["ü-1"]) == [StoredItem(item: item, version: 1)])
    }

    @Test func `items come in the order asked, unknown ones with version 0`() throws {
        let found = try fixture.items(["nobody", "ü-1", "nobody"])
        #expect(found.map(\.version) == [0, 1, 0])
        #expect(found.map(\.item?.id) == ["nobody", "ü-1", "nobody"])
    }

    @Test func `items that would fill more than a reply are refused`() throws {
        let large = Item(id: "large", description: String(repeating: "x", count: 1 << 20))
        _ = try fixture.upsert([PreparedWrite(item: large, vectors: [nil, nil])])
        let ids = [String](repeating: "large", count: 40)
        let refusal = failure { _ = try fixture.items(ids) }
        #expect(refusal?.status == .resourceExhausted)
        #expect(refusal?.reason == "reply_too_large")
        #expect(refusal?.limit == Int64(Limits.itemsByteCountMax))
        #expect(try fixture.items(ids, mask: ReadMask(idOnly: true)).count == 40)
        #expect(try fixture.items(Array(ids.prefix(20))).count == 20)
    }

    @Test func `a read mask answers what it names`() throws {
        let found = try fixture.items(["ü-1"], mask: ReadMask(url: true, author: true))[0].item
        #expect(found == Item(id: "ü-1", url: item.url, authorId: "7", authorName: "Ann"))
        #expect(try fixture.items(["ü-1"], mask: ReadMask(idOnly: true))[0].item == Item(id: "ü-1"))
        #expect(try fixture.items(["ü-1"], mask: ReadMask())[0].item == item)
    }

    @Test func `vectors are answered as they are kept`() throws {
        let found = try fixture.items(["ü-1", "nobody"], mask: ReadMask(vectors: true))
        #expect(
            found[0].vectors
                == [FieldVector(field: "description", values: KernelSet.best.floats(StoreFixture.halves(1)))])
        #expect(found[0].item == Item(id: "ü-1"))
        #expect(found[1].vectors == [])
    }

    @Test func `reading from an unknown gallery is refused`() throws {
        #expect(failure { _ = try fixture.items(["a"], of: "nothing") }?.status == .notFound)
    }
}
