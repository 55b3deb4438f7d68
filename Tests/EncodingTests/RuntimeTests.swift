import Glibc
@testable import Inference
import Testing

@Suite struct RuntimeTests {
    @Test func `a missing library is an error with its path`() {
        #expect(throws: InferenceError.fileMissing(path: "/nowhere/lib.so", errnoCode: ENOENT)) {
            try OnnxRuntime(path: "/nowhere/lib.so")
        }
    }

    @Test func `a folder is no library`() {
        #expect(throws: InferenceError.fileMissing(path: "/etc", errnoCode: EISDIR)) { try OnnxRuntime(path: "/etc") }
    }

    @Test func `a file that is no library is an error with the loader's words`() throws {
        let error = #expect(throws: InferenceError.self) { try OnnxRuntime(path: "/etc/passwd") }
        guard case .libraryNotLoadable("/etc/passwd", let message)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!message.isEmpty)
    }

    @Test func `another library is an error with the symbol that it lacks`() throws {
        let names = ["/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6", "/lib64/libm.so.6"]
        let path = try #require(names.first { access($0, R_OK) == 0 })
        #expect(throws: InferenceError.symbolMissing(path: path, symbol: "OrtGetApiBase")) {
            try OnnxRuntime(path: path)
        }
    }

    @Test(.enabled(if: ModelFiles.areExpected)) func `a library without the interface version is an error`() throws {
        let error = #expect(throws: InferenceError.self) {
            try OnnxRuntime(path: ModelFiles.libraryPath, interfaceVersion: 60_000)
        }
        guard case .versionRefused(ModelFiles.libraryPath, let found, 60_000)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found.hasPrefix("1."))
    }

    @Test(.enabled(if: ModelFiles.areExpected)) func `a session tells the model's inputs and outputs`() throws {
        let session = try Self.session()
        #expect(session.inputs.map(\.name) == ["input_ids", "attention_mask", "token_type_ids"])
        #expect(session.inputs.allSatisfy { $0.elementType == .int64 && $0.shape == [-1, -1] })
        #expect(session.outputs.map(\.shape) == [[-1, -1, 384]])
    }

    @Test(.enabled(if: ModelFiles.areExpected)) func `wrong inputs are errors with what was expected`() throws {
        let session = try Self.session()
        var result: [Float] = []
        #expect(throws: InferenceError.inputCountMismatch(expected: 3, found: 1)) {
            try session.run([[1]], shape: [1, 1], output: 0, into: &result)
        }
        #expect(throws: InferenceError.shapeMismatch(name: "input_ids", expected: 4, found: 1)) {
            try session.run([[1], [1], [1]], shape: [2, 2], output: 0, into: &result)
        }
        // An id beyond the vocabulary: the library's own error.
        let error = #expect(throws: InferenceError.self) {
            try session.run([[99_999_999], [1], [0]], shape: [1, 1], output: 0, into: &result)
        }
        guard case .failed(_, let message)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!message.isEmpty)
    }

    @Test(.enabled(if: ModelFiles.areExpected)) func `a stop ends runs until it is reset`() throws {
        let runtime = try OnnxRuntime(path: ModelFiles.libraryPath)
        let session = try OnnxSession(runtime: runtime, modelPath: ModelFiles.modelPath + "/model.onnx")
        let stop = try OnnxStop(runtime: runtime)
        var result: [Float] = []
        stop.stop()
        #expect(throws: InferenceError.stopped) {
            try session.run([[101, 102], [1, 1], [0, 0]], shape: [1, 2], output: 0, stop: stop, into: &result)
        }
        stop.reset()
        let shape = try session.run(
            [[101, 102], [1, 1], [0, 0]], shape: [1, 2], output: 0, stop: stop, into: &result)
        #expect(shape == [1, 2, 384])
        #expect(result.count == 768)
    }

    static func session() throws -> OnnxSession {
        try OnnxSession(
            runtime: try OnnxRuntime(path: ModelFiles.libraryPath), modelPath: ModelFiles.modelPath + "/model.onnx")
    }
}
