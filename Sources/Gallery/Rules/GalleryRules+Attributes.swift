internal import Vocabulary

// Conditions on attributes.
extension GalleryRules {
    /// Returns when `clause` names an attribute and says either values or bounds.
    static func check(_ clause: AttributeClause, at path: String) throws(CallFailure) {
        if clause.name.isEmpty { throw .invalid("empty_name", "an attribute has a name", at: "\(path).name") }
        try checkText(clause.name, limit: Limits.attributeNameByteCountMax, at: "\(path).name")
        let hasBounds = clause.minimum != nil || clause.maximum != nil
        if clause.any.isEmpty {
            guard hasBounds else {
                throw .invalid("empty_clause", "the condition has neither values nor bounds", at: path)
            }
            try checkBounds(clause, at: path)
        } else {
            guard !hasBounds else {
                throw .invalid(
                    "ambiguous_clause", "a condition has values or bounds; say it with two for both", at: path)
            }
            try checkValues(clause, at: path)
        }
    }

    private static func checkBounds(_ clause: AttributeClause, at path: String) throws(CallFailure) {
        for (bound, name) in [(clause.minimum, "minimum"), (clause.maximum, "maximum")] {
            if let bound, !bound.isFinite {
                throw .invalid("not_finite", "\(bound) is not a number to go by", at: "\(path).\(name)")
            }
        }
        if let minimum = clause.minimum, let maximum = clause.maximum, minimum > maximum {
            throw .invalid("empty_range", "no number is at least \(minimum) and at most \(maximum)", at: path)
        }
    }

    private static func checkValues(_ clause: AttributeClause, at path: String) throws(CallFailure) {
        let limit = Limits.filterValueCountMax
        if clause.any.count > limit {
            throw .tooMany("values", clause.any.count, limit: limit, at: "\(path).any")
        }
        var firstKind: String?
        for (index, attribute) in clause.any.enumerated() {
            let path = "\(path).any[\(index)]"
            guard attribute.name.isEmpty || attribute.name.utf8.elementsEqual(clause.name.utf8) else {
                throw .invalid(
                    "other_attribute", "a value of '\(attribute.name)' in a condition on '\(clause.name)'",
                    at: "\(path).name")
            }
            let kind: String
            switch attribute.value {
            case nil:
                throw .invalid("no_value", "a value that attribute '\(clause.name)' may equal is missing", at: path)
            case .text(let text):
                try checkText(text, limit: Limits.attributeByteCountMax, at: "\(path).text")
                kind = "texts"
            case .real(let number) where !number.isFinite:
                throw .invalid("not_finite", "\(number) is not a number to go by", at: "\(path).real")
            case .integer, .real: kind = "numbers"
            case .flag: kind = "truth values"
            }
            if let firstKind, firstKind != kind {
                throw .invalid("mixed_kinds", "\(firstKind) and \(kind) in one condition; say one of them", at: path)
            }
            firstKind = kind
        }
    }
}
