import Encoding
import Glibc

/// Where the runtime and the model lie that the tests use: `var/models` at the repository's root, or what the
/// environment says.
enum ModelFiles {
    static let libraryPath = environment("TESSERA_ONNXRUNTIME") ?? root + "/var/models/libonnxruntime.so"
    static let modelPath = environment("TESSERA_MODEL") ?? root + "/var/models/minilm"

    /// Whether tests that need a model run. Where a model is required they run, and fail, without one.
    static let areExpected = isRequired || (exists(libraryPath) && exists(modelPath + "/model.onnx"))

    static let isRequired = environment("TESSERA_REQUIRE_MODEL") == "1"

    /// The file that `Tests/Parity/make_tokens.py` wrote.
    static let tokenParityPath = environment("TESSERA_TOKEN_PARITY")

    static var configuration: EncoderConfiguration {
        var configuration = EncoderConfiguration(name: "minilm", kind: .onnx)
        configuration.libraryPath = libraryPath
        configuration.modelPath = modelPath
        configuration.sessionCount = 2
        return configuration
    }

    /// One encoder for all tests that do not need one of their own: loading takes a second.
    static let shared = Result { try TextEncoder(configuration) }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
