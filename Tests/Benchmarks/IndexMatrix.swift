import ArgumentParser
import Glibc

/// The rows of a NumPy file of 32-bit integers with two dimensions in C order: neighbors by query, best first.
struct IndexMatrix {
    let rowCount: Int
    let columnCount: Int
    private let numbers: [Int32]

    init(path: String) throws {
        let text: String
        (numbers, rowCount, columnCount, text) = try NumpyRows.read(path, of: Int32.self)
        guard text.contains("'<i4'") else { throw ValidationError("\(path) does not hold rows of integers: \(text)") }
    }

    /// The first `count` numbers of a row.
    func row(_ row: Int, count: Int) -> ArraySlice<Int32> {
        numbers[(row * columnCount)..<(row * columnCount + min(count, columnCount))]
    }

    /// The share of the ten nearest that `answers`, one a row, hold among their first ten.
    func recall(of answers: [[UInt32]]) -> Double {
        var found = 0
        for (number, answer) in answers.enumerated() {
            let wanted = Set(row(number, count: 10).map { UInt32($0) })
            found += answer.prefix(10).count { wanted.contains($0) }
        }
        return Double(found) / Double(10 * answers.count)
    }
}
