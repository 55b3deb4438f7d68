/// Why ONNX Runtime could not do what it was asked.
public enum InferenceError: Error, Equatable, Sendable {
    /// No file that can be read is at `path`; `errnoCode` says why.
    case fileMissing(path: String, errnoCode: Int32)
    /// The file is no library that the loader takes; `message` is the loader's.
    case libraryNotLoadable(path: String, message: String)
    /// The library is not ONNX Runtime's: `symbol` is not in it.
    case symbolMissing(path: String, symbol: String)
    /// The library, of version `found`, does not offer interface version `needed`.
    case versionRefused(path: String, found: String, needed: UInt32)
    /// The model's tensor `name` holds elements of ONNX type `elementType`, which are neither float nor int32 or int64.
    case elementTypeUnsupported(name: String, elementType: Int32)
    /// An input's element count is not the product of the shape.
    case shapeMismatch(name: String, expected: Int, found: Int)
    /// The number of inputs is not the session's.
    case inputCountMismatch(expected: Int, found: Int)
    /// The run was ended by `OnnxStop`.
    case stopped
    /// ONNX Runtime failed with its own `code` and `message`.
    case failed(code: Int32, message: String)
}

extension InferenceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .fileMissing(let path, let code): "there is no readable file at \(path) (errno \(code))"
        case .libraryNotLoadable(let path, let message): "\(path) cannot be loaded: \(message)"
        case .symbolMissing(let path, let symbol): "\(path) is not ONNX Runtime: it has no \(symbol)"
        case .versionRefused(let path, let found, let needed):
            "\(path) is ONNX Runtime \(found), which has no interface version \(needed)"
        case .elementTypeUnsupported(let name, let type): "the model's tensor \(name) has ONNX element type \(type)"
        case .shapeMismatch(let name, let expected, let found):
            "tensor \(name) needs \(expected) elements and was given \(found)"
        case .inputCountMismatch(let expected, let found): "the model has \(expected) inputs and was given \(found)"
        case .stopped: "the run was stopped"
        case .failed(let code, let message): "ONNX Runtime failed with code \(code): \(message)"
        }
    }
}
