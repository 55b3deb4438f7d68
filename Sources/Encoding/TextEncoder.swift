public import Ground
public import Vocabulary

/// Turns texts into vectors of unit length, on threads of its own.
///
/// Calls of a few texts go before long ones, equal texts are encoded once, and what was encoded last is remembered.
public final class TextEncoder: Sendable {
    /// What fields call the encoder.
    public let name: String
    /// What the vectors depend on. Vectors of two fingerprints may not be compared.
    public let fingerprint: String
    public let dimension: Int
    /// Tokens after which a text is cut, special ones included; 0 when an endpoint decides.
    public let tokenLimit: Int
    private let queue: EncodeQueue

    /// The encoder that `configuration` describes. Loading a model takes about a second.
    ///
    /// - Throws: `FAILED_PRECONDITION` with what is missing and how to get it: `runtime_missing`, `runtime_unusable`,
    ///   `model_missing`, `model_unusable`, `vocabulary_missing`, `vocabulary_malformed`, `configuration_invalid`.
    public convenience init(_ configuration: EncoderConfiguration) throws(CallFailure) {
        try configuration.validate()
        let engine: any EncodingEngine
        switch configuration.kind {
        case .onnx: engine = try OnnxEngine(configuration)
        case .endpoint: engine = try EndpointEngine(configuration)
        }
        try self.init(name: configuration.name, engine: engine, configuration: configuration)
    }

    init(name: String, engine: any EncodingEngine, configuration: EncoderConfiguration) throws(CallFailure) {
        self.name = name
        fingerprint = engine.fingerprint
        dimension = engine.dimension
        tokenLimit = engine.tokenLimit
        queue = try EncodeQueue(
            engine: engine, workerCount: configuration.workerCount,
            cacheByteCountMax: configuration.cacheByteCountMax, waitingByteCountMax: Limits.encodingByteCountMax)
    }

    deinit {
        queue.close()
    }

    /// The vector of each of `texts`, in their order; the first text that has none fails the call.
    ///
    /// - Parameters:
    ///   - deadline: when the answer is no longer wanted.
    ///   - isCancelled: asked about 50 times a second, from any thread; true ends the call. So does, at once, the
    ///     cancellation of the task that calls.
    /// - Throws: `INVALID_ARGUMENT` `empty_text` or `text_too_long` with field `texts[i]`, `DEADLINE_EXCEEDED`,
    ///   `CANCELLED`, `RESOURCE_EXHAUSTED` `encoder_busy`, `UNAVAILABLE`, `INTERNAL`.
    public func encode(
        _ texts: [String], deadline: MonotonicTime = .never, isCancelled: (@Sendable () -> Bool)? = nil
    ) async throws(CallFailure) -> [EncodedText] {
        let results = try await encodeEach(texts, deadline: deadline, isCancelled: isCancelled)
        var encoded: [EncodedText] = []
        encoded.reserveCapacity(results.count)
        for result in results { encoded.append(try result.get()) }
        return encoded
    }

    /// The vector of each of `texts`, in their order, or why that text has none.
    ///
    /// - Throws: what concerns the call as a whole: `DEADLINE_EXCEEDED`, `CANCELLED`, `RESOURCE_EXHAUSTED`,
    ///   `UNAVAILABLE` once the encoder is closed.
    public func encodeEach(
        _ texts: [String], deadline: MonotonicTime = .never, isCancelled: (@Sendable () -> Bool)? = nil
    ) async throws(CallFailure) -> [Result<EncodedText, CallFailure>] {
        if isCancelled?() == true { throw EncodeBoard.cancelled }
        if deadline != .never, deadline <= .now { throw EncodeBoard.late }
        let call = EncodeCall(
            slots: texts.map { text in Self.refusal(of: text).map { .failure($0) } }, deadline: deadline,
            isCancelled: isCancelled)
        let results =
            try queue.begin(call, texts: texts) ? await answer(to: call).get() : call.slots.map { $0! }
        return results.enumerated().map { place, result in
            guard case .failure(var failure) = result, failure.status == .invalidArgument else { return result }
            failure.field = "texts[\(place)]"
            return .failure(failure)
        }
    }

    /// What the encoder has done so far.
    public var statistics: EncoderStatistics { queue.statistics }

    /// Ends the calls that wait with `UNAVAILABLE`, refuses new ones, and ends the threads.
    public func close() {
        queue.close()
    }

    /// Why `text` is not even tried; nil when it is.
    private static func refusal(of text: String) -> CallFailure? {
        if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return emptyText }
        guard text.utf8.count > Limits.textByteCountMax else { return nil }
        return CallFailure(
            .invalidArgument, "text_too_long", "the text is longer than \(Limits.textByteCountMax) bytes",
            limit: Int64(Limits.textByteCountMax), value: Int64(text.utf8.count))
    }

    /// What is said of a text without anything to encode.
    static var emptyText: CallFailure {
        CallFailure(.invalidArgument, "empty_text", "the text holds nothing but blanks and controls")
    }

    /// Waits for `call`; a task that is cancelled ends it at once.
    private func answer(to call: EncodeCall) async -> EncodeCall.Answer {
        await withTaskCancellationHandler {
            await wait(for: call)
        } onCancel: {
            queue.cancel(call)
        }
    }

    private func wait(for call: EncodeCall) async -> EncodeCall.Answer {
        #if DEBUG
        await withCheckedContinuation { continuation in
            queue.whenFinished(call) { continuation.resume(returning: $0) }
        }
        #else
        await unsafe withUnsafeContinuation { continuation in
            queue.whenFinished(call) { unsafe continuation.resume(returning: $0) }
        }
        #endif
    }
}
