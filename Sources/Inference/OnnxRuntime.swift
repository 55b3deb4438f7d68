internal import COnnxRuntime
internal import Glibc

/// ONNX Runtime, loaded while the program runs, so that a node without an encoder of its own needs no such library.
public final class OnnxRuntime: @unchecked Sendable {
    // Unchecked: the pointers are written once, before any other thread sees this object, and ONNX Runtime allows any
    // thread to use the table, the environment and the memory description.

    /// The interface version that is asked for. Every ONNX Runtime from 1.17 on offers it.
    public static let interfaceVersion: UInt32 = 17

    /// The library's own version, `1.31.1` for example.
    public let version: String
    let table: UnsafePointer<OrtApi>
    let environment: OpaquePointer
    let memory: OpaquePointer

    /// Loads the library at `path`. It stays in the process until that ends.
    ///
    /// - Throws: `.fileMissing`, `.libraryNotLoadable`, `.symbolMissing`, `.versionRefused`, `.failed`.
    public convenience init(path: String) throws(InferenceError) {
        try self.init(path: path, interfaceVersion: Self.interfaceVersion)
    }

    init(path: String, interfaceVersion: UInt32) throws(InferenceError) {
        try requireReadableFile(path)
        // A path without a slash would send the loader to its search path.
        let located = path.contains("/") ? path : "./" + path
        var table: UnsafePointer<OrtApi>?
        var text = [CChar](repeating: 0, count: 1_024)
        let outcome = tsk_ort_open(located, interfaceVersion, &table, &text, text.count)
        let message = text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        switch outcome {
        case .notLoadable: throw .libraryNotLoadable(path: path, message: message)
        case .symbolMissing: throw .symbolMissing(path: path, symbol: "OrtGetApiBase")
        case .versionRefused: throw .versionRefused(path: path, found: message, needed: interfaceVersion)
        case .opened: break
        }
        let found = table!
        // Failures come back as statuses; a library does not write to the program's error stream as well.
        let environment = try found.make { found.pointee.CreateEnv(Int32(tskOrtLogFatal), "tessera", $0) }
        do {
            memory = try found.make {
                found.pointee.CreateCpuMemoryInfo(Int32(tskOrtDeviceAllocator), Int32(tskOrtMemoryDefault), $0)
            }
        } catch {
            found.pointee.ReleaseEnv(environment)
            throw error
        }
        self.version = message
        self.table = found
        self.environment = environment
    }

    deinit {
        table.pointee.ReleaseMemoryInfo(memory)
        table.pointee.ReleaseEnv(environment)
    }
}

/// Throws `.fileMissing` unless a file that this process may read is at `path`.
func requireReadableFile(_ path: String) throws(InferenceError) {
    guard access(path, R_OK) == 0 else { throw .fileMissing(path: path, errnoCode: errno) }
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .fileMissing(path: path, errnoCode: errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .fileMissing(path: path, errnoCode: EISDIR) }
}
