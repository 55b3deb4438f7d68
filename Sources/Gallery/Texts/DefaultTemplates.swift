public import Vocabulary

/// The templates of a gallery that states none.
public enum DefaultTemplates {
    /// The standard fields with their templates, in declared order. A field whose text is empty is missing from the
    /// item; it is never a copy of another field.
    public static let fields: [(name: String, template: String)] = [
        ("description", "{description}"),
        ("tags", "{tags}"),
        ("detections", "{detections!}[, {tags}]"),
    ]

    /// The words that describe pictures, and nothing that only a generator understands.
    public static let searchText = "{role_a!}[ and {role_b}][, {action}][, {style}]"
    /// Trigger words first, where they weigh most and part no phrase.
    public static let generationPrompt =
        "[{trigger_a}, ][{trigger_b}, ]{role_a!}[ and {role_b}][, {action}][, {style}]"

    public static let scene = SceneTemplates(searchText: searchText, generationPrompt: generationPrompt)
}
