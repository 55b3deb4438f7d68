import Foundation
import Ground
import Testing
import TrialGround

struct SectionedFileTests {
    static let contents: [(name: String, bytes: [UInt8])] = [
        ("small", [1, 2, 3]), ("empty", []), ("numbers", Array(0..<200)), ("last", [9]),
    ]

    /// A file with `contents`, the third section page-aligned.
    private static func write(_ path: String, kind: String = "TEST") throws(SectionedFileError) -> [UInt8] {
        let writer = try SectionedFileWriter(path: path, kind: kind)
        for (name, bytes) in contents {
            try writer.begin(name, isPageAligned: name == "numbers")
            // In two pieces, which must make no difference.
            try writer.append(contentsOf: Array(bytes.prefix(bytes.count / 2)))
            try writer.append(contentsOf: Array(bytes.dropFirst(bytes.count / 2)))
        }
        return try writer.finish()
    }

    @Test
    func `sections are read as they were written, each where it was aligned`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        let hash = try Self.write(path)
        let file = try SectionedFile(path: path, kind: "TEST")
        try file.verify()
        #expect(file.hash == hash && hash.count == 16)
        #expect(file.sectionNames == Self.contents.map(\.name))
        for (name, bytes) in Self.contents {
            let found = try file.section(name)
            #expect(Array(found) == bytes)
            #expect(Int(bitPattern: found.baseAddress) % (name == "numbers" ? 4_096 : 64) == 0)
        }
        #expect(throws: SectionedFileError.sectionMissing(path: path, section: "other")) { try file.section("other") }
    }

    @Test
    func `a file that is mapped once more holds the same, and nothing where another took its place`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path)
        let file = try SectionedFile(path: path, kind: "TEST")
        let other = try #require(file.scattered())
        for (name, bytes) in Self.contents { #expect(try Array(other.section(name)) == bytes) }
        try FileManager.default.removeItem(atPath: path)
        #expect(file.scattered() == nil)
        _ = try Self.write(path, kind: "ELSE")
        #expect(file.scattered() == nil)
        #expect(try Array(other.section("small")) == [1, 2, 3])
    }

    @Test
    func `a section longer than the writer's memory is read as it was written`() throws {
        let directory = TemporaryDirectory()
        let numbers = (0..<500_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let writer = try SectionedFileWriter(path: directory.appending("a"), kind: "TEST")
        try writer.begin("numbers")
        try writer.append(contentsOf: Array(numbers[..<7]))
        try writer.append(contentsOf: Array(numbers[7..<400_000]))
        for number in numbers[400_000...] { try writer.append(contentsOf: [number]) }
        _ = try writer.finish()
        let file = try SectionedFile(path: directory.appending("a"), kind: "TEST")
        try file.verify()
        #expect(try Array(file.section("numbers").bindMemory(to: UInt64.self)) == numbers)
    }

    @Test
    func `the same content gives the same hash, other content another one`() throws {
        let directory = TemporaryDirectory()
        let hash = try Self.write(directory.appending("a"))
        #expect(try Self.write(directory.appending("b")) == hash)
        #expect(try Self.write(directory.appending("c"), kind: "OTHR") != hash)
    }

    @Test
    func `a writer that is dropped leaves nothing behind, and one that replaces a file does so at the end`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        do {
            let writer = try SectionedFileWriter(path: path, kind: "TEST")
            try writer.begin("half")
            try writer.append(contentsOf: [1] as [UInt8])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
        let hash = try Self.write(path)
        let writer = try SectionedFileWriter(path: path, kind: "TEST")
        #expect(try SectionedFile(path: path, kind: "TEST").hash == hash)
        let replaced = try writer.finish()
        #expect(try SectionedFile(path: path, kind: "TEST").hash == replaced)
        #expect(replaced != hash)
    }

    @Test
    func `every changed byte is found, and the section named that it belongs to`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path)
        let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let starts = [4_096, 4_160, 8_192, 8_448, whole.count]
        var random = SeededRandom(seed: 1)
        let file = try FileHandle(forUpdating: URL(filePath: path))
        for place in whole.indices {
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: [whole[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)])
            defer {
                try! file.seek(toOffset: UInt64(place))
                try! file.write(contentsOf: [whole[place]])
            }
            let error = #expect(throws: SectionedFileError.self) {
                try SectionedFile(path: path, kind: "TEST").verify()
            }
            guard place >= 4_096 else { continue }
            // The empty section shares its start with the gap before the next.
            let section = Self.contents[starts.lastIndex { $0 <= place }!].name
            #expect(error == .damaged(path: path, section: section), "byte \(place)")
        }
    }

    @Test
    func `a file cut anywhere is truncated`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path)
        let whole = try Data(contentsOf: URL(filePath: path))
        for count in [8, 63, 64, 4_095, 4_096, 4_097, 4_160, 8_191, 8_192, 8_300, 8_448, whole.count - 1] {
            try whole.prefix(count).write(to: URL(filePath: path))
            let expected = UInt64(count < 4_096 ? 4_096 : whole.count)
            #expect(
                throws: SectionedFileError.truncated(
                    path: path, expectedByteCount: expected, foundByteCount: UInt64(count))
            ) { try SectionedFile(path: path, kind: "TEST") }
        }
        try (whole + [0]).write(to: URL(filePath: path))
        #expect(throws: SectionedFileError.damaged(path: path, section: "end")) {
            try SectionedFile(path: path, kind: "TEST")
        }
    }

    @Test
    func `a file of another kind, of another program or of none is foreign`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path, kind: "OTHR")
        #expect(throws: SectionedFileError.foreign(path: path)) { try SectionedFile(path: path, kind: "TEST") }
        for text in ["", "x", String(repeating: "a text ", count: 1_000)] {
            try Data(text.utf8).write(to: URL(filePath: path))
            #expect(throws: SectionedFileError.foreign(path: path)) { try SectionedFile(path: path, kind: "TEST") }
        }
        #expect(throws: SectionedFileError.refused(path: path + "x", errorNumber: ENOENT)) {
            try SectionedFile(path: path + "x", kind: "TEST")
        }
        #expect(throws: SectionedFileError.refused(path: directory.path, errorNumber: EISDIR)) {
            try SectionedFile(path: directory.path, kind: "TEST")
        }
    }

    @Test
    func `a later format is told from damage`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path)
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[8] = 7
        try bytes.write(to: URL(filePath: path))
        #expect(throws: SectionedFileError.newerFormat(path: path, version: 7)) {
            try SectionedFile(path: path, kind: "TEST")
        }
    }

    @Test
    func `verifying stops when it is told to`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("a")
        _ = try Self.write(path)
        #expect(throws: SectionedFileError.cancelled) {
            try SectionedFile(path: path, kind: "TEST").verify { true }
        }
    }

    @Test
    func `a folder that is not there is refused`() {
        let directory = TemporaryDirectory()
        let path = directory.appending("no/a")
        #expect(throws: SectionedFileError.refused(path: path + ".part", errorNumber: ENOENT)) {
            try SectionedFileWriter(path: path, kind: "TEST")
        }
    }

    @Test
    func `a hash of pieces is the hash of the whole`() {
        var random = SeededRandom(seed: 3)
        for count in [0, 1, 16, 240, 241, 5_000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            var stream = HashStream()
            for start in stride(from: 0, to: count, by: 97) {
                bytes[start..<min(start + 97, count)].withUnsafeBytes { stream.append($0) }
            }
            let value = stream.value()
            #expect(value == bytes.withUnsafeBytes { Hash.xxh3Wide($0) })
        }
    }
}
