import ArgumentParser

/// The rows of a NumPy file of halves with two dimensions in C order.
struct HalfMatrix {
    let rowCount: Int
    let dimension: Int
    /// Shape `[rowCount, dimension]`, row-major.
    let halves: [UInt16]

    /// Reads the first `rowCountMax` rows of the file at `path`.
    init(path: String, rowCountMax: Int = .max) throws {
        let text: String
        (halves, rowCount, dimension, text) = try NumpyRows.read(path, of: UInt16.self, rowCountMax: rowCountMax)
        guard text.contains("'<f2'") else { throw ValidationError("\(path) does not hold rows of halves: \(text)") }
    }

    subscript(row: Int) -> [UInt16] {
        Array(halves[(row * dimension)..<((row + 1) * dimension)])
    }

    private init(rowCount: Int, dimension: Int, halves: [UInt16]) {
        self.rowCount = rowCount
        self.dimension = dimension
        self.halves = halves
    }

    /// `count` of the rows, evenly spread.
    func spread(count: Int) -> HalfMatrix {
        guard count < rowCount else { return self }
        return HalfMatrix(
            rowCount: count, dimension: dimension, halves: (0..<count).flatMap { self[$0 * rowCount / count] })
    }

    /// The result of `body`, which is given all rows one after the other.
    func withRows<Result>(_ body: (UnsafeBufferPointer<UInt16>) throws -> Result) rethrows -> Result {
        try halves.withUnsafeBufferPointer(body)
    }
}
