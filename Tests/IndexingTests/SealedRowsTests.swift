import Foundation
import Ground
import Indexing
import Kernels
import Testing
import TrialGround
import Vocabulary

/// Sealed rows, and segments that stand on them.
struct SealedRowsTests {
    static let layouts = [
        FieldLayout(dimension: 5, metric: .cosine), FieldLayout(dimension: 40, metric: .l2),
    ]

    private static func model(_ count: Int, seed: UInt64) throws -> CodedModel {
        var model = try CodedModel(layouts: layouts, plans: [nil, nil], seed: seed)
        try model.append(count)
        for item in 0..<count where item % 6 == 5 { model.items[item].isLive = false }
        return model
    }

    @Test(arguments: [0, 1, 300])
    func `a file tells of each living row what was sealed, in the same order`(count: Int) throws {
        let model = try Self.model(count, seed: 1)
        let sealed = try model.seal(count)
        let rows = sealed.rows
        let live = model.items.indices.filter { model.items[$0].isLive }
        #expect(rows.count == live.count)
        #expect(rows.versionMax == live.last.map { CodedModel.version(UInt32($0)) } ?? 0)
        #expect(sealed.ordinals.count == count)
        #expect(Set(rows.tagNames).count == rows.tagNames.count)
        for (ordinal, item) in live.enumerated() {
            let ordinal = UInt32(ordinal)
            #expect(sealed.ordinals[item] == ordinal)
            #expect(rows.id(ordinal) == model.items[item].id)
            #expect(rows.version(ordinal) == CodedModel.version(UInt32(item)))
            #expect(rows.ordinal(ofVersion: rows.version(ordinal)) == ordinal)
            #expect(rows.ordinal(ofVersion: rows.version(ordinal) + 1) == nil)
            for field in Self.layouts.indices {
                #expect(rows.halves(field: field, ordinal) == model.items[item].vectors[field])
                #expect((rows.presence(ordinal) >> UInt16(field) & 1 != 0) == (model.items[item].vectors[field] != nil))
            }
        }
        for field in Self.layouts.indices {
            #expect(rows.count(field: field) == live.count { model.items[$0].vectors[field] != nil })
        }
        #expect(rows.ids(Array(0..<UInt32(live.count))) == live.map { model.items[$0].id })
        #expect(rows.ordinal(ofVersion: 0) == nil && rows.ordinal(ofVersion: .max) == nil)
    }

