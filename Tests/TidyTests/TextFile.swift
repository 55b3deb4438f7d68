import Foundation
import Testing

/// A file of the checkout, read whole.
struct TextFile: CustomTestStringConvertible, Sendable {
    /// Relative to the root of the checkout.
    let path: String
    let lines: [Substring]

    let text: String

    /// Nil when there is no such file, or when it is not text.
    init?(path: String) {
        guard let text = try? String(contentsOf: Checkout.root.appending(path: path), encoding: .utf8) else {
            return nil
        }
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A file that is not on disk, for tests of the checks themselves.
    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var testDescription: String { path }

    /// The name without folder and extension.
    var stem: String { String(path.split(separator: "/").last!.prefix { $0 != "." }) }

    /// `Gallery` for `Sources/Gallery/Rows/Row.swift`.
    var module: String { String(path.split(separator: "/")[1]) }

    /// Where something stands, as editors understand it.
    func place(_ line: Int) -> String { "\(path):\(line + 1)" }

    /// The places and lines that `matches` says yes to.
    func findings(where matches: (Substring) -> Bool) -> [String] {
        lines.indices.filter { matches(lines[$0]) }.map {
            "\(place($0)): \(lines[$0].trimmingCharacters(in: .whitespaces))"
        }
    }
}
