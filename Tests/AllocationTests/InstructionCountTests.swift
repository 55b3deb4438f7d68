import Foundation
import Testing

/// Instructions that a fixed search takes with AVX2, counted by callgrind: they repeat exactly, so that what became
/// slower is seen on any machine, however busy.
struct InstructionCountTests {
    /// Instructions of one search of `counted-search search`: all of them, and those of the kernels alone.
    ///
    /// A change that is meant to cost or save more than the tolerance renews these; the failure tells the new ones.
    static let committed = (all: 331_812, kernels: 124_946)
    static let tolerance = 0.03

    @Test(.enabled(if: CountedProgram.isThere && isValgrindThere, "there is no program to count, or no valgrind"))
    func `a search takes as many instructions with AVX2 as it did`() throws {
        let none = try Self.counts(searchCount: 0), some = try Self.counts(searchCount: 16)
        // valgrind 3.19 does not know AVX-512: a kernel of it would end the program, if it were ever called.
        #expect(!some.keys.contains { $0.hasPrefix("tsk_avx512") }, "\(some.keys)")
        let each = some.mapValues { $0 / 16 }.merging(none.mapValues { -$0 / 16 }, uniquingKeysWith: +)
        let kernels = each.filter { $0.key.hasPrefix("tsk_") }
        let found = (all: each.values.reduce(0, +), kernels: kernels.values.reduce(0, +))
        let shares = [
            Double(found.all) / Double(Self.committed.all), Double(found.kernels) / Double(Self.committed.kernels),
        ]
        let most = each.sorted { $0.value > $1.value }.prefix(8).map { "\($0.key) \($0.value)" }
        #expect(
            shares.allSatisfy { abs($0 - 1) <= Self.tolerance },
            """
            \(shares) x the committed instructions, most of them in \(most.joined(separator: ", ")). If that is meant, \
            `committed` in InstructionCountTests.swift becomes (all: \(found.all), kernels: \(found.kernels)).
            """)
    }

    static let isValgrindThere = CountedProgram.run(["valgrind", "--version"]).status == 0

    /// Instructions by function, those of its callees left out.
    static func counts(searchCount: Int) throws -> [String: Int] {
        let path = "\(CountedProgram.folder)/callgrind.out"
        let (status, lines) = CountedProgram.run(
            [
                "valgrind", "--tool=callgrind", "--callgrind-out-file=\(path)", "--compress-strings=no",
                "--compress-pos=no", CountedProgram.strippedPath, "search", CountedProgram.folder, "\(searchCount)",
            ], environment: ["TESSERA_SIMD": "avx2"])
        try #require(status == 0, "\(lines)")
        let plain = CountedProgram.run(
            [CountedProgram.path, "search", CountedProgram.folder, "\(searchCount)"],
            environment: ["TESSERA_SIMD": "scalar"])
        #expect(plain.lines == lines, "what was found depends on the instruction set")
        return parse(try String(contentsOfFile: path, encoding: .utf8))
    }

    /// The costs of a file of callgrind's with neither names nor positions compressed.
    static func parse(_ text: String) -> [String: Int] {
        var counts: [String: Int] = [:]
        var name = ""
        var isOfCallee = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("fn=") {
                name = String(line.dropFirst(3))
            } else if line.hasPrefix("calls=") {
                isOfCallee = true
            } else if line.first?.isNumber == true {
                if !isOfCallee { counts[name, default: 0] += line.split(separator: " ").last.flatMap { Int($0) } ?? 0 }
                isOfCallee = false
            }
        }
        return counts
    }

    @Test func `costs of callees are not counted twice`() {
        let text = "events: Ir\n\nfl=a.c\nfn=one\n1 10\ncfn=two\ncalls=3 0\n2 30\n4 5\n\nfn=two\n7 30\n"
        #expect(Self.parse(text) == ["one": 15, "two": 30])
    }
}
