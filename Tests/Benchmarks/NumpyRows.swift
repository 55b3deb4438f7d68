import ArgumentParser
import Glibc

/// Reads NumPy files of version 1 with two dimensions in C order.
enum NumpyRows {
    /// The elements of the file at `path`, its first `rowCountMax` rows, its columns and its header.
    static func read<Element: BitwiseCopyable & ExpressibleByIntegerLiteral>(
        _ path: String, of type: Element.Type, rowCountMax: Int = .max
    ) throws -> (elements: [Element], rowCount: Int, columnCount: Int, header: String) {
        guard let file = fopen(path, "rb") else { throw ValidationError("\(path) cannot be opened") }
        defer { fclose(file) }
        var start = [UInt8](repeating: 0, count: 10)
        guard fread(&start, 1, 10, file) == 10, start.starts(with: [0x93] + "NUMPY".utf8), start[6] == 1 else {
            throw ValidationError("\(path) is not a NumPy file of version 1")
        }
        var header = [UInt8](repeating: 0, count: Int(start[8]) | Int(start[9]) << 8)
        guard fread(&header, 1, header.count, file) == header.count else {
            throw ValidationError("\(path) ends in its header")
        }
        let text = String(decoding: header, as: UTF8.self)
        guard text.contains("'fortran_order': False"),
            let shape = text.split(separator: "(").last?.split(separator: ")").first
        else { throw ValidationError("\(path) does not hold rows: \(text)") }
        let sizes = shape.split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
        guard sizes.count == 2, sizes[1] > 0 else { throw ValidationError("\(path) has the shape (\(shape))") }
        let wanted = min(sizes[0], rowCountMax)
        var elements = [Element](repeating: 0, count: wanted * sizes[1])
        guard fread(&elements, MemoryLayout<Element>.stride, elements.count, file) == elements.count else {
            throw ValidationError("\(path) ends before row \(wanted)")
        }
        return (elements, wanted, sizes[1], text)
    }
}
