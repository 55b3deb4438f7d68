import Encoding
import Foundation
import Testing
import Vocabulary

@Suite struct MissingFileTests {
    static func failure(_ change: (inout EncoderConfiguration) -> Void) -> CallFailure? {
        var configuration = ModelFiles.configuration
        change(&configuration)
        return #expect(throws: CallFailure.self) { try TextEncoder(configuration) }
    }

    @Test func `a missing runtime is told by its path and how to get it`() {
        let failure = Self.failure { $0.libraryPath = "/nowhere/libonnxruntime.so" }
        #expect(failure?.status == .failedPrecondition)
        #expect(failure?.reason == "runtime_missing")
        #expect(failure?.message.contains("/nowhere/libonnxruntime.so") == true)
        #expect(failure?.message.contains("make deps") == true)
    }

    @Test func `a library that is not ONNX Runtime is told`() {
        let failure = Self.failure { $0.libraryPath = "/etc/passwd" }
        #expect(failure?.reason == "runtime_unusable")
        #expect(failure?.message.contains("/etc/passwd") == true)
    }

    @Test(.enabled(if: ModelFiles.areExpected))
    func `a missing model is told by its path and how to get it`() throws {
        let folder = try Self.folder(files: ["vocab.txt"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let failure = Self.failure { $0.modelPath = folder }
        #expect(failure?.reason == "model_missing")
        #expect(failure?.message.contains(folder + "/model.onnx") == true)
        #expect(failure?.message.contains("make deps") == true)
    }

    @Test(.enabled(if: ModelFiles.areExpected)) func `a missing vocabulary is told`() throws {
        let failure = Self.failure { $0.modelPath = "/nowhere" }
        #expect(failure?.reason == "vocabulary_missing")
    }

    @Test(.enabled(if: ModelFiles.areExpected), arguments: ["", "no model at all"])
    func `a model that is none is told`(content: String) throws {
        let folder = try Self.folder(files: ["vocab.txt"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(content.utf8).write(to: URL(fileURLWithPath: folder + "/model.onnx"))
        let failure = Self.failure { $0.modelPath = folder }
        #expect(failure?.reason == "model_unusable")
        #expect(failure?.message.contains(folder) == true)
    }

    @Test(.enabled(if: ModelFiles.areExpected))
    func `a vocabulary with more tokens than the model knows is told`() throws {
        let folder = try Self.folder(files: ["vocab.txt", "model.onnx"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = URL(fileURLWithPath: folder + "/vocab.txt")
        try (try Data(contentsOf: file) + Data("onemore\n".utf8)).write(to: file)
        let failure = Self.failure { $0.modelPath = folder }
        #expect(failure?.reason == "model_unusable")
        #expect(failure?.message.contains("vocabulary") == true)
    }

    @Test func `two encoders of one name are refused`() {
        var configuration = EncoderConfiguration(name: "twice", kind: .endpoint)
        configuration.url = "http://example.com"
        configuration.model = "model"
        configuration.dimension = 8
        let failure = #expect(throws: CallFailure.self) { try EncoderSet([configuration, configuration]) }
        #expect(failure?.message.contains("twice") == true)
    }

    @Test func `encoders are found by name, and the first by none`() throws {
        let set = try EncoderSet(
            ["first", "second"].map {
                var configuration = EncoderConfiguration(name: $0, kind: .endpoint)
                configuration.url = "http://example.com"
                configuration.model = $0
                configuration.dimension = 8
                return configuration
            })
        #expect(set.encoder(named: "")?.name == "first")
        #expect(set.encoder(named: "second")?.name == "second")
        #expect(set.encoder(named: "third") == nil)
        #expect(set.fingerprints.count == 2)
        #expect(EncoderSet().encoder(named: "") == nil)
    }

    /// A new folder with copies of the model's `files`.
    static func folder(files: [String]) throws -> String {
        let folder = NSTemporaryDirectory() + "tessera-model-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in files {
            try FileManager.default.copyItem(
                atPath: ModelFiles.modelPath + "/" + file, toPath: folder + "/" + file)
        }
        return folder
    }
}
