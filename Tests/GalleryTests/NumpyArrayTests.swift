import Gallery
import Ground
import Testing

struct NumpyArrayTests {
    static func file(
        _ header: String, data: [UInt8], version: UInt8 = 1, magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
    ) -> MappedFile {
        let text = Array((header + "\n").utf8)
        let length =
            version == 1
            ? [UInt8(text.count & 0xFF), UInt8(text.count >> 8)]
            : [UInt8(text.count & 0xFF), UInt8(text.count >> 8), 0, 0]
        return MappedFile(holding: magic + [version, 0] + length + text + data)
    }

    static func bytes(_ values: [Float]) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }

    @Test(arguments: [1, 2, 3] as [UInt8])
    func `rows of 32-bit floats are read`(version: UInt8) throws {
        let array = try NumpyArray(
            Self.file(
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", data: Self.bytes([1, 2, 3, 4, 5, -0.5]),
                version: version))
        #expect(array.rowCount == 2 && array.dimension == 3)
        #expect(array.values(ofRow: 1) == [4, 5, -0.5])
    }

    @Test func `rows of 16-bit floats are read`() throws {
        let array = try NumpyArray(
            Self.file(
                "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 3), }",
                data: [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B]))
        #expect(array.values(ofRow: 0) == [1, -2, 65_504])
    }

    @Test(
        arguments: [
            ("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }", .unknownType("<f8")),
            ("{'descr': '>f4', 'fortran_order': False, 'shape': (1, 1), }", .unknownType(">f4")),
            ("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", .fortranOrder),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", .wrongDimensionCount(1)),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1), }", .wrongDimensionCount(3)),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0), }", .badHeader),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 1), }", .badHeader),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", .cutShort(byteCount: 74, expected: 78)),
            ("{'descr': '<f4', 'shape': (1, 1), }", .badHeader), ("nonsense", .badHeader),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }",
                .cutShort(byteCount: 92, expected: .max)
            ),
        ] as [(String, NumpyError)])
    func `a header that means something else is refused`(header: String, error: NumpyError) {
        #expect(throws: error) { try NumpyArray(Self.file(header, data: Self.bytes([1]))) }
    }

    @Test func `what is no such file is refused`() {
        #expect(throws: NumpyError.notNumpy) { try NumpyArray(MappedFile(holding: Array("id\turl\n1\t2\n".utf8))) }
        #expect(throws: NumpyError.notNumpy) { try NumpyArray(MappedFile(holding: [])) }
    }

    @Test func `a version to come is refused`() {
        #expect(throws: NumpyError.unknownVersion(major: 4, minor: 0)) {
            try NumpyArray(Self.file("{}", data: [], version: 4))
        }
    }
}
