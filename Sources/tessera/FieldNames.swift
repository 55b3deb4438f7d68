internal import ArgumentParser
internal import Ground
internal import Vocabulary

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

    /// Returns when all of `names` are fields of the gallery.
    static func check(_ names: [String], in spec: GallerySpec) throws(ToolError) {
        for name in names where !spec.fields.contains(where: { $0.name == name }) {
            let hint = NearestName.of(name, among: spec.fields.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
            throw ToolError(description: "--fields: gallery '\(spec.name)' has no field '\(name)'\(hint)")
        }
    }
}
