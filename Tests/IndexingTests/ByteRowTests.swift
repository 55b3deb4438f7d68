import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import TrialSearch
import Vocabulary

@testable import Indexing

/// Candidates compared by rows of bytes, held to `PlainBytes`.
struct ByteRowTests {
    private static func model(_ metric: Metric, _ dimension: Int, count: Int, seed: UInt64) throws -> CodedModel {
        let layout = FieldLayout(dimension: dimension, metric: metric)
        let plan = TrainingPlan(listCount: 3, partCount: 2, coarseIterationCount: 2, partIterationCount: 2)
        var model = try CodedModel(layouts: [layout, layout], plans: [plan, plan], seed: seed)
        try model.append(count)
        // A vector of finer numbers than the model's own.
        for item in 0..<count where item % 2 == 0 {
            let vector = (0..<dimension).map { _ in Float.random(in: -3...3, using: &model.random) }
            model.items[item].vectors[0] = try layout.encode(vector)
        }
        return model
    }

    private static func plain(_ codebook: Codebook) -> PlainBytes {
        PlainBytes(centre: codebook.metric == .l2 ? Array(codebook.centre) : nil)
    }

    @Test(arguments: Metric.allCases, [2, 13, 64, 100])
    func `candidates are worth what their rows stand for, sealed and growing, on every instruction set`(
        metric: Metric, dimension: Int
    ) throws {
        var model = try Self.model(metric, dimension, count: 90, seed: UInt64(dimension))
        let sealed = try model.seal(60, hasByteRows: true)
        let bytes = Self.plain(model.codebooks[0]!)
        for set in InstructionSet.allCases.filter(\.isSupported) {
            let segment = try model.segment(sealed, kernels: KernelSet(set))
            let view = segment.segment.publish()
            var scratch = SearchScratch()
            for _ in 0..<5 {
                let query = try PreparedQuery(
                    CodedModel.vector(model.layouts[0], &model.random), layout: model.layouts[0])
                let ordinals = segment.ordinals.compactMap { $0 }
                let found = view.similarities(
                    field: 0, query: view.reranking(query, field: 0), ordinals: ordinals, scratch: &scratch)
                let expected = model.items.map { item in
                    item.vectors[0].map { halves in
                        bytes.similarity(query.vector, halves.map { Float(Float16(bitPattern: $0)) })
                    }
                }
                #expect(ordinals.count == model.items.count)
                #expect(found.map { $0?.bitPattern } == expected.map { $0?.bitPattern }, "\(set)")
            }
        }
    }

    @Test(arguments: Metric.allCases, [2, 3] as [UInt64])
    func `rows of bytes differ from vectors by little`(metric: Metric, seed: UInt64) throws {
        var model = try Self.model(metric, 96, count: 80, seed: seed)
        let view = try model.segment(model.seal(80, hasByteRows: true)).segment.publish()
        var scratch = SearchScratch()
        let ordinals = view.liveOrdinals()
        let query = try PreparedQuery(CodedModel.vector(model.layouts[0], &model.random), layout: model.layouts[0])
        let rounded = view.similarities(
            field: 0, query: view.reranking(query, field: 0), ordinals: ordinals, scratch: &scratch)
        let exact = view.similarities(field: 0, query: query, ordinals: ordinals, scratch: &scratch)
        #expect(rounded != exact)
        for (ordinal, (rounded, exact)) in zip(ordinals, zip(rounded, exact)) {
            guard let vector = view.vector(field: 0, ordinal) else { continue }
            // Half a step a component, in the direction of the query.
            let step = vector.map(abs).max()! / 127
            let length = query.vector.map { $0 * $0 }.reduce(0, +).squareRoot()
            let margin = 2 * (metric == .l2 ? length + 30 : length) * step * Float(96).squareRoot()
            #expect(abs(rounded! - exact!) <= margin)
        }
    }

