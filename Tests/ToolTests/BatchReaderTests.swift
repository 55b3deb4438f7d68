import Gallery
import Ground
import Testing
import Vocabulary

@testable import tessera

struct BatchReaderTests {
    static func batches(
        _ text: String, size: Int = 10, limit: Int = .max, vectors: [(field: String, array: NumpyArray)] = []
    ) throws -> BatchReader {
        BatchReader(
            try CatalogueReader(MappedFile(holding: Array(text.utf8)), format: .tsv), vectors: vectors,
            itemCountMax: size, rowCountMax: limit)
    }

    /// An array of `rowCount` rows of two numbers: the row's number and its negative.
    static func array(rowCount: Int) throws -> NumpyArray {
        let header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (\(rowCount), 2), }\n".utf8)
        let data = (0..<rowCount).flatMap { row in
            [Float(row), -Float(row)].flatMap { value in
                withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
            }
        }
        return try NumpyArray(
            MappedFile(
                holding: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(header.count), 0] + header + data))
    }

    @Test func `an id stands once in a batch and its last row wins`() throws {
        var batches = try Self.batches("id\tdescription\na\told\nb\tx\na\tnew\n")
        let batch = try #require(try batches.next())
        #expect(batch.ids == ["a", "b"])
        #expect(batch.writes[0].item?.description == "new")
        #expect(batch.origins[0].row == 2)
        #expect(batch.duplicateCount == 1)
    }

    @Test func `ids that only look alike are two items`() throws {
        var batches = try Self.batches("id\tdescription\ncaf\u{e9}\tone\ncafe\u{301}\ttwo\n")
        let batch = try #require(try batches.next())
        #expect(batch.writes.map { $0.item?.description } == ["one", "two"])
        #expect(batch.duplicateCount == 0)
    }

    @Test func `ids that repeat across batches are counted`() throws {
        var batches = try Self.batches("id\na\nb\na\nb\n", size: 2)
        #expect(try batches.next()?.duplicateCount == 0)
        #expect(try batches.next()?.duplicateCount == 2)
        #expect(try batches.next() == nil)
    }

    @Test func `vectors belong to data rows, bad ones counted`() throws {
        var batches = try Self.batches("id\turl\na\tx\nbad\nb\ty\n", vectors: [("f", Self.array(rowCount: 3))])
        let batch = try #require(try batches.next())
        #expect(batch.writes.map { $0.vectors[0].values } == [[0, 0], [2, -2]])
        #expect(batch.rejected.map(\.row) == [1])
    }

    @Test func `too few vectors are an error`() throws {
        var batches = try Self.batches("id\na\nb\n", vectors: [("f", Self.array(rowCount: 1))])
        #expect(throws: ToolError.self) { try batches.next() }
    }

    @Test func `a limit ends reading after that many rows`() throws {
        var batches = try Self.batches("id\na\nb\nc\n", limit: 2)
        #expect(try batches.next()?.ids == ["a", "b"])
        #expect(try batches.next() == nil)
    }

    @Test func `rows that are all bad make a batch without writes`() throws {
        var batches = try Self.batches("id\turl\nx\ny\n")
        let batch = try #require(try batches.next())
        #expect(batch.writes.isEmpty && batch.rejected.count == 2 && batch.end.row == 2)
    }
}
