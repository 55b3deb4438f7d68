/// The first page of a file of sections. All numbers are little-endian.
///
/// | bytes | content |
/// |---|---|
/// | 0–7 | magic |
/// | 8–11 | format version |
/// | 12–15 | kind, four letters |
/// | 16–23 | bytes of the file |
/// | 24–27 | number of sections |
/// | 32–47 | XXH3-128 of the page with these bytes zero: the file's hash, as the sections' hashes stand in the page |
/// | 64 + 48i | name of section i, 16 bytes padded with zeros; offset; bytes; XXH3-128 |
///
/// A section's hash is over its bytes and the zeros up to the next section, so that every byte of a file is guarded.
struct SectionedFileHeader {
    struct Section {
        var name: String
        var offset: Int
        var byteCount: Int
        var hash: [UInt8]
    }

    var kind: String
    var byteCount = 0
    var sections: [Section] = []
    /// Of a page that was read: 16 bytes.
    private(set) var hash: [UInt8] = []

    static let pageByteCount = 4_096
    static let sectionAlignment = 64
    static let version: UInt32 = 1
    static let sectionCountMax = (pageByteCount - tableOffset) / entryByteCount
    static let nameByteCountMax = 16
    /// As in PNG: a byte beyond ASCII and both line ends, so that a transfer as text shows.
    static let magic: [UInt8] = [0x89] + Array("TSR".utf8) + [0x0d, 0x0a, 0x1a, 0x0a]
    private static let tableOffset = 64
    private static let entryByteCount = 48
    private static let hashRange = 32..<48

    init(kind: String) {
        precondition(kind.utf8.count == 4, "a kind has four letters")
        self.kind = kind
    }

    /// The page, its hash filled in.
    func page() -> [UInt8] {
        var page = [UInt8](repeating: 0, count: Self.pageByteCount)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (place, byte) in bytes.enumerated() { page[offset + place] = byte }
        }
        func put(_ number: some FixedWidthInteger, at offset: Int) {
            withUnsafeBytes(of: number.littleEndian) { put($0, at: offset) }
        }
        put(Self.magic, at: 0)
        put(Self.version, at: 8)
        put(kind.utf8, at: 12)
        put(UInt64(byteCount), at: 16)
        put(UInt32(sections.count), at: 24)
        for (place, section) in sections.enumerated() {
            let offset = Self.tableOffset + place * Self.entryByteCount
            put(section.name.utf8, at: offset)
            put(UInt64(section.offset), at: offset + 16)
            put(UInt64(section.byteCount), at: offset + 24)
            put(section.hash, at: offset + 32)
        }
        put(page.withUnsafeBytes { Hash.xxh3Wide($0) }, at: Self.hashRange.lowerBound)
        return page
    }

    /// The hash that stands in a page.
    static func hash(of page: [UInt8]) -> [UInt8] { Array(page[hashRange]) }

    /// Reads and checks the first page of a file.
    ///
    /// - Parameter bytes: the whole file.
    init(_ bytes: UnsafeRawBufferPointer, path: String) throws(SectionedFileError) {
        let found = UInt64(bytes.count)
        let isOurs = bytes.prefix(Self.magic.count).elementsEqual(Self.magic.prefix(bytes.count))
        guard isOurs, !bytes.isEmpty else { throw .foreign(path: path) }
        guard bytes.count >= Self.pageByteCount else {
            throw .truncated(path: path, expectedByteCount: UInt64(Self.pageByteCount), foundByteCount: found)
        }
        func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
        }
        let version = number(8, UInt32.self)
        guard version <= Self.version else { throw .newerFormat(path: path, version: version) }
        let damaged = SectionedFileError.damaged(path: path, section: "header")
        var page = Array(UnsafeRawBufferPointer(rebasing: bytes[..<Self.pageByteCount]))
        hash = Self.hash(of: page)
        for place in Self.hashRange { page[place] = 0 }
        guard version == Self.version, page.withUnsafeBytes({ Hash.xxh3Wide($0) }) == hash else { throw damaged }
        let expected = number(16, UInt64.self)
        guard found >= expected else {
            throw .truncated(path: path, expectedByteCount: expected, foundByteCount: found)
        }
        guard found == expected else { throw .damaged(path: path, section: "end") }
        let count = number(24, UInt32.self)
        guard count <= Self.sectionCountMax else { throw damaged }
        kind = String(decoding: bytes[12..<16], as: UTF8.self)
        byteCount = bytes.count
        var end = Self.pageByteCount
        for place in 0..<Int(count) {
            let start = Self.tableOffset + place * Self.entryByteCount
            let name = String(decoding: bytes[start..<start + 16].prefix { $0 != 0 }, as: UTF8.self)
            guard let offset = Int(exactly: number(start + 16, UInt64.self)),
                let length = Int(exactly: number(start + 24, UInt64.self)),
                offset >= end, offset % Self.sectionAlignment == 0, offset <= byteCount,
                length <= byteCount - offset, !name.isEmpty, !sections.contains(where: { $0.name == name })
            else { throw damaged }
            sections.append(
                Section(name: name, offset: offset, byteCount: length, hash: Array(bytes[start + 32..<start + 48])))
            end = offset + length
        }
        guard (sections.first?.offset ?? byteCount) == Self.pageByteCount else { throw damaged }
    }

    /// The bytes that the hash of section `place` guards: its own, and the zeros up to the next.
    func guardedRange(_ place: Int) -> Range<Int> {
        let end = place + 1 < sections.count ? sections[place + 1].offset : byteCount
        return sections[place].offset..<end
    }
}
