import Foundation

/// `Tests/Endpoint/embeddings_server.py`, running; it ends with this object.
public final class EmbeddingsServer: @unchecked Sendable {
    // Unchecked: nothing changes after `init`.
    public let port: Int
    private let process = Process()
    private let input = Pipe()

    private static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

    public static let shared = Result { try EmbeddingsServer() }

    public init() throws {
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

    public var url: String { "http://127.0.0.1:\(port)" }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
