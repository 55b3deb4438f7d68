internal import Ground
internal import Vocabulary
internal import Wire

extension GRPCSession {
    /// Reads one header of a request. Told apart by length first, as there are few of each.
    @unsafe func read(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, of exchange: GRPCExchange) {
        switch name.count {
        case 2 where unsafe Self.equal(name, "te"): break
        case 5 where unsafe Self.equal(name, ":path"): unsafe readPath(value, of: exchange)
        case 7 where unsafe Self.equal(name, ":method"): exchange.isPost = unsafe Self.equal(value, "POST")
        case 7 where unsafe Self.equal(name, ":scheme"): break
        case 10 where unsafe Self.equal(name, ":authority"): break
        case 10 where unsafe Self.equal(name, "user-agent"): break
        case 12 where unsafe Self.equal(name, "content-type"):
            exchange.isContentTypeKnown = unsafe Self.isContentTypeKnown(value)
        case 12 where unsafe Self.equal(name, "grpc-timeout"):
            if let microseconds = unsafe GRPCTimeout.microseconds(value) {
                // None is 0 here, and a limit of nothing is soon enough over.
                exchange.timeoutMicroseconds = max(1, microseconds)
            } else if exchange.problem == nil {
                exchange.problem = .timeoutMalformed
            }
        case 13 where unsafe Self.equal(name, "grpc-encoding"):
            if unsafe !Self.equal(value, "identity"), exchange.problem == nil { exchange.problem = .encodingUnknown }
        case 14 where unsafe Self.equal(name, "content-length"): break
        case 15 where unsafe Self.equal(name, "accept-encoding"): break
        default: unsafe readOther(name, value, of: exchange)
        }
    }

    private func readPath(_ path: UnsafeRawBufferPointer, of exchange: GRPCExchange) {
        if let method = unsafe paths.method(at: path) {
            exchange.methodIndex = method.index
            exchange.takesStream = method.takesStream
        } else if exchange.problem == nil {
            // Enough of it for whoever looks for a slip of the pen.
            let text = unsafe String(decoding: path.prefix(200), as: UTF8.self)
            exchange.problem = .methodUnknown(path: text)
        }
    }

    private func readOther(
        _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, of exchange: GRPCExchange
    ) {
        if unsafe name.starts(with: "grpc-".utf8) || name.first == UInt8(ascii: ":") { return }
        let text = unsafe String(decoding: name, as: UTF8.self)
        guard text.hasSuffix("-bin") else {
            unsafe exchange.headers.append(CallHeader(name: text, value: Array(value)))
            return
        }
        // Several values of one name may come as one, with commas between.
        let values = unsafe Array(value)
        for part in values.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            if let bytes = Base64.decoded(part.lazy.filter { $0 != UInt8(ascii: " ") }) {
                exchange.headers.append(CallHeader(name: text, value: bytes))
            } else if exchange.problem == nil {
                exchange.problem = .binaryHeaderMalformed(name: text)
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
