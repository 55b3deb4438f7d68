internal import JSON
internal import Vocabulary

/// Reads what an embeddings server answers.
enum EndpointReply {
    /// The vector of each text, in the order of the request.
    ///
    /// - Throws: `INTERNAL` `endpoint_reply_malformed`, `FAILED_PRECONDITION` `endpoint_dimension`.
    static func vectors(
        in body: [UInt8], byteCountMax: Int, textCount: Int, dimension: Int
    ) throws(CallFailure) -> [Result<EncodedText, CallFailure>] {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: body, limits: JSONLimits(byteCountMax: byteCountMax, depthMax: 16))
        } catch {
            throw malformed("it is no JSON: \(error)")
        }
        guard let data = json["data"]?.array else { throw malformed("it has no list \"data\"") }
        guard data.count == textCount else { throw malformed("it has \(data.count) vectors for \(textCount) texts") }
        // Of several texts only the sum is told.
        let told = textCount == 1 ? json["usage"]?["prompt_tokens"]?.integer : nil
        let tokenCount = Int(clamping: max(0, told ?? 0))
        var slots = [Result<EncodedText, CallFailure>?](repeating: nil, count: textCount)
        for (order, element) in data.enumerated() {
            let index = element["index"].map { $0.integer ?? -1 } ?? Int64(order)
            guard index >= 0, index < textCount, slots[Int(index)] == nil else {
                throw malformed("element \(order) has an index that is out of range or stands twice")
            }
            var vector = try vector(in: element, order: order, dimension: dimension)
            slots[Int(index)] =
                Pooling.normalize(&vector)
                ? .success(
                    EncodedText(vector: vector, tokenCount: tokenCount, unknownTokenCount: 0, isTruncated: false))
                : .failure(Pooling.notFinite)
        }
        // As many elements as slots, each with a slot of its own: none is empty.
        return slots.map { $0! }
    }

    private static func vector(
        in element: JSONValue, order: Int, dimension: Int
    ) throws(CallFailure) -> [Float] {
        guard let numbers = element["embedding"]?.array else {
            throw malformed("element \(order) has no list \"embedding\"")
        }
        guard numbers.count == dimension else {
            throw CallFailure(
                .failedPrecondition, "endpoint_dimension",
                "the endpoint's vectors have another dimension than configured", limit: Int64(dimension),
                value: Int64(numbers.count))
        }
        var vector: [Float] = []
        vector.reserveCapacity(dimension)
        for number in numbers {
            guard let value = number.number else { throw malformed("element \(order) holds what is no number") }
            vector.append(Float(value))
        }
        return vector
    }

    /// What the server says about an error, cut to 300 characters; empty when it says nothing.
    static func message(in body: [UInt8]) -> String {
        var said = ""
        if let json = try? JSONValue(parsing: body, limits: JSONLimits(byteCountMax: 64 << 10, depthMax: 16)) {
            let error = json["error"]
            said = error?["message"]?.string ?? error?.string ?? json["message"]?.string ?? json["detail"]?.string ?? ""
        }
        if said.isEmpty { said = String(decoding: body.prefix(1_024), as: UTF8.self) }
        let printable = said.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        return String(printable.prefix(300))
    }

    private static func malformed(_ why: String) -> CallFailure {
        CallFailure(.internal, "endpoint_reply_malformed", "the endpoint's reply cannot be used: \(why)")
    }
}
