import ArgumentParser
import Glibc

/// The rows of a NumPy file of halves with two dimensions in C order.
struct HalfMatrix {
    let rowCount: Int
    let dimension: Int
    private let halves: [UInt16]

    /// Reads the first `rowCountMax` rows of the file at `path`.
    init(path: String, rowCountMax: Int = .max) throws {
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
        guard text.contains("'<f2'"), text.contains("'fortran_order': False"),
            let shape = text.split(separator: "(").last?.split(separator: ")").first
        else { throw ValidationError("\(path) does not hold rows of halves: \(text)") }
        let sizes = shape.split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
        guard sizes.count == 2, sizes[1] > 0 else { throw ValidationError("\(path) has the shape (\(shape))") }
        let wanted = min(sizes[0], rowCountMax)
        var halves = [UInt16](repeating: 0, count: wanted * sizes[1])
        guard fread(&halves, 2, halves.count, file) == halves.count else {
            throw ValidationError("\(path) ends before row \(wanted)")
        }
        rowCount = wanted
        dimension = sizes[1]
        self.halves = halves
    }

    subscript(row: Int) -> [UInt16] {
        Array(halves[(row * dimension)..<((row + 1) * dimension)])
    }
}
