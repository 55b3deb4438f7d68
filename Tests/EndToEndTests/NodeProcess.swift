import Calling
import Foundation
import Ground
import Testing
import TrialGround
import Vocabulary

/// A real `tesserad` on a directory and a Unix socket of its own, for one test.
final class NodeProcess {
    let directory: URL
    private var child: ChildProcess?
    /// Where the daemon listens.
    var address: String { "unix:\(directory.path)/node.sock" }
    var configurationFile: URL { directory.appendingPathComponent("tesserad.yaml") }
    var logFile: URL { directory.appendingPathComponent("log") }

    /// Where runtime and model are; nil when this machine has none.
    static let models: (library: String, model: String)? = {
        let environment = ProcessInfo.processInfo.environment
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let library =
            environment["TESSERA_ONNXRUNTIME"] ?? root.appendingPathComponent("var/models/libonnxruntime.so").path
        let model = environment["TESSERA_MODEL"] ?? root.appendingPathComponent("var/models/minilm").path
        let files = FileManager.default
        guard files.fileExists(atPath: library), files.fileExists(atPath: model + "/model.onnx") else {
            precondition(
                environment["TESSERA_REQUIRE_MODEL"] != "1", "no model at \(model) or no runtime at \(library)")
            return nil
        }
        return (library, model)
    }()

    /// Prepares a directory and configuration; starts nothing.
    ///
    /// - Parameter configuration: more lines of the configuration file.
    init(configuration: String = "", withModel: Bool = false) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tessera-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var text = "listen: [\"\(address)\"]\ndata: \"\(directory.path)/data\"\n" + configuration + "\n"
        if withModel {
            let (library, model) = try #require(Self.models)
            text += """
                encoders:
                  - name: minilm
                    kind: onnx
                    library: "\(library)"
                    folder: "\(model)"

                """
        }
        try text.write(to: configurationFile, atomically: true, encoding: .utf8)
    }

    deinit {
        child?.kill()
        try? FileManager.default.removeItem(at: directory)
    }

    /// The daemon's process.
    var identifier: pid_t { child?.identifier ?? -1 }
    var isRunning: Bool { child?.isRunning ?? false }

    /// Starts the daemon and waits until it answers.
    func start(environment: [String: String] = [:]) async throws {
        launch(environment: environment)
        let client = try Client(address)
        defer { client.close() }
        for _ in 0..<1_000 {
            if let answer = try? await client.call(.ping, PingRequest(payload: [7]), timeoutMicroseconds: 1_000_000)
                as PingResponse,
                answer.payload == [7]
            {
                return
            }
            guard isRunning else { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("tesserad did not answer: \(log)")
        throw CocoaError(.featureUnsupported)
    }

    /// Starts the daemon without waiting for anything.
    func launch(_ arguments: [String] = [], environment: [String: String] = [:]) {
        child = ChildProcess(
            program: "tesserad", arguments: ["--config", configurationFile.path] + arguments,
            environment: environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }, logFile: logFile.path)
    }

    /// Ends the daemon as a power cut would.
    func killNow() {
        child?.kill()
    }

    /// Asks the daemon to stop, and waits; its exit status.
    func stop() async throws -> Int {
        child?.terminate()
        return try await exitStatus()
    }

    /// The exit status of a daemon that is about to end; the test's thread is free meanwhile.
    func exitStatus() async throws -> Int {
        try await Self.end(of: child!)
    }

    private static func end(of child: ChildProcess) async throws -> Int {
        for _ in 0..<6_000 {
            if let status = child.poll() { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("a program did not end within a minute")
        child.kill()
        return child.wait()
    }

    /// What the daemon has said so far.
    var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }

    /// Runs the tool against this daemon; its exit status and all that it printed.
    func tool(_ arguments: String...) async throws -> (status: Int, output: String) {
        try await tool(arguments)
    }

    /// Runs the tool against this daemon; its exit status and all that it printed.
    func tool(_ arguments: [String]) async throws -> (status: Int, output: String) {
        try await end(of: startTool(arguments))
    }

    /// Starts the tool against this daemon.
    func startTool(_ arguments: [String]) -> RunningTool {
        let file = directory.appendingPathComponent("tool-\(UUID().uuidString.prefix(6))").path
        return RunningTool(
            process: ChildProcess(
                program: "tessera", arguments: arguments, environment: ["TESSERA_SERVER": address], logFile: file),
            logFile: file)
    }

    /// Waits for the tool; its exit status and all that it printed.
    func end(of tool: RunningTool) async throws -> (status: Int, output: String) {
        let status = try await Self.end(of: tool.process)
        return (status, try String(contentsOfFile: tool.logFile, encoding: .utf8))
    }
}
