import Ground
import Kernels
import TrialGround

// Codes: scans of blocks, tables of a query, codes of vectors, scores of survivors.
extension KernelsBenchmark {
    /// Prints how fast each instruction set scans blocks of codes, beside a walk through the float tables by the scalar
    /// twin: the plain way to get the scores of all codes.
    func measureScans() throws {
        print("\nscans of blocks of codes; the walk adds up float tables for every code, with the scalar twin")
        let heads = ["set", "codes in", "bytes/code", "GB/s", "G codes/s", "x walk"]
        print(heads.map { column($0, width: 13) }.joined())
        for (place, byteCount) in [("L2", 512 << 10), ("memory", 256 << 20)] {
            for rowCount in [8, 32, 48, 96] {
                let blockCount = byteCount / (rowCount * CodeBlock.laneCount)
                let scan = ScanTrial(rowCount: rowCount, blockCount: blockCount)
                let codeCount = Double(blockCount * CodeBlock.laneCount)
                let repeatCount = place == "L2" ? 200 : 5
                let walk = try scan.walk(KernelSet(.scalar), repeatCount: place == "L2" ? 20 : 3)
                for set in InstructionSet.allCases where set.isSupported {
                    let milliseconds = try scan.scan(KernelSet(set), repeatCount: repeatCount)
                    print(
                        column(set.rawValue, width: 13), column(place, width: 13), column("\(rowCount)", width: 13),
                        column(codeCount * Double(rowCount) / milliseconds / 1e6, 1, width: 13),
                        column(codeCount / milliseconds / 1e6, width: 13), column(walk / milliseconds, 1, width: 13),
                        separator: "")
                }
                let halves = ScanTrial(rowCount: rowCount, blockCount: blockCount, isHalved: true)
                for set in InstructionSet.allCases where set.isSupported && set != .scalar {
                    let milliseconds = try halves.scan(KernelSet(set), repeatCount: repeatCount)
                    print(
                        column(set.rawValue, width: 13), column(place, width: 13),
                        column("\(rowCount) of 4 bits", width: 13),
                        column(codeCount * Double(rowCount) / milliseconds / 1e6, 1, width: 13),
                        column(codeCount / milliseconds / 1e6, width: 13), column(walk / milliseconds, 1, width: 13),
                        separator: "")
                }
                print(
                    column("walk", width: 13), column(place, width: 13), column("\(rowCount)", width: 13),
                    column(codeCount * Double(rowCount) / walk / 1e6, 1, width: 13),
                    column(codeCount / walk / 1e6, width: 13), column(1, 1, width: 13), separator: "")
            }
        }
    }

    /// Prints how long each instruction set takes for the tables of a query, the codes of a vector and the scores of
    /// scan survivors.
    func measureParts() throws {
        print("\ntables of a query, codes of vectors in batches of 256, scores of one block's survivors")
        let heads = ["set", "dimension", "bytes/code", "tables µs", "vectors/s", "ns/score of 2", "of 64"]
        print(heads.map { column($0, width: 15) }.joined())
        for (dimension, partCount) in [(384, 48), (384, 8), (1_024, 128)] {
            let parts = PartsTrial(dimension: dimension, partCount: partCount)
            for set in InstructionSet.allCases where set.isSupported {
                let kernels = try KernelSet(set)
                let isScalar = set == .scalar
                print(
                    column(set.rawValue, width: 15), column("\(dimension)", width: 15),
                    column("\(partCount)", width: 15),
                    column(parts.tables(kernels, repeatCount: isScalar ? 5 : 200) * 1e3, width: 15),
                    column(1e3 / parts.encode(kernels, repeatCount: isScalar ? 1 : 20), 0, width: 15),
                    column(parts.score(kernels, laneCount: 2) * 1e6, 1, width: 15),
                    column(parts.score(kernels, laneCount: 64) * 1e6, 1, width: 15), separator: "")
            }
        }
    }
}
