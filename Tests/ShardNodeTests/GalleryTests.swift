import Routing
import Testing
import Vocabulary

@testable import ShardNode

@Suite struct GalleryTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `a created gallery is described and listed`() throws {
        let made = try store.createGallery(StoreFixture.spec())
        #expect(made.spec == StoreFixture.spec())
        #expect(made.number == 1)
        #expect(try store.describeGallery("drawings") == made)
        #expect(try store.listGalleries(tenant: "").galleries.map(\.name) == ["drawings"])
    }

    @Test func `counts tell present and missing vectors by field`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert(([3, 4, 5] as [UInt64]).map { StoreFixture.write("\($0)", seed: $0) })
        let described = try store.describeGallery("drawings")
        #expect(described.itemCount == 3)
        #expect(described.fields.map(\.itemCount) == [3, 2])
        #expect(described.fields.map(\.missingCount) == [0, 1])
        #expect(described.sequence == 3)
    }

    @Test func `a name is taken once, and an alias takes it too`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        try store.setAlias("current", to: "drawings")
        #expect(failure { _ = try store.createGallery(StoreFixture.spec()) }?.status == .alreadyExists)
        #expect(failure { _ = try store.createGallery(StoreFixture.spec("current")) }?.status == .alreadyExists)
    }

    @Test func `a gallery without fields is refused`() throws {
        #expect(failure { _ = try store.createGallery(GallerySpec(name: "x")) }?.reason == "field_count")
    }

    @Test func `a field without dimensions is refused`() throws {
        let spec = GallerySpec(name: "x", fields: [FieldSpec(name: "f")])
        #expect(failure { _ = try store.createGallery(spec) }?.reason == "dimension")
    }

    @Test func `a tenant's list holds its galleries only`() throws {
        for name in ["b/one", "a/two", "a/one", "ab"] { _ = try store.createGallery(StoreFixture.spec(name)) }
        #expect(try store.listGalleries(tenant: "a").galleries.map(\.name) == ["a/one", "a/two"])
        #expect(try store.listGalleries(tenant: "").galleries.count == 4)
    }

    @Test func `everything of a gallery survives a restart`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        try store.setAlias("current", to: "drawings")
        _ = try fixture.upsert((0..<20).map { StoreFixture.write("\($0)") })
        _ = try fixture.delete(["3"])
        let before = try store.describeGallery("current")
        try fixture.restart()
        var after = try store.describeGallery("current")
        // Rows of deleted items are gone.
        after.memoryByteCount = before.memoryByteCount
        for place in after.fields.indices { after.fields[place].byteCount = before.fields[place].byteCount }
        #expect(after == before)
    }

    @Test func `an alias is moved from one gallery to the other`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        _ = try store.createGallery(StoreFixture.spec("two"))
        _ = try fixture.upsert([StoreFixture.write("in one")], into: "one")
        _ = try fixture.upsert([StoreFixture.write("in two")], into: "two")
        try store.setAlias("current", to: "one")
        #expect(try fixture.best(1, gallery: "current") == ["in one"])
        try store.setAlias("current", to: "two")
        #expect(try fixture.best(1, gallery: "current") == ["in two"])
        try fixture.restart()
        #expect(try store.describeGallery("two").aliases == ["current"])
        #expect(try store.describeGallery("one").aliases == [])
    }

    @Test func `an alias of an alias points to the gallery`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        try store.setAlias("first", to: "one")
        try store.setAlias("second", to: "first")
        #expect(try store.describeGallery("one").aliases == ["first", "second"])
    }

    @Test func `an alias cannot have a gallery's name or point to nothing`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        #expect(failure { try store.setAlias("one", to: "one") }?.status == .alreadyExists)
        #expect(failure { try store.setAlias("alias", to: "two") }?.status == .notFound)
    }

    @Test func `a removed alias is gone and its gallery stays`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        try store.setAlias("alias", to: "one")
        try store.deleteAlias("alias")
        #expect(failure { _ = try store.describeGallery("alias") }?.status == .notFound)
        #expect(failure { try store.deleteAlias("alias") }?.reason == "alias_not_found")
        try fixture.restart()
        #expect(failure { _ = try store.describeGallery("alias") }?.status == .notFound)
        #expect(try store.describeGallery("one").number == 1)
    }

    @Test func `a dropped gallery is gone with its aliases, before and after a restart`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        _ = try store.createGallery(StoreFixture.spec("two"))
        try store.setAlias("alias", to: "one")
        _ = try fixture.upsert([StoreFixture.write("a")], into: "one")
        _ = try fixture.upsert([StoreFixture.write("a")], into: "two")
        #expect(try store.dropGallery("one").itemCount == 1)
        for _ in 0..<2 {
            for name in ["one", "alias"] { #expect(failure { _ = try store.record(of: name) }?.status == .notFound) }
            #expect(try fixture.version("a", of: "two") == 1)
            #expect(store.counts().galleryCount == 1)
            try fixture.restart()
        }
    }

    @Test func `a gallery is not dropped by its alias`() throws {
        _ = try store.createGallery(StoreFixture.spec("one"))
        try store.setAlias("alias", to: "one")
        #expect(failure { _ = try store.dropGallery("alias") }?.reason == "is_alias")
        #expect(failure { _ = try store.dropGallery("nothing") }?.status == .notFound)
    }

    @Test func `a gallery made again under a dropped name is empty and has another number`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert([StoreFixture.write("a")])
        _ = try store.dropGallery("drawings")
        #expect(try store.createGallery(StoreFixture.spec()).number == 2)
        #expect(try fixture.version("a") == 0)
        #expect(try fixture.best(1) == [])
        try fixture.restart()
        #expect(try fixture.version("a") == 0)
        #expect(try store.describeGallery("drawings").itemCount == 0)
    }

    @Test func `a search that began before its gallery was dropped goes on`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert([StoreFixture.write("a")])
        let search = try fixture.search(1)
        _ = try store.dropGallery("drawings")
        let answer = try search.candidates(.init(candidatesPerField: 5, includesSimilar: false), in: .init())
        #expect(answer.ordinals.count == 1)
    }

    @Test func `templates and weights are updated and fields are not`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert([StoreFixture.write("a")])
        var spec = StoreFixture.spec()
        spec.fields[0].weight = 3
        spec.scene = SceneTemplates(searchText: "{role_a}", generationPrompt: "")
        #expect(try store.updateGallery("drawings", to: spec).spec == spec)
        #expect(try store.describeGallery("drawings").itemCount == 1)
        try fixture.restart()
        #expect(try store.record(of: "drawings").spec == spec)
        spec.fields[0].dimension = 9
        #expect(failure { _ = try store.updateGallery("drawings", to: spec) }?.reason == "fields_changed")
    }
}
