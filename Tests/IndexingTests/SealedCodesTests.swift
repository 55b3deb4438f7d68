import Foundation
import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@testable import Indexing

/// Files of rows and codes: what they cost, and what happens to those that were changed.
struct SealedCodesTests {
    static let layout = FieldLayout(dimension: 6, metric: .l2)
    static let plan = TrainingPlan(listCount: 3, partCount: 2, coarseIterationCount: 2, partIterationCount: 2)

    private static func model(_ count: Int, seed: UInt64, isSpilled: Bool = false) throws -> CodedModel {
        var plan = plan
        if isSpilled { plan.spillWeight = 1.5 }
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: seed)
        try model.append(count)
        return model
    }

    @Test(arguments: [false, true])
    func `codes are the same bytes with any number of threads and any instruction set`(isSpilled: Bool) throws {
        let model = try Self.model(3_000, seed: 1, isSpilled: isSpilled)
        let sealed = try model.seal(3_000)
        for (number, set) in InstructionSet.allCases.filter(\.isSupported).enumerated() {
            let hash = try SealedCodes.write(
                rows: sealed.rows, field: 0, codebook: model.codebooks[0]!,
                to: sealed.directory.appending("\(number)"), kernels: KernelSet(set),
                team: WorkTeam(name: "codes", threadCount: 1 + number % 3))
            #expect(hash == sealed.codes[0]!.hash)
        }
    }

    @Test
    func `encoding tells its progress, and stops when it is told to`() throws {
        let model = try Self.model(3_000, seed: 2)
        let sealed = try model.seal(3_000)
        let path = sealed.directory.appending("again")
        var progress: [Int] = []
        func write(_ isCancelled: @escaping () -> Bool) throws {
            _ = try SealedCodes.write(
                rows: sealed.rows, field: 0, codebook: model.codebooks[0]!, to: path, kernels: .best,
                team: CodedModel.team, progress: { progress.append($0) }, isCancelled: isCancelled)
        }
        for limit in 1...4 {
            var asked = 0
            #expect(throws: IndexingError.cancelled) {
                try write {
                    asked += 1
                    return asked >= limit
                }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        progress = []
        try write { false }
        #expect(progress.last == sealed.rows.count && progress == progress.sorted())
    }

    @Test
    func `codes of another codebook, of other rows and of another field are refused`() throws {
        let model = try Self.model(60, seed: 3)
        let sealed = try model.seal(60)
        let path = sealed.codes[0]!.path
        let other = try Self.model(60, seed: 4)
        let otherSealed = try other.seal(60)
        #expect(throws: IndexingError.codesOfAnotherCodebook(path: path)) {
            try SealedCodes(path: path, rows: sealed.rows, field: 0, codebook: other.codebooks[0]!)
        }
        #expect(throws: IndexingError.codesOfOtherRows(path: path)) {
            try SealedCodes(path: path, rows: otherSealed.rows, field: 0, codebook: model.codebooks[0]!)
        }
        var two = try CodedModel(layouts: [Self.layout, Self.layout], plans: [Self.plan, nil], seed: 3)
        try two.append(60)
        let twoSealed = try two.seal(60)
        let twoPath = twoSealed.codes[0]!.path
        #expect(throws: IndexingError.codesOfOtherRows(path: twoPath)) {
            try SealedCodes(path: twoPath, rows: twoSealed.rows, field: 1, codebook: two.codebooks[0]!)
        }
        #expect(throws: IndexingError.file(.foreign(path: sealed.rows.path))) {
            try SealedCodes(path: sealed.rows.path, rows: sealed.rows, field: 0, codebook: model.codebooks[0]!)
        }
    }

    @Test
    func `a field whose sealed rows have no codes stays exact`() throws {
        let model = try Self.model(40, seed: 5)
        let sealed = try model.seal(40)
        let segment = GrowingSegment(
            layouts: model.layouts, kernels: .best, sealed: sealed.rows, codes: [nil], codebooks: model.codebooks)
        _ = try segment.append(idHash: 1, vectors: model.items[0].vectors)
        #expect(segment.publish().codebook(field: 0) == nil)
    }

    @Test
    func `rows without any vector have codes of no entry`() throws {
        var model = try CodedModel(layouts: [Self.layout], plans: [Self.plan], seed: 6)
        model.missingRate = 1
        try model.append(20)
        let sealed = try model.seal(20)
        #expect(sealed.codes[0]!.count == 0 && sealed.rows.count == 20)
        let view = try model.segment(sealed).segment.publish()
        var scratch = SearchScratch()
        let query = try PreparedQuery([1, 2, 3, 4, 5, 6], layout: Self.layout)
        let answer = try view.nearest(field: 0, query: query, lists: [0, 1, 2], count: 5, scratch: &scratch)
        #expect(answer == ProbeAnswer(neighbors: [], plannedCount: 0, matchedCount: 0))
    }

    @Test(arguments: [(64, 8), (384, 48)])
    func `codes take at most a fifth more than m + 4 bytes a vector`(dimension: Int, partCount: Int) throws {
        let layout = FieldLayout(dimension: dimension, metric: .cosine)
        let plan = TrainingPlan(
            listCount: 8, partCount: partCount, coarseIterationCount: 2, partIterationCount: 1)
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: 7)
        model.missingRate = 1_000_000
        let segment = GrowingSegment(layouts: [layout])
        let count = 8 * 256
        for number in 0..<count {
            _ = try segment.append(
                idHash: UInt64(number), vectors: [layout.encode(CodedModel.vector(layout, &model.random))])
        }
        let directory = TemporaryDirectory()
        _ = try SealedRows.write(
            segment.publish(), to: directory.appending("rows"),
            names: { $0.map { ("\($0)", version: UInt64($0) + 1) } }, tagName: { "\($0)" })
        let rows = try SealedRows(path: directory.appending("rows"), layouts: [layout])
        let path = directory.appending("codes")
        _ = try SealedCodes.write(
            rows: rows, field: 0, codebook: model.codebooks[0]!, to: path, kernels: .best, team: CodedModel.team)
        let file = try SectionedFile(path: path, kind: SealedCodes.kind)
        let byteCount = try ["codes", "ordinals", "starts", "offsets"].reduce(0) { try $0 + file.section($1).count }
        let figure = Double(byteCount) / Double(count)
        #expect(figure <= 1.2 * Double(partCount + 4), "\(figure) bytes a vector")
    }

    // Changed files.

    /// Opens both files and uses everything in them; false when they are refused.
    private static func use(_ model: CodedModel, rowsPath: String, codesPath: String, isVerified: Bool) throws -> Bool {
        do {
            let rows: SealedRows
            let codes: SealedCodes
            if isVerified {
                rows = try SealedRows(path: rowsPath, layouts: model.layouts)
                codes = try SealedCodes(path: codesPath, rows: rows, field: 0, codebook: model.codebooks[0]!)
            } else {
                rows = try SealedRows(SectionedFile(path: rowsPath, kind: SealedRows.kind), layouts: model.layouts)
                codes = try SealedCodes(
                    SectionedFile(path: codesPath, kind: SealedCodes.kind), rows: rows, field: 0,
                    codebook: model.codebooks[0]!)
            }
            let segment = GrowingSegment(
                layouts: model.layouts, kernels: .best, sealed: rows, codes: [codes], codebooks: model.codebooks)
            let view = segment.publish()
            var scratch = SearchScratch()
            let query = try PreparedQuery([1, 2, 3, 4, 5, 6], layout: layout)
            _ = try view.nearest(field: 0, query: query, lists: [0, 1, 2], count: 10, scratch: &scratch)
            _ = try view.nearest(field: 0, query: query, count: 10, scratch: &scratch)
            for ordinal in 0..<UInt32(rows.count) {
                _ = (view.tags(ordinal), view.similar(ordinal), rows.id(ordinal), rows.halves(field: 0, ordinal))
                _ = view.ordinals(ofIdHash: view.idHash(ordinal))
                _ = rows.ordinal(ofVersion: rows.version(ordinal))
            }
            _ = try view.compile(OrdinalFilter(anyTags: [Array(0..<40)]))
            return true
        } catch is IndexingError {
            return false
        } catch is SectionedFileError {
            return false
        }
    }

    @Test
    func `a row in three lists, twice in one or in none is refused, and in two where there is no spill`() throws {
        let model = try Self.model(70, seed: 10, isSpilled: true)
        let sealed = try model.seal(70)
        let path = sealed.codes[0]!.path
        let file = try SectionedFile(path: path, kind: SealedCodes.kind)
        let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let first = try file.section(SealedCodesFacts.rowsSection)
        let offset = try 4_096 + (file.section("ordinals").baseAddress! - first.baseAddress!)
        func lists(_ bytes: [UInt8]) throws -> [[UInt32]] {
            let starts = try Array(file.section("starts").bindMemory(to: UInt32.self))
            return (0..<3).map { list in
                (Int(starts[list])..<Int(starts[list + 1])).map { entry in
                    bytes[(offset + entry * 4)...].withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
                }
            }
        }
        func open(_ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(filePath: path))
            _ = try SealedCodes(
                SectionedFile(path: path, kind: SealedCodes.kind), rows: sealed.rows, field: 0,
                codebook: model.codebooks[0]!)
        }
        try open(whole)
        let before = try lists(whole)
        var random = SeededRandom(seed: 11)
        var refusedCount = 0
        for _ in 0..<300 {
            var bytes = whole
            let entry = Int.random(in: 0..<before.joined().count, using: &random)
            let row = UInt32.random(in: 0..<70, using: &random)
            let place = offset + entry * 4
            bytes.replaceSubrange(place..<place + 4, with: withUnsafeBytes(of: row) { Array($0) })
            let after = try lists(bytes)
            let counts = Dictionary(grouping: after.joined(), by: \.self).mapValues(\.count)
            let isWhole =
                after.allSatisfy { zip($0, $0.dropFirst()).allSatisfy(<) } && counts.values.allSatisfy { $0 <= 2 }
                && counts.count == sealed.codes[0]!.count
                && counts.keys.allSatisfy { sealed.rows.presence($0) & 1 != 0 }
            if isWhole {
                try open(bytes)
            } else {
                refusedCount += 1
                #expect(throws: IndexingError.inconsistent(path: path, section: "ordinals")) { try open(bytes) }
            }
        }
        #expect(refusedCount > 100)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a changed file is refused or serves without leaving its bounds, even where its hashes are right`(
        seed: UInt64
    ) throws {
        let model = try Self.model(70, seed: 8, isSpilled: seed % 2 == 0)
        let sealed = try model.seal(70)
        let (rowsPath, codesPath) = (sealed.rows.path, sealed.codes[0]!.path)
        #expect(try Self.use(model, rowsPath: rowsPath, codesPath: codesPath, isVerified: true))
        var random = SeededRandom(seed: seed)
        var refusedCount = 0
        for path in [rowsPath, codesPath] {
            let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
            for _ in 0..<250 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: 4_096..<bytes.count, using: &random)
                    let interesting: [UInt8] = [0, 1, 0x7f, 0x80, 0xff, bytes[place] &+ 1, bytes[place] ^ 0x10]
                    bytes[place] = interesting.randomElement(using: &random)!
                }
                try Data(bytes).write(to: URL(filePath: path))
                // A change that the hashes show is always refused.
                if bytes != whole {
                    #expect(try !Self.use(model, rowsPath: rowsPath, codesPath: codesPath, isVerified: true))
                }
                if try !Self.use(model, rowsPath: rowsPath, codesPath: codesPath, isVerified: false) {
                    refusedCount += 1
                }
            }
            try Data(whole).write(to: URL(filePath: path))
        }
        #expect(refusedCount > 50)
        #expect(try Self.use(model, rowsPath: rowsPath, codesPath: codesPath, isVerified: true))
    }

    @Test
    func `a section that contradicts itself is named`() throws {
        let model = try Self.model(70, seed: 9)
        let sealed = try model.seal(70)
        let path = sealed.rows.path
        let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let file = try SectionedFile(path: path, kind: SealedRows.kind)
        let first = try file.section("ids").baseAddress!
        let sections = ["versions", "id starts", "id order", "tag starts", "postings", "similar starts", "presence"]
        for name in sections {
            let section = try file.section(name)
            var bytes = whole
            // The last byte of the second number: too large for anything.
            let width = ["id order": 4, "postings": 4, "presence": 2][name] ?? 8
            bytes[4_096 + (section.baseAddress! - first) + 2 * width - 1] = 0xff
            try Data(bytes).write(to: URL(filePath: path))
            #expect(throws: IndexingError.inconsistent(path: path, section: name)) {
                try SealedRows(SectionedFile(path: path, kind: SealedRows.kind), layouts: model.layouts)
            }
            #expect(throws: IndexingError.file(.damaged(path: path, section: name))) {
                try SealedRows(path: path, layouts: model.layouts)
            }
        }
    }
}
