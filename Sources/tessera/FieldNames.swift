internal import ArgumentParser

/// Reads `description,tags`.
enum FieldNames {
    static func names(_ text: String) throws(ValidationError) -> [String] {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ !$0.isEmpty }) else {
            throw ValidationError("--fields: '\(text)' is not a list of names such as description,tags")
        }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw ValidationError("--fields: field '\(name)' is named twice")
        }
        return names
    }
}
