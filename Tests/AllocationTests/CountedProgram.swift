import Foundation
import Testing

/// Runs `counted-search`, an optimized build of it: what is counted is what users run. `Tests/run` builds it and names
/// it in TESSERA_COUNTED_SEARCH; without that nothing is counted.
enum CountedProgram {
    /// The program; nil where there is none.
    static let given = ProcessInfo.processInfo.environment["TESSERA_COUNTED_SEARCH"]
    static let isThere = given != nil

    /// Where vectors and counts are, for this run.
    static let folder: String = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tessera-counts-\(getpid())").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }()

    /// The program; made ready once, with the vectors it searches in `folder`.
    static let path: String = {
        guard let path = given else { preconditionFailure("TESSERA_COUNTED_SEARCH names no program") }
        let (status, _) = run([path, "make", folder])
        precondition(status == 0, "counted-search make ended with \(status)")
        return path
    }()

    /// The same without what debuggers need, which valgrind 3.19 cannot read.
    static let strippedPath: String = {
        let stripped = "\(folder)/counted-search"
        let (status, _) = run(["objcopy", "--strip-debug", path, stripped])
        precondition(status == 0, "objcopy ended with \(status)")
        return stripped
    }()

    /// Runs a program to its end.
    ///
    /// - Returns: its exit status and the lines that it printed.
    static func run(_ arguments: [String], environment: [String: String] = [:]) -> (status: Int, lines: [String]) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        var variables = ProcessInfo.processInfo.environment
        variables["SWIFT_DETERMINISTIC_HASHING"] = "1"
        process.environment = variables.merging(environment) { $1 }
        do { try process.run() } catch { return (-1, ["\(error)"]) }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(bytes: data, encoding: .utf8) ?? ""
        return (Int(process.terminationStatus), text.split(separator: "\n").map(String.init))
    }
}
