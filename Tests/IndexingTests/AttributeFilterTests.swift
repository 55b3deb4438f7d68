import Ground
import Indexing
import Kernels
import Testing
import TrialGround
import TrialSearch
import Vocabulary

/// Filters by tag and attribute over rows in memory, sealed rows, and both, against a look at every item.
struct AttributeFilterTests {
    private static let layouts = [FieldLayout(dimension: 1, metric: .innerProduct)]

    private struct Trial {
        struct Item {
            var tags: Set<UInt32>
            var attributes: [Attribute]
            var isLive = true
        }

        var random: SeededRandom
        /// In the order of ordinals.
        var items: [Item] = []
        let directory = TemporaryDirectory()

        init(seed: UInt64) {
            random = SeededRandom(seed: seed)
        }

        private mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

        /// Few years, as many prices as items, rare and frequent texts, and one name with values of several kinds.
        mutating func item() -> Item {
            var attributes: [Attribute] = []
            if !once(in: 10) {
                attributes.append(Attribute(name: "year", value: .integer(.random(in: 1980...2020, using: &random))))
            }
            if !once(in: 5) {
                attributes.append(Attribute(name: "price", value: .real(.random(in: -10...1_000, using: &random))))
            }
            if !once(in: 3) {
                let license = once(in: 40) ? "cc-by" : ["cc0", "mit"].randomElement(using: &random)!
                attributes.append(Attribute(name: "license", value: .text(license)))
            }
            if once(in: 2) {
                attributes.append(
                    Attribute(name: "any", value: AttributeTests.values.randomElement(using: &random)!))
            }
            let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                once(in: 2) ? UInt32.random(in: 0..<3, using: &random) : UInt32.random(in: 3..<40, using: &random)
            }
            return Item(tags: Set(tags), attributes: attributes)
        }

        mutating func append(_ count: Int, to segment: GrowingSegment) throws {
            for _ in 0..<count {
                let item = item()
                _ = try segment.append(
                    idHash: UInt64(items.count), vectors: [[0x3C00]], tags: Array(item.tags),
                    attributes: item.attributes.compactMap { AttributeEntry($0) })
                items.append(item)
            }
        }

        /// Deletes about a share of the living items in `segment`, whose ordinals are `ordinals` by item.
        mutating func delete(_ share: Int, of segment: GrowingSegment, _ ordinals: [UInt32]) {
            for place in items.indices where items[place].isLive && once(in: share) {
                items[place].isLive = false
                segment.delete(ordinals[place])
            }
        }

        /// The living items as a file, and a segment over it. The dead ones are forgotten.
        mutating func seal(_ segment: GrowingSegment, _ name: String, tagNames: [UInt32]) throws -> SealedRows {
            items.removeAll { !$0.isLive }
            let path = directory.appending(name)
            _ = try SealedRows.write(
                segment.publish(), to: path, names: { $0.map { ("\($0)", version: UInt64($0) + 1) } },
                tagName: { "\(tagNames.isEmpty ? $0 : tagNames[Int($0)])" })
            return try SealedRows(path: path, layouts: AttributeFilterTests.layouts)
        }

