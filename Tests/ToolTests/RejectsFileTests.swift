import Gallery
import Glibc
import Testing

@testable import tessera

struct RejectsFileTests {
    static func path() -> String { "/tmp/tessera-rejects-\(getpid())-\(UInt64.random(in: 0 ... .max)).tsv" }

    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    static func row(_ number: Int, _ raw: String) -> RejectedRow {
        RejectedRow(line: number, row: number, column: "tags", columnNumber: 3, reason: "bad", rawText: raw)
    }

    @Test func `cells with tabs, quotes and line breaks are quoted`() {
        #expect(RejectsFile.line(Self.row(7, "a\t\"b\"\nc")) == "7\ttags\tbad\t\"a\t\"\"b\"\"\nc\"\n")
    }

    @Test func `no file is made while no row is rejected`() throws {
        let path = Self.path()
        var file = RejectsFile(path: path)
        #expect(try file.begin(byteCount: 0) == 0)
        try file.append([])
        #expect(Self.read(path) == nil)
    }

    @Test func `going on cuts what was written after the resume point`() throws {
        let path = Self.path()
        defer { unlink(path) }
        var first = RejectsFile(path: path)
        _ = try first.begin(byteCount: 0)
        try first.append([Self.row(1, "x"), Self.row(2, "y")])
        let kept = RejectsFile.line(Self.row(1, "x")).utf8.count
        var second = RejectsFile(path: path)
        #expect(try second.begin(byteCount: kept) == kept)
        try second.append([Self.row(3, "z")])
        #expect(
            Self.read(path) == RejectsFile.header + RejectsFile.line(Self.row(1, "x"))
                + RejectsFile.line(Self.row(3, "z")))
    }

    @Test func `an import from the start forgets an earlier one's rejects`() throws {
        let path = Self.path()
        var first = RejectsFile(path: path)
        _ = try first.begin(byteCount: 0)
        try first.append([Self.row(1, "x")])
        var second = RejectsFile(path: path)
        _ = try second.begin(byteCount: 0)
        #expect(Self.read(path) == nil)
    }

    @Test func `a file of somebody else's is left alone`() throws {
        let path = Self.path()
        defer { unlink(path) }
        let stream = try #require(fopen(path, "w"))
        fputs("my notes, which are worth something\n", stream)
        fclose(stream)
        var file = RejectsFile(path: path)
        do {
            _ = try file.begin(byteCount: 0)
            Issue.record("it was taken")
        } catch {
            #expect(error.description.contains("no file of rejected rows"))
        }
        #expect(Self.read(path)?.hasPrefix("my notes") == true)
    }
}
