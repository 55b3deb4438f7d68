import ArgumentParser
import Foundation

/// A program that runs on one processor only.
final class PinnedProgram {
    private let process = Process()
    private let output = Pipe()

    /// Starts `arguments`, the program first, on `processor`.
    init(_ arguments: [String], processor: Int) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
        process.arguments = ["-c", "\(processor)"] + arguments
        process.standardOutput = output
        try process.run()
    }

    /// Runs `arguments` to their end.
    static func run(_ arguments: [String], processor: Int) throws {
        let program = try PinnedProgram(arguments, processor: processor)
        _ = program.output.fileHandleForReading.readDataToEndOfFile()
        program.process.waitUntilExit()
        guard program.process.terminationStatus == 0 else {
            throw ValidationError("\(arguments.joined(separator: " ")) failed")
        }
    }

    /// Lets a thread run on some processors only.
    static func move(_ thread: pid_t, to processors: ClosedRange<Int>) throws {
        let program = Process()
        program.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
        program.arguments = ["-c", "-p", "\(processors.lowerBound)-\(processors.upperBound)", "\(thread)"]
        program.standardOutput = FileHandle.nullDevice
        // A thread may have ended since it was counted.
        program.standardError = FileHandle.nullDevice
        try program.run()
        program.waitUntilExit()
    }

    /// The next line of output.
    func readLine() throws -> String {
        var line: [UInt8] = []
        while true {
            guard let byte = try output.fileHandleForReading.read(upToCount: 1)?.first else {
                throw ValidationError("a server ended before it listened")
            }
            if byte == 10 { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }

    /// Time that all threads of the program have run so far.
    var processorNanoseconds: Int {
        let tasks = "/proc/\(process.processIdentifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.reduce(0) { sum, thread in
            guard let data = FileManager.default.contents(atPath: "\(tasks)/\(thread)/schedstat"),
                let text = String(bytes: data, encoding: .utf8), let first = text.split(separator: " ").first
            else { return sum }
            return sum + (Int(first) ?? 0)
        }
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
