/// What Package.swift says of the targets: floors, names and dependencies.
///
/// Read as text, since asking SwiftPM inside a test would wait for the lock that the test run itself holds.
struct Manifest {
    struct Target {
        let name: String
        /// The number in the `// Floor N` comment above it; nil for tests.
        let floor: Int?
        let isSystemLibrary: Bool
        let hasUnsafeFlags: Bool
        let dependencies: Set<String>
    }

    let targets: [String: Target]

    static let ofPackage = Manifest(TextFile(path: "Package.swift")!.text)

    init(_ text: String) {
        var targets: [String: Target] = [:]
        var floor: Int?
        // From one declaration to the next; what precedes the first is no target.
        let starts = text.matches(
            of: /\/\/ Floor (\d)|\/\/ Tests,|\.(systemLibrary|target|executableTarget|testTarget)\(/)
        for (index, start) in starts.enumerated() {
            guard let kind = start.output.2 else {
                floor = start.output.1.flatMap { Int($0) }
                continue
            }
            let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
            let declaration = text[start.range.lowerBound..<end]
            guard let name = declaration.firstMatch(of: /name: "([\w-]+)"/)?.output.1 else { continue }
            // Helpers of tests stand on no floor.
            if declaration.contains(#"path: "Tests/"#) { floor = nil }
            let list = declaration.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 ?? ""
            targets[String(name)] = Target(
                name: String(name), floor: floor, isSystemLibrary: kind == "systemLibrary",
                hasUnsafeFlags: declaration.contains("unsafeFlags"),
                dependencies: Set(list.matches(of: /"([\w-]+)"/).map { String($0.output.1) }))
        }
        self.targets = targets
    }

    /// `name` and all that it is built of.
    func closure(of name: String) -> Set<String> {
        var found: Set<String> = []
        var left = [name]
        while let next = left.popLast() {
            guard let target = targets[next], found.insert(next).inserted else { continue }
            left += target.dependencies
        }
        return found
    }

    /// The targets that are built into the programs, lowest floor first.
    var modules: [Target] {
        targets.values.filter { $0.floor != nil }.sorted { ($0.floor!, $0.name) < ($1.floor!, $1.name) }
    }
}
