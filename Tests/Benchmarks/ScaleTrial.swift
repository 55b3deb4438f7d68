import ArgumentParser
import Foundation
import Ground
import Indexing
import Kernels
import Quantization
import Vocabulary

/// A compressed index of scattered vectors in a folder of its own. What is there of it already is not made again.
final class ScaleTrial {
    let layout: FieldLayout
    let codebook: Codebook
    /// Bytes of the file of codes (codes, ordinals, lists) and of the codebook.
    let byteCount: Int
    private let kernels: KernelSet
    private let view: SegmentView
    private let team: WorkTeam

    /// - Parameter sampleCount: rows to train with, evenly spread.
    init(
        _ base: HalfMatrix, count: Int, plan: TrainingPlan, noise: Float, sampleCount: Int, folder: String,
        threads: Int,
        kernels: KernelSet
    ) throws {
        self.kernels = kernels
        layout = FieldLayout(dimension: base.dimension, metric: .cosine)
        team = WorkTeam(name: "scale", threadCount: threads)
        let source = ScatteredRows(base, layout: layout, noise: noise, seed: plan.seed)
        let folder = "\(folder)/\(count)-\(noise)-\(plan.seed)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let rowsPath = "\(folder)/rows", model = "\(folder)/\(plan.listCount)-\(plan.partCount)"
        if !FileManager.default.fileExists(atPath: rowsPath) {
            try Self.writeRows(source, count: count, layout: layout, to: rowsPath, team: team, kernels: kernels)
        }
        let rows = try SealedRows(path: rowsPath, layouts: [layout])
        codebook = try Self.codebook(
            "\(model).codebook", plan, layout, source, count: count, sampleCount: min(count, sampleCount), team, kernels
        )
        if !FileManager.default.fileExists(atPath: "\(model).codes") {
            let clock = Progress("encoding", of: count)
            _ = try SealedCodes.write(
                rows: rows, field: 0, codebook: codebook, to: "\(model).codes", kernels: kernels, team: team,
                progress: { clock.tell($0) })
            clock.end()
        }
        let codes = try SealedCodes(path: "\(model).codes", rows: rows, field: 0, codebook: codebook)
        byteCount = codes.byteCount + codebook.bytes.count
        view = GrowingSegment(
            layouts: [layout], kernels: kernels, sealed: rows, codes: [codes], codebooks: [codebook]
        ).publish()
    }

    private static func writeRows(
        _ source: ScatteredRows, count: Int, layout: FieldLayout, to path: String, team: WorkTeam, kernels: KernelSet
    ) throws {
        let clock = Progress("scattering", of: count)
        let growing = GrowingSegment(layouts: [layout], kernels: kernels)
        for start in stride(from: 0, to: count, by: 16_384) {
            let range = start..<min(start + 16_384, count)
            for (place, row) in try rows(range.map { $0 }, of: source, team: team, kernels: kernels).enumerated() {
                _ = try growing.append(idHash: UInt64(start + place), vectors: [row])
            }
            clock.tell(range.upperBound)
        }
        clock.end()
        let written = Progress("writing", of: count)
        _ = try SealedRows.write(
            growing.publish(), to: path, names: { $0.map { (String($0), UInt64($0) + 1) } }, tagName: { String($0) })
        written.end()
    }

    private static func rows(
        _ numbers: [Int], of source: ScatteredRows, team: WorkTeam, kernels: KernelSet
    ) throws -> [[UInt16]] {
        let rows = Guarded([[UInt16]](repeating: [], count: numbers.count))
        let failure = Guarded<(any Error)?>(nil)
        team.forEachRange(count: numbers.count, grain: 512) { range in
            do {
                let some = try range.map { try source.row(numbers[$0], kernels: kernels) }
                rows.withLock { $0.replaceSubrange(range, with: some) }
            } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return rows.withLock { $0 }
    }

    private static func codebook(
        _ path: String, _ plan: TrainingPlan, _ layout: FieldLayout, _ source: ScatteredRows, count: Int,
        sampleCount: Int, _ team: WorkTeam, _ kernels: KernelSet
    ) throws -> Codebook {
        if let data = FileManager.default.contents(atPath: path) {
            let memory = AlignedMemory(byteCount: data.count)
            data.copyBytes(to: memory.bytes)
            return try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
        }
        let clock = Progress("training with \(sampleCount) vectors", of: 0)
        var sample: [UInt16] = []
        for start in stride(from: 0, to: sampleCount, by: 16_384) {
            let numbers = (start..<min(start + 16_384, sampleCount)).map { $0 * count / sampleCount }
            for row in try rows(numbers, of: source, team: team, kernels: kernels) {
                sample.append(contentsOf: row.prefix(layout.dimension))
            }
        }
        let codebook = try sample.withUnsafeBufferPointer {
            try Trainer.train(
                plan, dimension: layout.dimension, metric: layout.metric, sample: $0, stride: layout.dimension,
                sampleCount: sampleCount, team: team, kernels: kernels)
        }
        clock.end()
        try Data(codebook.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        return codebook
    }

    /// Of each query the ten nearest by comparing all, best first.
    func truth(of queries: [PreparedQuery]) throws -> [Set<UInt32>] {
        let clock = Progress("comparing all", of: queries.count)
        let found = Guarded([Set<UInt32>](repeating: [], count: queries.count))
        let failure = Guarded<(any Error)?>(nil)
        team.forEachRange(count: queries.count, grain: 1) { [view] range in
            var scratch = SearchScratch()
            do {
                for number in range {
                    let nearest = try view.nearest(field: 0, query: queries[number], count: 10, scratch: &scratch)
                    found.withLock { $0[number] = Set(nearest.map(\.ordinal)) }
                }
            } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        clock.end()
        return found.withLock { $0 }
    }

    /// The ten nearest by exact similarity among `candidateCount` by code.
    func search(
        _ query: PreparedQuery, nprobe: Int, candidateCount: Int, scratch: inout SearchScratch
    ) throws -> [UInt32] {
        let lists = codebook.lists(nearestTo: query.vector, count: nprobe, kernels: kernels)
        let answer = try view.nearest(field: 0, query: query, lists: lists, count: candidateCount, scratch: &scratch)
        let ordinals = answer.neighbors.map(\.ordinal).sorted()
        let similarities = view.similarities(field: 0, query: query, ordinals: ordinals, scratch: &scratch)
        return zip(ordinals, similarities).sorted { $0.1! > $1.1! }.prefix(10).map(\.0)
    }
}
