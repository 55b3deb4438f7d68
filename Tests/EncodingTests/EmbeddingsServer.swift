import Foundation

/// `Tests/Endpoint/embeddings_server.py`, running; it ends with this object.
final class EmbeddingsServer: @unchecked Sendable {
    // Unchecked: nothing changes after `init`.
    let port: Int
    private let process = Process()
    private let input = Pipe()

    private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    static let shared = Result { try EmbeddingsServer() }

    init() throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.root + "/Tests/Endpoint/embeddings_server.py"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != UInt8(ascii: "\n") {
            if byte.isEmpty { break }
            line.append(byte)
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    var url: String { "http://127.0.0.1:\(port)" }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