    @Test
    func `exact searches, and fields without rows of bytes, compare vectors`() throws {
        var model = try Self.model(.cosine, 13, count: 50, seed: 4)
        let sealed = try model.seal(40)
        let with = try model.seal(40, hasByteRows: true)
        let mixed = CodedModel.Sealed(
            count: 40, rows: with.rows,
            codes: [
                with.codes[0],
                try SealedCodes(
                    path: Self.codesOfField1(of: with, model), rows: with.rows, field: 1,
                    codebook: model.codebooks[1]!),
            ],
            ordinals: with.ordinals, directory: with.directory)
        let (plain, bytes) = try (model.segment(sealed).segment.publish(), model.segment(mixed).segment.publish())
        #expect(bytes.hasByteRows(field: 0) && !bytes.hasByteRows(field: 1) && !plain.hasByteRows(field: 0))
        var scratch = SearchScratch()
        let query = try PreparedQuery(CodedModel.vector(model.layouts[0], &model.random), layout: model.layouts[0])
        let ordinals = plain.liveOrdinals()
        for field in 0...1 {
            #expect(
                try plain.nearest(field: field, query: query, count: 50, scratch: &scratch)
                    == bytes.nearest(field: field, query: query, count: 50, scratch: &scratch))
        }
        #expect(
            plain.similarities(
                field: 1, query: plain.reranking(query, field: 1), ordinals: ordinals, scratch: &scratch)
                == bytes.similarities(
                    field: 1, query: bytes.reranking(query, field: 1), ordinals: ordinals, scratch: &scratch))
    }

    private static func codesOfField1(of sealed: CodedModel.Sealed, _ model: CodedModel) throws -> String {
        let path = sealed.directory.appending("plain.codes")
        _ = try SealedCodes.write(
            rows: sealed.rows, field: 1, codebook: model.codebooks[1]!, to: path, kernels: .best,
            team: CodedModel.team)
        return path
    }

    @Test
    func `rows of bytes are the same with any number of threads and any instruction set`() throws {
        let model = try Self.model(.l2, 13, count: 700, seed: 5)
        let sealed = try model.seal(700, hasByteRows: true)
        for (number, set) in InstructionSet.allCases.filter(\.isSupported).enumerated() {
            let hash = try SealedCodes.write(
                rows: sealed.rows, field: 0, codebook: model.codebooks[0]!, hasByteRows: true,
                to: sealed.directory.appending("\(number)"), kernels: KernelSet(set),
                team: WorkTeam(name: "codes", threadCount: 1 + number % 3))
            #expect(hash == sealed.codes[0]!.hash)
        }
    }

    @Test(arguments: [(Metric.cosine, 384, 388), (.l2, 384, 392), (.innerProduct, 33, 68)])
    func `a row takes a byte a dimension, and four or eight besides`(
        metric: Metric, dimension: Int, byteCount: Int
    ) throws {
        let model = try Self.model(metric, dimension, count: 20, seed: 6)
        let sealed = try model.seal(20, hasByteRows: true)
        #expect(sealed.codes[0]!.byteRowsByteCount == 20 * byteCount)
        #expect(try model.seal(20).codes[0]!.byteRowsByteCount == 0)
    }

    @Test
    func `a vector and a query of zeros are worth nothing`() throws {
        let layout = FieldLayout(dimension: 4, metric: .innerProduct)
        let plan = TrainingPlan(listCount: 1, partCount: 1, coarseIterationCount: 1, partIterationCount: 1)
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: 8)
        model.missingRate = 1_000_000
        try model.append(3, copyRate: 1_000_000)
        model.items[1].vectors = [[0, 0, 0, 0]]
        let view = try model.segment(model.seal(3, hasByteRows: true)).segment.publish()
        var scratch = SearchScratch()
        func similarities(_ query: [Float]) throws -> [Float?] {
            let prepared = try view.reranking(PreparedQuery(query, layout: layout), field: 0)
            return view.similarities(field: 0, query: prepared, ordinals: [0, 1, 2], scratch: &scratch)
        }
        #expect(try similarities([1, 2, 3, 4])[1] == 0)
        #expect(try similarities([0, 0, 0, 0]) == [0, 0, 0])
    }

    @Test
    func `rows of bytes of a wrong length are refused`() throws {
        let model = try Self.model(.cosine, 5, count: 30, seed: 9)
        let sealed = try model.seal(30, hasByteRows: true)
        let source = try SectionedFile(path: sealed.codes[0]!.path, kind: SealedCodes.kind)
        for short in [SealedCodes.byteSection, SealedCodes.byteFactSection] {
            let path = sealed.directory.appending("short")
            let writer = try SectionedFileWriter(path: path, kind: SealedCodes.kind)
            for name in source.sectionNames {
                try writer.begin(name)
                try writer.append(contentsOf: Array(source.section(name).dropLast(name == short ? 4 : 0)))
            }
            _ = try writer.finish()
            #expect(throws: IndexingError.inconsistent(path: path, section: short)) {
                try SealedCodes(path: path, rows: sealed.rows, field: 0, codebook: model.codebooks[0]!)
            }
        }
    }
}
