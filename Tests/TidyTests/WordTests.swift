import Foundation
import Testing

/// What must not stand anywhere in the project. The words are put together here, so that this file does not hold them.
struct WordTests {
    private static let unfinished: [String] = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]].map {
        $0.joined()
    }
    private static let homes: [String] = ["work", "root", "home", "Users"].map { "/" + $0 + "/" }

    @Test(arguments: Checkout.files)
    func `nothing is left to be done`(file: TextFile) {
        let found = Self.unfinishedPlaces(in: file)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test func `a thing left to be done is found`() {
        let text = Self.unfinished.map { "// \($0): later\nlet \($0.lowercased()) = \"\($0)S\"" }.joined(
            separator: "\n")
        #expect(Self.unfinishedPlaces(in: TextFile(path: "X.swift", text: text)).count == Self.unfinished.count)
    }

    private static func unfinishedPlaces(in file: TextFile) -> [String] {
        let words = unfinished.filter { file.text.contains($0) }
        return file.findings { line in
            words.contains { word in
                line.ranges(of: word).contains { Self.isWord($0, in: line) }
            }
        }
    }

    @Test(arguments: Checkout.files)
    func `no path of one machine is written down`(file: TextFile) {
        let homes = Self.homes.filter { file.text.contains($0) }
        let found = file.findings { line in homes.contains { line.contains($0) } }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    /// Sources and documents send a reader to papers, standards and projects, never to where packages come from.
    @Test(arguments: Checkout.files)
    func `an address is one that a reader may follow`(file: TextFile) {
        let found = Self.strangeAddresses(in: file)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test func `an address of another host is found`() {
        let text =
            "https://github.com/a/b\nhttp" + "://evil-github.com/a\nhttp" + "://a.debian.invalid\nhttp://127.0.0.1:80"
        #expect(Self.strangeAddresses(in: TextFile(path: "X.swift", text: text)).count == 2)
    }

    private static func strangeAddresses(in file: TextFile) -> [String] {
        let hosts = [
            "github.com", "swift.org", "doi.org", "arxiv.org", "apache.org", "w3.org", "unicode.org", "rfc-editor.org",
            "localhost", "127.0.0.1", "[::1]", "example.com", "example.org", "example.net",
        ]
        return file.findings { line in
            line.contains("://")
                && line.matches(of: /https?:\/\/([\w.\-\[\]:]+)/).contains { match in
                    let host = match.output.1
                    return !hosts.contains { host == $0 || host.hasSuffix("." + $0) || host.hasPrefix($0 + ":") }
                }
        }
    }

    private static func isWord(_ range: Range<Substring.Index>, in line: Substring) -> Bool {
        let before = line[..<range.lowerBound].last, after = line[range.upperBound...].first
        return !(before?.isLetter ?? false) && !(after?.isLetter ?? false)
    }
}
