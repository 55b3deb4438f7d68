import Encoding
import Foundation
import JSON
import Testing

/// Compares vectors with those that the Python package `onnxruntime` made: JSON lines of `text` and `vector`.
enum VectorParity {
    static func check(path: String) async throws {
        let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n"))
        #expect(!lines.isEmpty)
        var worst: Float = 0
        for line in lines {
            let reference = try JSONValue(parsing: [UInt8](line))
            let expected = (try #require(reference["vector"]?.array)).compactMap(\.number)
            let text = try #require(reference["text"]?.string)
            let found = try await ModelFiles.shared.get().encode([text])[0].vector
            #expect(found.count == expected.count)
            for (a, b) in zip(found, expected) { worst = max(worst, abs(a - Float(b))) }
        }
        #expect(worst < 1e-4)
    }
}
