/// Why a file is no array of vectors.
public enum NumpyError: Error, Equatable, Sendable {
    case notNumpy
    case unknownVersion(major: UInt8, minor: UInt8)
    case badHeader
    case unknownType(String)
    case fortranOrder
    case wrongDimensionCount(Int)
    /// The file has another size than its header tells.
    case cutShort(byteCount: Int, expected: Int)
}

extension NumpyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notNumpy: "it does not begin as a .npy file does"
        case .unknownVersion(let major, let minor): "version \(major).\(minor) of the .npy format is not known"
        case .badHeader: "its header cannot be read"
        case .unknownType(let type): "its numbers are '\(type)'; '<f4' and '<f2' are understood"
        case .fortranOrder: "it is in Fortran order; write it with numpy.ascontiguousarray"
        case .wrongDimensionCount(let count): "it has \(count) dimensions; rows and columns are two"
        case .cutShort(let byteCount, let expected):
            "it has \(byteCount) bytes where its header tells of \(expected)"
        }
    }
}
