internal import Vocabulary

extension CallFailure {
    /// The request breaks a rule.
    static func invalid(
        _ reason: String, _ message: String, at field: String = "", limit: Int? = nil, value: Int? = nil
    ) -> CallFailure {
        CallFailure(
            .invalidArgument, reason, message, field: field, limit: limit.map(Int64.init), value: value.map(Int64.init))
    }

    /// More than a limit allows.
    static func tooMany(_ what: String, _ count: Int, limit: Int, at field: String) -> CallFailure {
        invalid("too_many", "\(count) \(what), at most \(limit)", at: field, limit: limit, value: count)
    }

    /// No field of the gallery has this name.
    static func unknownField(_ name: String, nearest: String?, at field: String) -> CallFailure {
        invalid(
            "unknown_field", "the gallery has no field '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
            at: field)
    }

    /// The vectors of another encoder than the field's.
    static func otherEncoder(_ given: String, expected: String, at field: String) -> CallFailure {
        CallFailure(
            .failedPrecondition, "encoder_mismatch",
            "the vector was made by '\(given)', the field's vectors are made by '\(expected)'", field: field)
    }
}
