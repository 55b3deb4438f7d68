internal import ArgumentParser
internal import Vocabulary

/// Reads `--weight tags=0.5`.
enum WeightArgument {
    static func weights(_ texts: [String]) throws(ValidationError) -> [FieldWeight] {
        var weights: [FieldWeight] = []
        for text in texts {
            guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
                let weight = Float(text[text.index(after: sign)...]), weight.isFinite, weight >= 0
            else { throw ValidationError("--weight: '\(text)' does not have the form FIELD=NUMBER, 0 or more") }
            let field = String(text[..<sign])
            guard !weights.contains(where: { $0.field == field }) else {
                throw ValidationError("--weight: field '\(field)' is given twice")
            }
            weights.append(FieldWeight(field: field, weight: weight))
        }
        return weights
    }
}
