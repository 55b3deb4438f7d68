internal import Ground
internal import Vocabulary
internal import Wire

/// What the headers of one call say, while they come in.
struct RequestHead {
    /// Names, values, and 32 for each.
    var byteCount = 0
    /// Index of the method that the path named; -1 for none.
    private(set) var methodIndex = -1
    private(set) var takesStream = false
    /// 0 = none.
    private(set) var timeoutMicroseconds: UInt64 = 0
    /// Headers that are none of gRPC's own.
    private(set) var headers: [CallHeader] = []
    private var isPost = false
    private var isContentTypeKnown = false
    /// The first thing that is wrong beside those.
    private var firstProblem: GRPCProblem?

    /// What is wrong with the call; nil when it may go on.
    var problem: GRPCProblem? {
        if !isPost { return .verbUnknown }
        return isContentTypeKnown ? firstProblem : .contentTypeUnknown
    }

    mutating func note(_ problem: GRPCProblem) {
        if firstProblem == nil { firstProblem = problem }
    }

    /// Reads one header of a request. Told apart by length first, as there are few of each.
    @unsafe mutating func read(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ paths: MethodPaths) {
        switch name.count {
        case 2 where unsafe Self.equal(name, "te"): break
        case 5 where unsafe Self.equal(name, ":path"): unsafe readPath(value, paths)
        case 7 where unsafe Self.equal(name, ":method"): isPost = unsafe Self.equal(value, "POST")
        case 7 where unsafe Self.equal(name, ":scheme"): break
        case 10 where unsafe Self.equal(name, ":authority"): break
        case 10 where unsafe Self.equal(name, "user-agent"): break
        case 12 where unsafe Self.equal(name, "content-type"):
            isContentTypeKnown = unsafe Self.isContentTypeKnown(value)
        case 12 where unsafe Self.equal(name, "grpc-timeout"):
            if let microseconds = unsafe GRPCTimeout.microseconds(value) {
                // None is 0 here, and a limit of nothing is soon enough over.
                timeoutMicroseconds = max(1, microseconds)
            } else {
                note(.timeoutMalformed)
            }
        case 13 where unsafe Self.equal(name, "grpc-encoding"):
            if unsafe !Self.equal(value, "identity") { note(.encodingUnknown) }
        case 14 where unsafe Self.equal(name, "content-length"): break
        case 15 where unsafe Self.equal(name, "accept-encoding"): break
        default: unsafe readOther(name, value)
        }
    }

    private mutating func readPath(_ path: UnsafeRawBufferPointer, _ paths: MethodPaths) {
        if let method = unsafe paths.method(at: path) {
            methodIndex = method.index
            takesStream = method.takesStream
        } else {
            // Enough of it for whoever looks for a slip of the pen.
            unsafe note(.methodUnknown(path: String(decoding: path.prefix(200), as: UTF8.self)))
        }
    }

    private mutating func readOther(
        _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) {
        if unsafe name.starts(with: "grpc-".utf8) || name.first == UInt8(ascii: ":") { return }
        let text = unsafe String(decoding: name, as: UTF8.self)
        guard text.hasSuffix("-bin") else {
            unsafe headers.append(CallHeader(name: text, value: Array(value)))
            return
        }
        // Several values of one name may come as one, with commas between.
        let values = unsafe Array(value)
        for part in values.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            if let bytes = Base64.decoded(part.lazy.filter { $0 != UInt8(ascii: " ") }) {
                headers.append(CallHeader(name: text, value: bytes))
            } else {
                note(.binaryHeaderMalformed(name: text))
            }
        }
    }

    /// Whether `value` is `application/grpc`, with or without `+proto` and parameters.
    private static func isContentTypeKnown(_ value: UnsafeRawBufferPointer) -> Bool {
        let known: StaticString = "application/grpc"
        guard value.count >= known.utf8CodeUnitCount,
            unsafe equal(UnsafeRawBufferPointer(rebasing: value[..<known.utf8CodeUnitCount]), known)
        else { return false }
        var rest = unsafe value[known.utf8CodeUnitCount...]
        if unsafe rest.starts(with: "+proto".utf8) { unsafe rest = rest.dropFirst(6) }
        return unsafe rest.isEmpty || rest.first == UInt8(ascii: ";")
    }

    private static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        unsafe bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
