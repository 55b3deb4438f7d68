import Foundation
import Testing

/// What the documents point to is there.
struct DocumentTests {
    @Test(arguments: Checkout.documents)
    func `a relative link leads somewhere`(file: TextFile) {
        let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
        for match in file.text.matches(of: /\]\(([^)\s]+)\)/) {
            let link = String(match.output.1)
            guard !link.contains("://") else { continue }
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let path = parts[0].isEmpty ? file.path : Self.joined(folder, String(parts[0]))
            #expect(Checkout.exists(path), "\(file.path) links to \(link)")
            if parts.count == 2, let target = TextFile(path: path) {
                #expect(Self.anchors(of: target).contains(String(parts[1])), "\(file.path) links to \(link)")
            }
        }
    }

    @Test func `the README names every target of make`() {
        let targets = TextFile(path: "Makefile")!.lines.compactMap { $0.firstMatch(of: /^([a-z]+):/)?.output.1 }
        let readme = TextFile(path: "README.md")!.text
        #expect(targets.count >= 10)
        #expect(targets.filter { !readme.contains("make \($0)") && $0 != "help" }.isEmpty)
    }

    private static func joined(_ folder: String, _ path: String) -> String {
        URL(filePath: "/\(folder)/\(path)").standardized.path.trimmingCharacters(in: ["/"])
    }

    /// The names under which a document's headings can be linked to.
    private static func anchors(of file: TextFile) -> Set<String> {
        Set(
            file.lines.compactMap { line in
                guard let heading = line.firstMatch(of: /^#+ (.+)/)?.output.1 else { return nil }
                return String(
                    heading.lowercased().compactMap {
                        $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil
                    })
            })
    }
}
