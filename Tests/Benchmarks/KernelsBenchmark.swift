import ArgumentParser
import Ground
import Kernels
import Vocabulary

/// How fast each instruction set scores rows and scans codes, from cache and from memory.
struct KernelsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernels", abstract: "Rows of halves and codes scored per second, by instruction set.")

    @Option(help: "Components of a row.")
    var dimension = 384

    func validate() throws {
        guard (1...Limits.dimensionMax).contains(dimension) else {
            throw ValidationError("dimension is 1 to \(Limits.dimensionMax)")
        }
    }

    func run() throws {
        try measureRows()
        try measureScans()
        try measureParts()
    }

    private func measureRows() throws {
        let stride = Half.stride(dimension: dimension)
        let query = AlignedMemory(byteCount: stride * 4)
        let floats = query.bytes.bindMemory(to: Float.self)
        for index in 0..<dimension { floats[index] = Float(index % 7) - 3 }
        print("\(dimension) components, rows of \(stride * 2) bytes; processor time of one thread, best of the rounds")
        print(["set", "metric", "rows", "ns/row", "GB/s", "x scalar"].map { column($0, width: 13) }.joined())
        for (place, byteCount) in [("L1/L2", 256 << 10), ("L3", 16 << 20), ("memory", 256 << 20)] {
            let rowCount = byteCount / (stride * 2)
            let memory = AlignedMemory(byteCount: rowCount * stride * 2)
            let rows = memory.bytes.bindMemory(to: UInt16.self)
            for index in rows.indices { rows[index] = UInt16(truncatingIfNeeded: index &* 40_503) & 0xbbff }
            var scores = [Float](repeating: 0, count: rowCount)
            for metric in [Metric.innerProduct, .l2] {
                var scalarNanoseconds = 0.0
                for set in InstructionSet.allCases where set.isSupported {
                    let kernels = try KernelSet(set)
                    let repeatCount = set == .scalar ? 3 : max(5, (1 << 30) / byteCount)
                    let timing = Timing(repeatCount: repeatCount) { _ in
                        scores.withUnsafeMutableBufferPointer {
                            kernels.score(
                                rows: UnsafeBufferPointer(rows), against: UnsafeBufferPointer(floats), by: metric,
                                into: $0)
                        }
                    }
                    let nanoseconds = timing.minimum * 1e6 / Double(rowCount)
                    if set == .scalar { scalarNanoseconds = nanoseconds }
                    print(
                        column(set.rawValue, width: 13), column("\(metric)", width: 13), column(place, width: 13),
                        column(nanoseconds, 1, width: 13), column(Double(stride * 2) / nanoseconds, width: 13),
                        column(scalarNanoseconds / nanoseconds, 1, width: 13), separator: "")
                }
            }
        }
    }
}
