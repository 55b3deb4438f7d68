import Ground
import Kernels
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite struct SearchTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert(
            (0..<200).map { number in
                StoreFixture.write(
                    "\(number)", tags: ["Number \(number % 7)", number % 2 == 0 ? "Even" : "odd"],
                    similar: ["\(number + 1)"])
            })
    }

    func tags(_ clauses: [[String]], none: [String] = []) -> Filter {
        Filter(tags: clauses.map { TagClause(any: $0) }, noTags: none)
    }

    @Test func `candidates stand in the order of their hashes with their similarities in every field`() throws {
        let search = try fixture.search(4)
        let answer = try search.candidates(.init(candidatesPerField: 12, includesSimilar: true), in: .init())
        #expect(answer.idHashes == answer.idHashes.sorted())
        #expect(answer.lists.map(\.positions.count) == [12, 12])
        #expect(answer.allowedCount == 200)
        #expect(answer.sequence == 200)
        let stored = try search.payload(of: answer.ordinals, nil, in: .init())
        for (place, item) in stored.enumerated() {
            let id = item.item!.id
            #expect(answer.idHashes[place] == Hash.xxh3(id))
            let hasTags = Hash.xxh3(id) % 3 != 0
            #expect(answer.presence[place] == (hasTags ? 0b11 : 0b01))
            let similar = answer.similarHashes[
                Int(answer.similarStarts[place])..<Int(answer.similarStarts[place + 1])]
            #expect(Array(similar) == [Hash.xxh3("\(Int(id)! + 1)")])
            for field in 0..<2 {
                let seed = field == 0 ? Hash.xxh3(id) : ~Hash.xxh3(id)
                let kept = KernelSet.best.floats(StoreFixture.halves(seed))
                let query = StoreFixture.vector(field == 0 ? 4 : ~4)
                let exact = field == 1 && !hasTags ? 0 : zip(kept, query).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                #expect(abs(answer.similarities[place * 2 + field] - exact) < 1e-5)
            }
        }
        for (field, list) in answer.lists.enumerated() {
            #expect(list.scores == list.positions.map { answer.similarities[Int($0) * 2 + field] })
            #expect(list.scores == list.scores.sorted(by: >))
        }
        #expect(Set(answer.lists.flatMap(\.positions)).count == answer.ordinals.count)
    }

    @Test func `a tag filter compares folded tags`() throws {
        let found = try fixture.best(1, count: 200, filter: tags([["EVEN"]]))
        #expect(found.count == 100)
        #expect(found.allSatisfy { Int($0)! % 2 == 0 })
    }

    @Test func `tag clauses are all needed, and one tag of each`() throws {
        let found = try fixture.best(1, count: 200, filter: tags([["number 1", "number 2"], ["odd"]]))
        #expect(Set(found) == Set((0..<200).filter { [1, 2].contains($0 % 7) && $0 % 2 == 1 }.map(String.init)))
    }

    @Test func `a tag that nobody has allows nothing and excludes nothing`() throws {
        #expect(try fixture.best(1, filter: tags([["unheard of"]])) == [])
        #expect(try fixture.best(1, count: 200, filter: tags([], none: ["unheard of"])).count == 200)
        #expect(try fixture.best(1, count: 200, filter: tags([], none: ["odd"])).count == 100)
    }

    @Test func `an id filter and exclusions hold`() throws {
        let filter = Filter(ids: ["5", "6", "nobody"])
        #expect(Set(try fixture.best(1, filter: filter)) == ["5", "6"])
        #expect(try fixture.best(1, filter: filter, excluding: ["5", "5", "nobody"]) == ["6"])
    }

    @Test func `conditions on attributes are all needed, and one value of each`() throws {
        _ = try fixture.upsert(
            (0..<60).map { number in
                var write = StoreFixture.write("\(number)")
                write.item.attributes = [
                    Attribute(name: "year", value: .integer(1_990 + Int64(number))),
                    Attribute(name: "license", value: .text(number % 3 == 0 ? "cc0" : "mit")),
                ]
                return write
            })
        let years = AttributeClause(name: "year", minimum: 1_999.5, maximum: 2_020)
        let licenses = AttributeClause(
            name: "license", any: [Attribute(value: .text("cc0")), Attribute(value: .text("x"))])
        let found = try fixture.best(1, count: 100, filter: Filter(attributes: [years, licenses]))
        #expect(Set(found) == Set((10...30).filter { $0 % 3 == 0 }.map(String.init)))
        #expect(try fixture.best(1, filter: Filter(attributes: [AttributeClause(name: "no", minimum: 0)])) == [])
    }

    @Test func `a search keeps its view while items change`() throws {
        let search = try fixture.search(4)
        let request = CandidateRequest(candidatesPerField: 50, includesSimilar: true)
        let before = try search.candidates(request, in: .init())
        _ = try fixture.upsert((0..<300).map { StoreFixture.write("\($0)", seed: 1_000 + UInt64($0)) })
        _ = try fixture.delete((0..<50).map(String.init))
        #expect(try search.candidates(request, in: .init()) == before)
    }

    @Test func `rows of the pool are those that are kept, padded`() throws {
        let search = try fixture.search(4)
        let answer = try search.candidates(.init(candidatesPerField: 5, includesSimilar: false), in: .init())
        let stored = try search.payload(of: answer.ordinals, ReadMask(idOnly: true), in: .init())
        let pool = try search.pool(.init(shard: 0, ordinals: answer.ordinals), in: .init())
        let stride = Half.stride(dimension: StoreFixture.dimension)
        let padding = [UInt16](repeating: 0, count: stride - StoreFixture.dimension)
        #expect(pool.rows[0] == stored.flatMap { StoreFixture.halves(Hash.xxh3($0.item!.id)) + padding })
        #expect(pool.rows[1].count == stride * answer.ordinals.count)
    }

    @Test func `ids and versions are those of the view, even of items that are gone`() throws {
        let search = try fixture.search(4)
        let answer = try search.candidates(.init(candidatesPerField: 5, includesSimilar: false), in: .init())
        let before = try search.payload(of: answer.ordinals, ReadMask(idOnly: true), in: .init())
        #expect(before == (try fixture.items(before.map { $0.item!.id }, mask: ReadMask(idOnly: true))))
        _ = try fixture.delete(before.map { $0.item!.id })
        #expect(try search.payload(of: answer.ordinals, ReadMask(idOnly: true), in: .init()) == before)
        #expect(try search.payload(of: answer.ordinals, nil, in: .init()).allSatisfy { $0.version == 0 })
    }

    @Test func `an ordinal that the view lacks is refused`() throws {
        let search = try fixture.search(4)
        #expect(failure { _ = try search.payload(of: [200], nil, in: .init()) }?.reason == "unknown_ordinal")
        #expect(failure { _ = try search.pool(.init(shard: 0, ordinals: [7_000]), in: .init()) } != nil)
    }

    @Test func `a sequence number that was not reached is refused`() throws {
        #expect(failure { _ = try fixture.search(1, minSequence: 201) }?.status == .unavailable)
        _ = try fixture.search(1, minSequence: 200)
    }

    @Test func `a probe of another dimension or field is refused`() throws {
        let shard = LocalShard(store: fixture.store)
        for probe in [FieldProbe(field: 0, vector: [1]), FieldProbe(field: 2, vector: [1])] {
            let query = ShardQuery(galleryNumber: 1, probes: [probe])
            #expect(failure { _ = try shard.beginSearch(query, in: .init()) }?.status == .invalidArgument)
        }
    }

    @Test func `a search of an unknown gallery is refused`() throws {
        let query = ShardQuery(galleryNumber: 9, probes: [FieldProbe(field: 0, vector: StoreFixture.vector(1))])
        #expect(
            failure { _ = try LocalShard(store: fixture.store).beginSearch(query, in: .init()) }?.status == .notFound)
    }

    @Test func `a search out of time or cancelled stops`() throws {
        let search = try fixture.search(4)
        let late = ShardContext(deadline: MonotonicTime(nanoseconds: 1))
        let request = CandidateRequest(candidatesPerField: 5, includesSimilar: false)
        #expect(failure { _ = try search.candidates(request, in: late) }?.status == .deadlineExceeded)
        let flag = CancellationFlag()
        flag.set()
        #expect(
            failure { _ = try search.candidates(request, in: ShardContext(cancellation: flag)) }?.status == .cancelled)
    }

    @Test func `the vectors of an item are found by its id`() throws {
        let shard = LocalShard(store: fixture.store)
        let seed = Hash.xxh3("17")
        let vectors = try shard.vectors(ofItem: "17", inGallery: 1, in: .init())
        #expect(vectors?[0] == KernelSet.best.floats(StoreFixture.halves(seed)))
        #expect(vectors?[1] == (seed % 3 == 0 ? nil : KernelSet.best.floats(StoreFixture.halves(~seed))))
        #expect(try shard.vectors(ofItem: "nobody", inGallery: 1, in: .init()) == nil)
    }

    @Test func `a filter is given up when its search has no more time`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert((0..<100).map { StoreFixture.write("\($0)") })
        let values = (0..<1_024).map { Attribute(value: .integer($0)) }
        let query = ShardQuery(
            galleryNumber: 1, probes: [FieldProbe(field: 0, vector: StoreFixture.vector(1))],
            filter: Filter(attributes: (0..<64).map { AttributeClause(name: "\($0)", any: values) }))
        // Sorting 65,536 values takes longer.
        let context = ShardContext(deadline: MonotonicTime.now.advanced(microseconds: 100))
        let failure = failure { _ = try LocalShard(store: fixture.store).beginSearch(query, in: context) }
        #expect(failure?.status == .deadlineExceeded)
    }

    @Test(arguments: [(1_000, false), (3_000, true)])
    func `comparing many candidates stops once nobody waits`(count: Int, stops: Bool) throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert((0..<3_000).map { StoreFixture.write("\($0)") })
        let search = try #require(try fixture.search(1) as? LocalSearch)
        let found = try (0..<2).map { try search.nearest($0, .exact, count: count, in: ShardContext()) }
        let gone = CancellationFlag()
        gone.set()
        let request = CandidateRequest(candidatesPerField: count, includesSimilar: false)
        // Those of one field, so that it is known how many there are.
        let failure = failure {
            _ = try search.answer([found[0]], request, in: ShardContext(cancellation: gone))
        }
        #expect(failure?.status == (stops ? .cancelled : nil))
    }
}
