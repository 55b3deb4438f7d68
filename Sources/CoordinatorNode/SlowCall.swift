internal import Ground
internal import JSON
internal import Serving
internal import Vocabulary
internal import Wire

/// What the slow-query log tells of a call.
struct SlowCall: Sendable {
    let method: Method
    let gallery: String
    let traceparent: String
    let peer: String
    let microseconds: UInt64
    /// The call's timeout; nil when it had none.
    let timeoutMicroseconds: UInt64?
    let failure: CallFailure?
    /// Nil when it did not come so far, and for methods that are no search.
    let explanation: Explanation?
    let hitCount: Int
    /// The request's message, if it is kept, and how many numbers its vectors had if they were left out.
    let request: [UInt8]?
    let dimensions: [Int]?

    init(
        _ method: Method, gallery: String, _ call: CallContext, failure: CallFailure?, explanation: Explanation?,
        hitCount: Int, request: [UInt8]?, dimensions: [Int]?
    ) {
        self.method = method
        self.gallery = gallery
        self.failure = failure
        self.explanation = explanation
        self.hitCount = hitCount
        self.request = request
        self.dimensions = dimensions
        traceparent = call.traceparent
        peer = call.peer.description
        microseconds = MonotonicTime.now.microseconds(since: call.receivedAt)
        timeoutMicroseconds =
            call.deadline == .never ? nil : call.deadline.microseconds(since: call.receivedAt)
    }

    func json(atMicroseconds time: UInt64, droppedCount: UInt64) -> JSONValue {
        var members = [
            JSONMember("time_microseconds", Self.number(time)), JSONMember("method", .string("\(method)")),
            JSONMember("path", .string(method.path)), JSONMember("gallery", .string(gallery)),
            JSONMember("peer", .string(peer)), JSONMember("microseconds", Self.number(microseconds)),
            JSONMember("timeout_microseconds", timeoutMicroseconds.map(Self.number) ?? .null),
            JSONMember("status", .string((failure?.status ?? .ok).name)),
            JSONMember("hits", .integer(Int64(hitCount))),
        ]
        if !traceparent.isEmpty { members.append(JSONMember("traceparent", .string(traceparent))) }
        if let failure { members.append(JSONMember("reason", .string(failure.reason))) }
        if let explanation {
            members.append(JSONMember("stages_microseconds", Self.stages(explanation.times ?? StageTimes())))
            members.append(JSONMember("plan", Self.plan(explanation)))
        }
        let kept = request.flatMap { $0.count > SlowLog.requestByteCountMax ? nil : $0 }
        members.append(JSONMember("request", kept.map { .string(Base64.encoded($0)) } ?? .null))
        if let dimensions {
            members.append(JSONMember("left_out_dimensions", .array(dimensions.map { .integer(Int64($0)) })))
        }
        if droppedCount > 0 { members.append(JSONMember("dropped_before", Self.number(droppedCount))) }
        return .object(members)
    }

    private static func stages(_ times: StageTimes) -> JSONValue {
        .object([
            JSONMember("queue", number(times.queue)), JSONMember("encode", number(times.encode)),
            JSONMember("filter", number(times.filter)), JSONMember("plan", number(times.plan)),
            JSONMember("scan", number(times.scan)), JSONMember("rerank", number(times.rerank)),
            JSONMember("fuse", number(times.fuse)), JSONMember("fetch", number(times.fetch)),
        ])
    }

    private static func plan(_ explanation: Explanation) -> JSONValue {
        .object([
            JSONMember("candidates_per_field", .integer(Int64(explanation.candidatesPerField))),
            JSONMember("union", .integer(Int64(explanation.unionCount))),
            JSONMember("rounds", .integer(Int64(explanation.roundCount))),
            JSONMember("allowed", number(explanation.allowedCount)),
            JSONMember(
                "fields",
                .array(
                    explanation.fields.map { field in
                        .object([
                            JSONMember("field", .string(field.field)), JSONMember("exact", .bool(field.exact)),
                            JSONMember("nprobe", .integer(Int64(field.nprobe))),
                            JSONMember("planned", number(field.plannedCount)),
                        ])
                    })),
        ])
    }

    private static func number(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
}
