import Testing

/// What a search asks the C library for, in a segment that has been searched before.
struct AllocationTests {
    /// Allocations of choosing lists and scanning them. A search that needs more must say why here.
    static let allocationCountMax = 16

    /// One line of `counted-search allocations`.
    struct Count {
        let nprobe, candidateCount, scannedCount, allocationCount: Int

        init(_ line: String) throws {
            let numbers = line.split(separator: " ").compactMap { Int($0) }
            try #require(numbers.count == 4, "\(line)")
            (nprobe, candidateCount, scannedCount, allocationCount) = (numbers[0], numbers[1], numbers[2], numbers[3])
        }
    }

    @Test(.enabled(if: CountedProgram.isThere, "TESSERA_COUNTED_SEARCH names no program"))
    func `a warm search allocates a few times, however many codes it scans`() throws {
        let (status, lines) = CountedProgram.run([CountedProgram.path, "allocations", CountedProgram.folder])
        try #require(status == 0)
        let counts = try lines.map { try Count($0) }
        try #require(counts.count == 4)
        // Arrays of lists and of answers double as they grow; nothing is allocated for a code or a candidate.
        #expect(counts[2].scannedCount > 5 * counts[0].scannedCount, "\(lines)")
        #expect(counts.allSatisfy { $0.allocationCount <= Self.allocationCountMax }, "\(lines)")
        #expect(counts.allSatisfy { $0.allocationCount > 0 }, "nothing is counted: \(lines)")
    }
}
