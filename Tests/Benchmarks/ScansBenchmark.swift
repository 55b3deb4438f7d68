import ArgumentParser
import Ground
import Kernels

/// Scans of 8-bit codes from cache and from memory, a line each, for Tests/Peers/scans to set beside FAISS's.
struct ScansBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scans",
        abstract: "Codes scanned a second, and what a core reads at all; Tests/Peers/scans compares.")

    @Option(help: "Bytes of a code, several cases separated by commas.")
    var parts = "8,16,48"

    func run() throws {
        let kernels = try KernelSet.fromEnvironment()
        print("# tessera \(kernels.instructionSet.rawValue): parts, place, GB/s, million codes/s")
        for partCount in parts.split(separator: ",").compactMap({ Int($0) }) {
            for (place, byteCount) in [("cache", 256 << 10), ("memory", 256 << 20)] {
                let blockCount = max(1, byteCount / (partCount * CodeBlock.laneCount))
                let scan = ScanTrial(rowCount: partCount, blockCount: blockCount)
                let milliseconds = scan.scan(kernels, repeatCount: place == "cache" ? 300 : 9)
                let codeCount = Double(blockCount * CodeBlock.laneCount)
                print(
                    "tessera \(partCount) \(place)", column(codeCount * Double(partCount) / milliseconds / 1e6),
                    column(codeCount / milliseconds / 1e3, 1))
            }
        }
        print("read - memory", column(readRate()))
    }

    /// GB a second that one core reads from memory, in order.
    private func readRate() -> Double {
        let memory = AlignedMemory(byteCount: 256 << 20)
        memory.bytes.initializeMemory(as: UInt8.self, repeating: 1)
        let words = UnsafeBufferPointer(memory.bytes.bindMemory(to: SIMD8<UInt64>.self))
        var total = SIMD8<UInt64>.zero
        let timing = Timing(repeatCount: 9) { _ in
            var sums = (SIMD8<UInt64>.zero, SIMD8<UInt64>.zero, SIMD8<UInt64>.zero, SIMD8<UInt64>.zero)
            for place in stride(from: 0, to: words.count, by: 4) {
                sums.0 &+= words[place]
                sums.1 &+= words[place + 1]
                sums.2 &+= words[place + 2]
                sums.3 &+= words[place + 3]
            }
            total &+= sums.0 &+ sums.1 &+ sums.2 &+ sums.3
        }
        precondition(total != .zero)
        return Double(memory.bytes.count) / timing.minimum / 1e6
    }
}
