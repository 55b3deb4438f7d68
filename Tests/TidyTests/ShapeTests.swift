import Testing

/// A file holds one type and is named as the type; lines and functions are short enough to be read at once.
struct ShapeTests {
    static let columnCountMax = 120
    static let functionLineCountMax = 80

    /// Tables and links of documents cannot be broken; the C messages are generated.
    private static func mayBeWide(_ file: TextFile) -> Bool {
        file.path.hasSuffix(".md") || file.path.hasPrefix("Sources/CMessages/") || file.path.hasSuffix(".txt")
    }

    @Test(arguments: Checkout.files.filter { !mayBeWide($0) })
    func `no line is wider than 120 columns`(file: TextFile) {
        let wide = file.findings { $0.utf8.count > Self.columnCountMax && $0.count > Self.columnCountMax }
        #expect(wide.isEmpty, "\(wide.joined(separator: "\n"))")
    }

    @Test(arguments: Checkout.sources)
    func `a source holds one type, named as the file`(file: TextFile) {
        let types = Self.typeNames(of: file)
        #expect(types.count <= 1, "\(file.path) holds \(types)")
        if let type = types.first {
            #expect(type == file.stem, "\(file.path) holds \(type)")
        }
    }

    /// The types declared at the top of a file, those private to it left out.
    static func typeNames(of file: TextFile) -> [String] {
        let modifiers: Set<Substring> = ["public", "package", "internal", "final", "indirect", "nonisolated"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        return file.lines.compactMap { line in
            guard let first = line.first, first != " ", first != "/" else { return nil }
            let words = line.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
            guard let kind = words.first, kinds.contains(kind), let name = words.dropFirst().first else { return nil }
            return String(name.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
    }

    @Test(arguments: Checkout.sources.filter { ShapeTests.typeNames(of: $0).isEmpty })
    func `a source of extensions is named after type and topic`(file: TextFile) {
        let extended = file.lines.compactMap { $0.firstMatch(of: /^(?:public |package )?extension ([\w.]+)/)?.output.1 }
        guard !extended.isEmpty else { return }
        let names = Set(extended.map { String($0.split(separator: ".").last!) })
        let parts = file.stem.split(separator: "+")
        #expect(names.contains(String(parts[0])), "\(file.path) extends \(names)")
        #expect(parts.count == 2, "\(file.path) should be named Type+Topic.swift")
    }

    @Test(arguments: Checkout.swiftFiles)
    func `no function is longer than 80 lines`(file: TextFile) {
        let long = Self.functions(of: file).filter { $0.lineCount > Self.functionLineCountMax }
        #expect(long.isEmpty, "\(long.map { "\(file.place($0.start)): \($0.lineCount) lines" })")
    }

    /// Where each function begins and how many lines it has. The brace that closes one stands in the column of its
    /// first line, which the formatter sees to.
    static func functions(of file: TextFile) -> [(start: Int, lineCount: Int)] {
        file.lines.indices.compactMap { start in
            let line = file.lines[start]
            // The regular expression is slow, and few lines need it.
            guard line.contains("func ") || line.contains("init") || line.contains("subscript"),
                line.firstMatch(of: /^ *(?:[\w@()]+ )*(?:func |init[?(<]|deinit|subscript)/) != nil
            else { return nil }
            let closing = line.prefix { $0 == " " } + "}"
            guard let end = file.lines[start...].firstIndex(where: { $0.hasPrefix(closing) }) else { return nil }
            return (start, end - start + 1)
        }
    }

    @Test func `a long function is found`() {
        let body = Array(repeating: "        _ = 1", count: 80).joined(separator: "\n")
        let file = TextFile(path: "X.swift", text: "struct X {\n    static func long() {\n\(body)\n    }\n}\n")
        #expect(Self.functions(of: file).map(\.lineCount) == [82])
    }

    @Test func `two types in a file are found`() {
        let file = TextFile(
            path: "X.swift", text: "public struct X {\n    enum Inner {}\n}\n@frozen enum Y {}\nprivate class Z {}")
        #expect(Self.typeNames(of: file) == ["X", "Y"])
    }
}
