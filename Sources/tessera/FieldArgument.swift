internal import ArgumentParser
internal import Ground
internal import Vocabulary

/// Reads `--field description:dim=384,metric=cosine,template={description}, by {author},encoder=minilm`.
enum FieldArgument {
    private static let keys = ["dim", "metric", "template", "encoder", "fingerprint", "weight", "precision", "rerank"]

    static func field(_ text: String) throws(ValidationError) -> FieldSpec {
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        var field = FieldSpec(name: String(text[..<colon]))
        guard !field.name.isEmpty else { throw ValidationError("--field: '\(text)' has no name before the colon") }
        guard colon != text.endIndex else { return field }
        for (key, value) in try pairs(text[text.index(after: colon)...], of: field.name) {
            switch key {
            case "dim":
                guard let dimension = UInt32(value), (1...Limits.dimensionMax).contains(Int(dimension)) else {
                    throw bad(key, value, field.name, "a whole number from 1 to \(Limits.dimensionMax)")
                }
                field.dimension = dimension
            case "metric":
                guard let metric = Metric(word: value) else {
                    throw bad(key, value, field.name, "cosine, inner_product or l2")
                }
                field.metric = metric
            case "template": field.template = value
            case "encoder": field.encoder = value
            case "fingerprint": field.encoderFingerprint = value
            case "weight":
                guard let weight = Float(value), weight.isFinite, weight >= 0 else {
                    throw bad(key, value, field.name, "a number, 0 or more")
                }
                field.weight = weight
            default:
                guard let precision = VectorPrecision.allCases.first(where: { "\($0)" == value }) else {
                    throw bad(key, value, field.name, key == "precision" ? "f16" : "f16 or sq8")
                }
                if key == "precision" { field.precision = precision } else { field.rerank = precision }
            }
        }
        return field
    }

    private static func bad(_ key: String, _ value: String, _ name: String, _ form: String) -> ValidationError {
        ValidationError("--field \(name): \(key) is \(form), not '\(value)'")
    }

    /// The pairs of `text`. A comma parts two pairs only where a known key and `=` follow, so that templates may hold
    /// commas.
    private static func pairs(
        _ text: Substring, of name: String
    ) throws(ValidationError) -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let sign = part.firstIndex(of: "="), keys.contains(String(part[..<sign])) {
                pairs.append((String(part[..<sign]), String(part[part.index(after: sign)...])))
            } else if let last = pairs.popLast(), last.key == "template" {
                pairs.append((last.key, last.value + "," + part))
            } else {
                let key = String(part.prefix { $0 != "=" })
                let hint = NearestName.of(key, among: keys).map { "; did you mean '\($0)'?" } ?? ""
                throw ValidationError(
                    "--field \(name): '\(key)' is none of \(keys.joined(separator: ", "))\(hint)")
            }
        }
        return pairs
    }
}