        mutating func clause() -> AttributeClause {
            func range(_ name: String, _ all: ClosedRange<Double>) -> AttributeClause {
                let bounds = [Double.random(in: all, using: &random), .random(in: all, using: &random)].sorted()
                let hasMinimum = once(in: 2)
                return AttributeClause(
                    name: name, minimum: hasMinimum ? bounds[0] : nil,
                    maximum: hasMinimum && once(in: 2) ? nil : bounds[1])
            }
            switch Int.random(in: 0..<5, using: &random) {
            case 0: return range("year", 1_975...2_025)
            case 1: return range("price", -20...1_010)
            case 2:
                let texts = ["cc0", "cc-by", "mit", "none"].shuffled(using: &random).prefix(once(in: 2) ? 1 : 2)
                return AttributeClause(name: "license", any: texts.map { Attribute(value: .text($0)) })
            case 3:
                let years = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    Attribute(value: .integer(.random(in: 1980...2025, using: &random)))
                }
                return AttributeClause(name: "year", any: years)
            default:
                return AttributeClause(
                    name: "any", any: [Attribute(value: AttributeTests.values.randomElement(using: &random)!)])
            }
        }

        /// Checks `view`, in which item i has ordinal `ordinals[i]`, with random filters.
        ///
        /// - Parameter tagNumbers: of the view, by tag of the items.
        mutating func check(
            _ view: SegmentView, _ ordinals: [UInt32], tagNumbers: [UInt32: UInt32]?, _ remark: Comment
        ) throws {
            for _ in 0..<25 {
                let clauses = (0..<Int.random(in: 1...2, using: &random)).map { _ in clause() }
                var any: [Set<UInt32>] = []
                if once(in: 2) {
                    any = [
                        Set(
                            (0..<Int.random(in: 1...8, using: &random)).map { _ in .random(in: 0..<40, using: &random) }
                        )
                    ]
                }
                let none: Set<UInt32> = once(in: 2) ? [.random(in: 0..<5, using: &random), 17] : []
                func numbers(_ tags: Set<UInt32>) -> [UInt32] {
                    guard let tagNumbers else { return Array(tags) }
                    return tags.compactMap { tagNumbers[$0] }
                }
                let filter = OrdinalFilter(
                    anyTags: any.map(numbers), noneTags: numbers(none),
                    attributes: clauses.map { AttributeRange.ranges(of: $0) })
                let expected = items.indices.filter { place in
                    let item = items[place]
                    return item.isLive && any.allSatisfy { !$0.isDisjoint(with: item.tags) }
                        && none.isDisjoint(with: item.tags)
                        && clauses.allSatisfy { clause in
                            item.attributes.contains {
                                $0.name == clause.name && Oracle.holds(clause, $0.value!)
                            }
                        }
                }
                // What comes again is remembered from the second time on.
                for _ in 0..<3 {
                    let found = try view.compile(filter)
                    #expect(
                        found.map { Array($0) } == expected.map { ordinals[$0] }, "\(remark) \(clauses) \(any) \(none)")
                    #expect(found?.count == expected.count, remark)
                }
            }
        }
    }

    private static func ordinals(_ sealedCount: Int, _ growingStart: Int, _ count: Int) -> [UInt32] {
        (0..<count).map { UInt32($0 < sealedCount ? $0 : growingStart + $0 - sealedCount) }
    }

    private static func tagNumbers(_ rows: SealedRows) -> [UInt32: UInt32] {
        Dictionary(uniqueKeysWithValues: rows.tagNames.enumerated().map { (UInt32($1)!, UInt32($0)) })
    }

    @Test(arguments: [1, 2, 3] as [UInt64], [0, 700, 9_000])
    func `rows in memory answer filters as a look at each does`(seed: UInt64, count: Int) throws {
        var trial = Trial(seed: seed)
        let segment = GrowingSegment(layouts: Self.layouts)
        try trial.append(count, to: segment)
        let all = Self.ordinals(count, 0, count)
        try trial.check(segment.publish(), all, tagNumbers: nil, "all alive")
        trial.delete(4, of: segment, all)
        try trial.check(segment.publish(), all, tagNumbers: nil, "some dead")
    }

    @Test(arguments: [4, 5] as [UInt64], [500, 12_000])
    func `sealed rows, and those that follow, answer filters as a look at each does`(
        seed: UInt64, count: Int
    ) throws {
        var trial = Trial(seed: seed)
        let first = GrowingSegment(layouts: Self.layouts)
        try trial.append(count, to: first)
        trial.delete(7, of: first, Self.ordinals(count, 0, count))
        let rows = try trial.seal(first, "first", tagNames: [])
        let tagNumbers = Self.tagNumbers(rows)
        let segment = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
        let sealedCount = rows.count
        var all = Self.ordinals(sealedCount, segment.publish().growingStart, sealedCount)
        try trial.check(segment.publish(), all, tagNumbers: tagNumbers, "sealed")

        // Rows in memory: their tags have the numbers of the file.
        let start = segment.publish().growingStart
        for _ in 0..<5_000 {
            var item = trial.item()
            item.tags = item.tags.filter { tagNumbers[$0] != nil }
            _ = try segment.append(
                idHash: UInt64(trial.items.count), vectors: [[0x3C00]], tags: item.tags.map { tagNumbers[$0]! },
                attributes: item.attributes.compactMap { AttributeEntry($0) })
            trial.items.append(item)
        }
        all = Self.ordinals(sealedCount, start, trial.items.count)
        trial.delete(5, of: segment, all)
        try trial.check(segment.publish(), all, tagNumbers: tagNumbers, "sealed and growing, some dead")

        let again = try trial.seal(segment, "again", tagNames: rows.tagNames.map { UInt32($0)! })
        let view = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: again, codes: [], codebooks: [])
            .publish()
        try trial.check(
            view, Self.ordinals(again.count, 0, again.count), tagNumbers: Self.tagNumbers(again), "sealed again")
    }

    @Test func `a file without attributes is told them, and answers as one that has them`() throws {
        var trial = Trial(seed: 9)
        let segment = GrowingSegment(layouts: Self.layouts)
        try trial.append(6_000, to: segment)
        let rows = try trial.seal(segment, "new", tagNames: [])
        let file = try SectionedFile(path: rows.path, kind: "ROWS")
        let writer = try SectionedFileWriter(path: trial.directory.appending("old"), kind: "ROWS")
        for name in file.sectionNames where !name.hasPrefix("column") && !name.hasPrefix("value") {
            try writer.begin(name, isPageAligned: name.hasPrefix("vectors"))
            try writer.append(file.section(name))
        }
        _ = try writer.finish()
        let old = try SealedRows(path: trial.directory.appending("old"), layouts: Self.layouts)
        #expect(rows.hasAttributes && !old.hasAttributes)
        var told: [(entry: AttributeEntry, ordinal: UInt32)] = []
        for (ordinal, item) in trial.items.enumerated() {
            for entry in item.attributes.compactMap({ AttributeEntry($0) }) {
                told.append((entry, UInt32(ordinal)))
            }
        }
        var list = AttributeList()
        for (entry, ordinal) in told.shuffled(using: &trial.random) { list.append(entry, ordinal: ordinal) }
        old.setAttributes(list)
        #expect(old.hasAttributes)
        let view = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: old, codes: [], codebooks: [])
            .publish()
        try trial.check(view, Self.ordinals(6_000, 0, 6_000), tagNumbers: Self.tagNumbers(old), "told")
    }

    @Test func `a view keeps what it saw when rows are added and deleted after`() throws {
        let segment = GrowingSegment(layouts: Self.layouts)
        let entry = AttributeEntry(column: 1, value: 5)
        let range = AttributeRange(column: 1, values: 4...6)
        let first = try segment.append(idHash: 1, vectors: [nil], attributes: [entry])
        let before = segment.publish()
        segment.delete(first)
        let second = try segment.append(idHash: 1, vectors: [nil], attributes: [AttributeEntry(column: 1, value: 6)])
        let filter = OrdinalFilter(attributes: [[range]])
        #expect(try before.compile(filter).map { Array($0) } == [first])
        #expect(try segment.publish().compile(filter).map { Array($0) } == [second])
    }

    @Test func `a clause without ranges allows nothing`() throws {
        let segment = GrowingSegment(layouts: Self.layouts)
        _ = try segment.append(idHash: 1, vectors: [nil], attributes: [AttributeEntry(column: 1, value: 5)])
        #expect(try segment.publish().compile(OrdinalFilter(attributes: [[]]))?.isEmpty == true)
    }

    /// 1,024 ranges of values and of one value, some of them the same, some the end of another.
    private static func ranges(_ random: inout SeededRandom) -> [AttributeRange] {
        (0..<1_024).map { _ in
            let first = UInt64.random(in: 0..<30_000, using: &random)
            let length = Bool.random(using: &random) ? 0 : UInt64.random(in: 0..<20, using: &random)
            return AttributeRange(column: .random(in: 1...4, using: &random), values: first...first + length)
        }
    }

    @Test(arguments: [1, 2] as [UInt64], [4_095, 9_000])
    func `a clause of a thousand ranges is answered as a look at each row does`(seed: UInt64, count: Int) throws {
        let directory = TemporaryDirectory()
        var random = SeededRandom(seed: seed)
        let segment = GrowingSegment(layouts: Self.layouts)
        var entries: [[AttributeEntry]] = []
        for number in 0..<count {
            entries.append(
                (1...4).map { AttributeEntry(column: $0, value: .random(in: 0..<30_000, using: &random)) })
            _ = try segment.append(idHash: UInt64(number), vectors: [nil], attributes: entries[number])
        }
        let path = directory.appending("rows")
        _ = try SealedRows.write(
            segment.publish(), to: path, names: { $0.map { ("\($0)", version: UInt64($0) + 1) } }, tagName: { "\($0)" })
        let rows = try SealedRows(path: path, layouts: Self.layouts)
        let sealed = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
        let clauses = [Self.ranges(&random), Self.ranges(&random)]
        let expected = entries.indices.filter { number in
            clauses.allSatisfy { ranges in
                let wanted = Dictionary(grouping: ranges, by: \.column)
                return entries[number].contains { entry in
                    wanted[entry.column]?.contains { $0.values.contains(entry.value) } ?? false
                }
            }
        }
        #expect(!expected.isEmpty && expected.count < count)
        for view in [segment.publish(), sealed.publish()] {
            let found = try view.compile(OrdinalFilter(attributes: clauses))
            #expect(found.map { $0.map { Int($0) } } == expected)
        }
    }

    @Test func `compiling a filter stops wherever it is told to`() throws {
        var trial = Trial(seed: 11)
        let first = GrowingSegment(layouts: Self.layouts)
        try trial.append(700, to: first)
        let rows = try trial.seal(first, "rows", tagNames: [])
        let segment = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
        // Two chunks in memory.
        for number in 0..<5_000 { _ = try segment.append(idHash: UInt64(number), vectors: [nil], tags: [1]) }
        let view = segment.publish()
        let filter = OrdinalFilter(
            anyTags: [[0, 1], [2]], noneTags: [3], attributes: [[AttributeRange(column: 1, values: 0...9)], []])
        var askCount = 0
        _ = try view.compile(filter) {
            askCount += 1
            return false
        }
        // Sealed tags and ranges, the chunks of five clauses, and the end.
        #expect(askCount == 4 + 1 + 5 * 2 + 1)
        for last in 0..<askCount {
            var asked = 0
            #expect(throws: IndexingError.cancelled) {
                try view.compile(filter) {
                    asked += 1
                    return asked > last
                }
            }
            #expect(asked == last + 1)
        }
    }

    /// Names whose hashes are equal make one column of two attributes.
    @Test(arguments: [100, 5_000])
    func `an item that has two values in one column is found by both, sealed and sealed again`(count: Int) throws {
        let directory = TemporaryDirectory()
        let segment = GrowingSegment(layouts: Self.layouts)
        func values(_ number: Int) -> [UInt64] {
            number % 500 == 7 ? [UInt64(number), UInt64(count - number)] : [UInt64(number)]
        }
        for number in 0..<count {
            _ = try segment.append(
                idHash: UInt64(number), vectors: [nil],
                attributes: values(number).map { AttributeEntry(column: 1, value: $0) })
        }
        var view = segment.publish()
        for name in ["first", "again"] {
            for first in stride(from: 0, to: count, by: count / 20) {
                for length in [0, count / 10, count / 2] {
                    let range = AttributeRange(column: 1, values: UInt64(first)...UInt64(first + length))
                    let found = try view.compile(OrdinalFilter(attributes: [[range]]))
                    let expected = (0..<count).filter { values($0).contains { range.values.contains($0) } }
                    #expect(found.map { $0.map { Int($0) } } == expected, "\(name) \(range)")
                }
            }
            let path = directory.appending(name)
            _ = try SealedRows.write(
                view, to: path, names: { $0.map { ("\($0)", version: UInt64($0) + 1) } }, tagName: { "\($0)" })
            let rows = try SealedRows(path: path, layouts: Self.layouts)
            view = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
                .publish()
        }
    }
}
