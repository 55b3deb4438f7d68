public import Ground
internal import JSON

/// The rows of a `.npy` file of two dimensions, mapped and not loaded.
///
/// 16- and 32-bit little-endian floats in C order, versions 1 to 3 of the format, the size exactly as the header says.
public struct NumpyArray: Sendable {
    public let rowCount: Int
    /// Numbers of each row.
    public let dimension: Int

    private let file: MappedFile
    private let start: Int
    private let isHalf: Bool

    /// - SeeAlso: numpy.lib.format, which defines the header.
    public init(_ file: MappedFile) throws(NumpyError) {
        let bytes = file.bytes
        let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
        guard bytes.count >= 10 else { throw .notNumpy }
        for offset in magic.indices where bytes[offset] != magic[offset] { throw .notNumpy }
        let major = bytes[6]
        guard (1...3).contains(major), bytes[7] == 0 else { throw .unknownVersion(major: major, minor: bytes[7]) }
        let lengthByteCount = major == 1 ? 2 : 4
        guard bytes.count >= 8 + lengthByteCount else { throw .cutShort(byteCount: bytes.count, expected: 12) }
        var headerByteCount = 0
        for offset in 0..<lengthByteCount { headerByteCount |= Int(bytes[8 + offset]) << (8 * offset) }
        let start = 8 + lengthByteCount + headerByteCount
        // NumPy itself refuses headers beyond 10,000 bytes unless told to trust them.
        guard headerByteCount <= 10_000, start <= bytes.count else { throw .badHeader }
        var text: [UInt8] = []
        for offset in 8 + lengthByteCount..<start { text.append(bytes[offset]) }

        let header: JSONValue
        do throws(LiteralError) {
            header = try PythonLiteral.value(of: String(decoding: text, as: UTF8.self))
        } catch {
            throw .badHeader
        }
        guard let type = header["descr"]?.string, let isFortran = header["fortran_order"]?.bool,
            let shape = header["shape"]?.array
        else { throw .badHeader }
        guard type == "<f4" || type == "<f2" else { throw .unknownType(type) }
        guard !isFortran else { throw .fortranOrder }
        guard shape.count == 2 else { throw .wrongDimensionCount(shape.count) }
        guard let rowCount = shape[0].integer, let dimension = shape[1].integer, rowCount >= 0, dimension > 0 else {
            throw .badHeader
        }
        let (numberCount, overflow) = rowCount.multipliedReportingOverflow(by: dimension)
        let (dataByteCount, isTooLarge) = numberCount.multipliedReportingOverflow(by: type == "<f2" ? 2 : 4)
        guard !overflow, !isTooLarge, dataByteCount == bytes.count - start else {
            throw .cutShort(
                byteCount: bytes.count,
                expected: overflow || isTooLarge ? .max : start.addingReportingOverflow(Int(dataByteCount)).partialValue
            )
        }
        self.rowCount = Int(rowCount)
        self.dimension = Int(dimension)
        self.file = file
        self.start = start
        isHalf = type == "<f2"
    }

    /// The numbers of row `row`, which may hold NaN or infinities if the file does.
    public func values(ofRow row: Int) -> [Float] {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        let bytes = file.bytes
        let byteCount = isHalf ? 2 : 4
        var offset = start + row * dimension * byteCount
        var values: [Float] = []
        values.reserveCapacity(dimension)
        for _ in 0..<dimension {
            if isHalf {
                values.append(
                    Float(Float16(bitPattern: UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8)))
            } else {
                let low = UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
                let high = UInt32(bytes[offset + 2]) | UInt32(bytes[offset + 3]) << 8
                values.append(Float(bitPattern: low | high << 16))
            }
            offset += byteCount
        }
        return values
    }
}
