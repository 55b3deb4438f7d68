internal import Ground
internal import JSON
internal import Loading
internal import Vocabulary
internal import Wire

/// Calls of a slow-query log, to be made again.
struct Replay {
    struct Call: Equatable {
        var method: Method
        /// When it began, since 1970.
        var startMicroseconds: UInt64
        /// What its caller gave it.
        var timeoutMicroseconds: UInt32
        /// The request's message, as it was.
        var request: [UInt8]
    }

    /// By when they began; at least one.
    let calls: [Call]
    /// Lines about other galleries, and of coordinators.
    let otherCount: Int

    private static let byteCountMax = 1 << 30
    private static let lineCountMax = 1_000_000
    /// What a caller that named no timeout gives its call now.
    private static let timeoutMicroseconds: UInt32 = 60_000_000
    private static let timeoutMicrosecondsMax: Int64 = 600_000_000
    private static let methods: [(method: Method, name: String)] = [
        (.search, "search"), (.findGuides, "find"), (.searchBatch, "batch"),
    ]

    /// - Parameter galleries: names of the one whose calls are wanted.
    /// - Throws: what is wrong with the first line that cannot be sent again, with its number.
    init(path: String, galleries: Set<String>) throws(ToolError) {
        let file: MappedFile
        do throws(MappedFileError) {
            file = try MappedFile(path: path)
        } catch {
            throw ToolError(description: "\(error)")
        }
        guard file.byteCount <= Self.byteCountMax else {
            throw ToolError(description: "\(path) has more than \(Figures.byteCount(UInt64(Self.byteCountMax)))")
        }
        let (calls, otherCount) = try Self.calls(in: file, path, galleries)
        guard !calls.isEmpty else {
            let names = galleries.sorted().map { "'\($0)'" }.joined(separator: " or ")
            throw ToolError(description: "\(path) has no call of gallery \(names)")
        }
        self.calls = calls.sorted { $0.startMicroseconds < $1.startMicroseconds }
        self.otherCount = otherCount
    }

    private static func calls(
        in file: MappedFile, _ path: String, _ galleries: Set<String>
    ) throws(ToolError) -> (calls: [Call], otherCount: Int) {
        let bytes = file.bytes
        var (calls, otherCount, number, start) = ([Call](), 0, 0, 0)
        while start < bytes.count {
            var line: [UInt8] = []
            while start < bytes.count, bytes[start] != UInt8(ascii: "\n") {
                line.append(bytes[start])
                start += 1
            }
            start += 1
            number += 1
            if line.allSatisfy({ $0 <= UInt8(ascii: " ") }) { continue }
            guard number <= lineCountMax else {
                throw ToolError(description: "\(path) has more than \(Figures.count(lineCountMax)) lines")
            }
            do {
                if let call = try call(line, galleries) { calls.append(call) } else { otherCount += 1 }
            } catch {
                throw ToolError(description: "\(path), line \(number): \(error)")
            }
        }
        return (calls, otherCount)
    }

    /// The call of a line; nil when it is about another gallery or comes from a coordinator.
    private static func call(_ line: [UInt8], _ galleries: Set<String>) throws -> Call? {
        let value = try JSONValue(parsing: line)
        guard let path = value["path"]?.string, let gallery = value["gallery"]?.string,
            let end = value["time_microseconds"]?.integer, let taken = value["microseconds"]?.integer, taken >= 0,
            end >= taken, let request = value["request"]
        else { throw ToolError(description: "not a line of a slow-query log") }
        // A shard's log also tells what coordinators asked it for; who asked them stands in theirs.
        guard galleries.contains(gallery), !path.hasPrefix("/tessera.internal.") else { return nil }
        guard let method = methods.first(where: { $0.method.path == path })?.method else {
            throw ToolError(description: "\(path) is not replayed")
        }
        if value["left_out_dimensions"]?.array?.contains(where: { $0.integer != 0 }) == true {
            throw ToolError(
                description: "the request stands without its vectors, which `slow_log.vectors: true` keeps")
        }
        guard request != .null else {
            throw ToolError(description: "the request was too long to be kept")
        }
        guard let bytes = request.string.flatMap({ Wire.Base64.decoded($0.utf8) }) else {
            throw ToolError(description: "the request is no base64")
        }
        try check(bytes, method)
        let timeout = value["timeout_microseconds"]?.integer.map {
            UInt32(min(max($0, 1), timeoutMicrosecondsMax))
        }
        return Call(
            method: method, startMicroseconds: UInt64(end - taken),
            timeoutMicroseconds: timeout ?? timeoutMicroseconds, request: bytes)
    }

    private static func check(_ bytes: [UInt8], _ method: Method) throws(ToolError) {
        do {
            try unsafe bytes.withUnsafeBytes { bytes in
                switch method {
                case .findGuides: _ = try unsafe FindGuidesRequest(wire: bytes)
                case .searchBatch: _ = try unsafe SearchBatchRequest(wire: bytes)
                default: _ = try unsafe SearchRequest(wire: bytes)
                }
            }
        } catch {
            throw ToolError(description: "the request is no message of its method")
        }
    }

    /// What is to be sent, and in which order.
    ///
    /// - Parameter timeoutMicroseconds: for all calls; nil: what each had.
    func traffic(timeoutMicroseconds: UInt32?) -> (kinds: [LoadKind], recording: LoadRecording) {
        var kinds: [LoadKind] = []
        var places: [Method: Int] = [:]
        var recorded: [LoadRecording.Call] = []
        let first = calls[0].startMicroseconds
        for call in calls {
            let timeout = timeoutMicroseconds ?? call.timeoutMicroseconds
            let place = places[call.method] ?? kinds.count
            if place == kinds.count {
                places[call.method] = place
                kinds.append(
                    LoadKind(
                        name: Self.methods.first { $0.method == call.method }?.name ?? "", method: call.method.rawValue,
                        path: call.method.path, timeoutMicroseconds: timeout, bodies: [call.request]))
                kinds[place].ownTimeouts = [timeout]
            } else {
                kinds[place].bodies.append(call.request)
                kinds[place].ownTimeouts.append(timeout)
            }
            recorded.append(
                LoadRecording.Call(
                    kind: place, body: kinds[place].bodies.count - 1,
                    nanoseconds: (call.startMicroseconds - first) * 1_000))
        }
        return (kinds, LoadRecording(recorded))
    }

    /// `1,200 recorded calls (7 of other galleries)`
    var words: String {
        let others = otherCount > 0 ? " (\(Figures.count(otherCount)) more of other galleries)" : ""
        return "\(Figures.count(calls.count)) recorded calls" + others
    }
}