    @Test
    func `tags are numbered as they first appear among living rows`() throws {
        let segment = GrowingSegment(layouts: [Self.layouts[0]])
        for (number, tags) in [[9], [7, 3], [3], [7, 1]].enumerated() {
            _ = try segment.append(idHash: UInt64(number), vectors: [nil], tags: tags.map { UInt32($0) })
        }
        segment.delete(0)
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try SealedRows.write(
            segment.publish(), to: path, names: { $0.map { ("\($0)", version: UInt64($0) + 1) } },
            tagName: { "tag \($0)" })
        let rows = try SealedRows(path: path, layouts: [Self.layouts[0]])
        #expect(rows.tagNames == ["tag 3", "tag 7", "tag 1"])
        let view = GrowingSegment(layouts: rows.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
            .publish()
        #expect((0..<3).map { view.tags($0) } == [[0, 1], [0], [1, 2]])
    }

    @Test(arguments: [2, 3] as [UInt64])
    func `a view over sealed and growing rows tells of each what a view in memory tells`(seed: UInt64) throws {
        let model = try Self.model(5_000, seed: seed)
        let segment = try model.segment(sealedCount: 4_990)
        let view = segment.segment.publish()
        #expect(view.sealedCount == segment.sealed!.rows.count && view.growingStart == 8_192)
        #expect(view.count == 8_192 + 10)
        #expect(view.liveCount == model.items.count(where: \.isLive))
        #expect(view.liveOrdinals().count == view.liveCount)
        for field in Self.layouts.indices {
            #expect(view.liveCount(field: field) == model.items.count { $0.isLive && $0.vectors[field] != nil })
        }
        for (item, ordinal) in segment.ordinals.enumerated() {
            guard let ordinal else { continue }
            let expected = model.items[item]
            #expect(view.hasRow(ordinal) && view.isLive(ordinal) == expected.isLive)
            #expect(view.idHash(ordinal) == expected.idHash)
            #expect(view.similar(ordinal) == expected.similar)
            #expect(view.tags(ordinal).count == expected.tags.count)
            if expected.isLive { #expect(view.ordinals(ofIdHash: expected.idHash).contains(ordinal)) }
            for field in Self.layouts.indices {
                #expect(view.hasVector(field: field, ordinal) == (expected.vectors[field] != nil))
                #expect(
                    view.vector(field: field, ordinal) == expected.vectors[field].map { KernelSet.best.floats($0) })
            }
        }
    }

    @Test
    func `ordinals of the gap behind sealed rows are of nothing`() throws {
        let model = try Self.model(30, seed: 4)
        let segment = try model.segment(sealedCount: 20)
        let view = segment.segment.publish()
        let gap = [UInt32(view.sealedCount), 2_000, 4_095]
        var scratch = SearchScratch()
        let query = try PreparedQuery([1, 0, 0, 0, 1], layout: Self.layouts[0])
        for ordinal in gap {
            #expect(!view.hasRow(ordinal) && !view.isLive(ordinal) && view.presence(ordinal) == 0)
            #expect(view.idHash(ordinal) == 0 && view.tags(ordinal).isEmpty && view.similar(ordinal).isEmpty)
            #expect(view.vector(field: 0, ordinal) == nil && view.pairSimilarity(field: 0, ordinal, 0) == nil)
            #expect(!segment.segment.delete(ordinal))
        }
        #expect(view.rows(field: 0, gap) == [UInt16](repeating: 0, count: 3 * 32))
        let mixed = [0] + gap + [4_096]
        let scores = view.similarities(field: 0, query: query, ordinals: mixed, scratch: &scratch)
        #expect(scores.count == 5 && scores[1...3].allSatisfy { $0 == nil })
        #expect(scores[0] == view.similarities(field: 0, query: query, ordinals: [0], scratch: &scratch)[0])
        #expect(try view.compile(OrdinalFilter(noneTags: [400]))!.count == view.liveCount)
        #expect(view.ordinals(ofIdHash: 0).isEmpty)
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `exact search and filters answer over sealed rows what they answer in memory`(seed: UInt64) throws {
        var model = try Self.model(4_300, seed: seed)
        let sealed = try model.segment(sealedCount: 4_200, deadAfter: [3, 17, 4_000, 4_250])
        let plain = try model.segment(sealedCount: 0, deadAfter: [3, 17, 4_000, 4_250])
        let (left, right) = (sealed.segment.publish(), plain.segment.publish())
        // In memory tags have the numbers of the order in which they first came, dead rows included.
        var names: [String] = []
        for item in model.items {
            for tag in item.tags where !names.contains("tag \(tag)") { names.append("tag \(tag)") }
        }
        var scratch = SearchScratch()
        for round in 0..<20 {
            let tags = (0..<3).map { _ in
                "tag \(UInt32.random(in: 0..<UInt32(CodedModel.tagCount), using: &model.random))"
            }
            let some = (0..<300).map { _ in model.items.randomElement(using: &model.random)!.idHash }
            func filter(_ numbers: [String]) -> OrdinalFilter {
                let numbers = tags.compactMap { tag in numbers.firstIndex(of: tag).map { UInt32($0) } }
                return OrdinalFilter(
                    anyTags: round % 2 == 0 ? [numbers] : [], noneTags: round % 3 == 0 ? [numbers[0]] : [],
                    onlyIdHashes: round % 5 == 0 ? some : nil, excludedIdHashes: Array(some.prefix(20)))
            }
            let leftAllowed = try left.compile(filter(sealed.sealed!.rows.tagNames))!
            let rightAllowed = try right.compile(filter(names))!
            #expect(leftAllowed.count == rightAllowed.count)
            for (field, layout) in Self.layouts.enumerated() {
                let query = try PreparedQuery(CodedModel.vector(layout, &model.random), layout: layout)
                let leftFound = try left.nearest(
                    field: field, query: query, allowed: leftAllowed, count: 50, scratch: &scratch)
                let rightFound = try right.nearest(
                    field: field, query: query, allowed: rightAllowed, count: 50, scratch: &scratch)
                #expect(sealed.items(leftFound) == plain.items(rightFound), "round \(round), field \(field)")
                #expect(leftFound.map(\.score) == rightFound.map(\.score))
            }
        }
    }

    @Test
    func `sealing what stands on sealed rows keeps what lives`() throws {
        var model = try Self.model(300, seed: 7)
        let first = try model.segment(sealedCount: 200, deadAfter: [0, 10, 250])
        for item in [0, 10, 250] { model.items[item].isLive = false }
        let path = first.sealed!.directory.appending("2.rows")
        let names = first.sealed!.rows.tagNames
        let itemOf = Dictionary(
            uniqueKeysWithValues: first.ordinals.enumerated().compactMap { item, ordinal in
                ordinal.map { ($0, item) }
            })
        let summary = try SealedRows.write(
            first.segment.publish(), to: path,
            names: { $0.map { (model.items[itemOf[$0]!].id, version: CodedModel.version(UInt32(itemOf[$0]!))) } },
            tagName: { Int($0) < names.count ? names[Int($0)] : "later \($0)" })
        let rows = try SealedRows(path: path, layouts: Self.layouts)
        let live = model.items.indices.filter { model.items[$0].isLive }
        #expect(summary.rowCount == live.count && rows.hash == summary.hash)
        for (ordinal, item) in live.enumerated() {
            #expect(rows.id(UInt32(ordinal)) == model.items[item].id)
            #expect(summary.ordinals[Int(first.ordinals[item]!)] == UInt32(ordinal))
            #expect(rows.halves(field: 1, UInt32(ordinal)) == model.items[item].vectors[1])
        }
    }

    @Test(arguments: 1...8)
    func `sealing that is cancelled at any moment leaves no file`(questionCount: Int) throws {
        let model = try Self.model(50, seed: 8)
        let directory = TemporaryDirectory()
        let view = try model.segment(sealedCount: 0).segment.publish()
        var asked = 0
        #expect(throws: IndexingError.cancelled) {
            try SealedRows.write(
                view, to: directory.appending("a"), names: { $0.map { ("\($0)", version: UInt64($0) + 1) } },
                tagName: { "\($0)" },
                isCancelled: {
                    asked += 1
                    return asked >= questionCount
                })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    }

    @Test
    func `rows of other fields are refused`() throws {
        let sealed = try Self.model(20, seed: 9).seal(20)
        let path = sealed.rows.path
        let others = [
            [Self.layouts[0]], Self.layouts + Self.layouts, Self.layouts.reversed(),
            [Self.layouts[0], FieldLayout(dimension: 40, metric: .cosine)],
        ]
        for layouts in others {
            #expect(throws: IndexingError.rowsOfOtherFields(path: path)) {
                try SealedRows(path: path, layouts: layouts)
            }
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted))
    func `a full disk refuses the file and keeps nothing of it`() throws {
        let disk = try #require(SmallDisk(byteCount: 64 << 10))
        let view = try Self.model(1_000, seed: 10).segment(sealedCount: 0).segment.publish()
        #expect(throws: IndexingError.file(.refused(path: disk.path + "/a.part", errorNumber: ENOSPC))) {
            try SealedRows.write(
                view, to: disk.path + "/a", names: { $0.map { ("\($0)", version: UInt64($0) + 1) } },
                tagName: { "\($0)" })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
    }
}
