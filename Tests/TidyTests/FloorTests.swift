import Testing

/// A module may import what stands on lower floors, and nothing else of the project.
struct FloorTests {
    private let manifest = Manifest.ofPackage

    /// An `import` line: the importing file's module, and what it imports.
    private struct Import: CustomStringConvertible {
        let file: TextFile
        let line: Int
        let imported: String
        var description: String { "\(file.place(line)) imports \(imported)" }
    }

    private static func imports(of file: TextFile) -> [Import] {
        file.lines.indices.compactMap { line in
            guard file.lines[line].contains("import ") else { return nil }
            return file.lines[line]
                .firstMatch(
                    of: /^(?:@\S+ +)*(?:public |package |internal |private |fileprivate )?import (?:\w+ )?(\w+)/
                )
                .map { Import(file: file, line: line, imported: String($0.output.1)) }
        }
    }

    /// The imports of one module of ours by another.
    private var ourImports: [Import] {
        Checkout.sources.flatMap(Self.imports).filter { manifest.targets[$0.imported] != nil }
    }

    @Test func `the manifest is read whole`() {
        let declared = Set(Checkout.files.filter { $0.path.hasPrefix("Sources/") }.map(\.module))
        #expect(Set(manifest.modules.map(\.name)) == declared)
        #expect(Set(manifest.modules.map { $0.floor! }) == [0, 1, 2, 3, 4, 5, 6])
    }

    @Test func `the imports of the sources are found`() {
        #expect(ourImports.count >= 3)
    }

    @Test func `a dependency stands on a lower floor`() {
        for module in manifest.modules {
            for dependency in module.dependencies {
                guard let below = manifest.targets[dependency]?.floor else { continue }
                let isLower = below < module.floor! || (below == 0 && module.floor == 0)
                #expect(isLower, "\(module.name), floor \(module.floor!), depends on \(dependency), floor \(below)")
            }
        }
    }

    @Test func `an import names a declared dependency`() {
        for found in ourImports {
            let declared = manifest.targets[found.file.module]?.dependencies ?? []
            #expect(declared.contains(found.imported), "\(found), which Package.swift does not list")
        }
    }

    @Test func `what the client library is built of has no unsafe flags`() {
        let closure = manifest.closure(of: "TesseraClient")
        #expect(closure.isSuperset(of: ["TesseraClient", "Calling", "Session", "CLibuv", "CMessages"]))
        #expect(closure.filter { manifest.targets[$0]!.hasUnsafeFlags }.isEmpty)
        // There are some, or this test could not fail.
        #expect(manifest.targets.values.contains { $0.hasUnsafeFlags })
    }

    @Test func `a C module has one importer`() {
        let isC = { (name: String) in manifest.targets[name]?.floor == 0 }
        let importers = Dictionary(grouping: ourImports.filter { isC($0.imported) }, by: \.imported)
        for (imported, found) in importers {
            #expect(Set(found.map(\.file.module)).count == 1, "\(imported): \(found)")
        }
    }

    /// Files off the query path that use Foundation, below the programs: they read a file at start-up.
    private static let startUpFiles: Set<String> = ["Sources/Encoding/WordPieceVocabulary.swift"]

    @Test func `Foundation is imported by programs and what reads files at start-up`() {
        let programs = Set(manifest.modules.filter { $0.floor == 6 }.map(\.name))
        let found = Checkout.sources.flatMap(Self.imports).filter {
            $0.imported.hasPrefix("Foundation") && !programs.contains($0.file.module)
                && !Self.startUpFiles.contains($0.file.path)
        }
        #expect(found.isEmpty, "\(found)")
    }
}
