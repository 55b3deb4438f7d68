import Foundation

/// The checkout that this test was compiled from, as text files.
enum Checkout {
    /// The folder of Package.swift.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file of the project, sorted by path. What is built or made at run time is not among them.
    static let files: [TextFile] =
        ["Sources", "Tests", "Protos", "deploy", "docs", ".ci"].flatMap(files(below:))
        + ["Package.swift", "Makefile", "README.md"].compactMap(TextFile.init(path:))

    /// The Swift files of the modules.
    static let sources = files.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }

    /// The Swift files of modules, tests and fuzzers.
    static let swiftFiles = files.filter { $0.path.hasSuffix(".swift") }

    static let protos = files.filter { $0.path.hasSuffix(".proto") }

    static let documents = files.filter { $0.path.hasSuffix(".md") }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    private static func files(below folder: String) -> [TextFile] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        let names = found?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { !$0.contains("__pycache__") }.compactMap { TextFile(path: "\(folder)/\($0)") }
    }
}
