/// What a field's template can take from an item.
public enum ItemPlaceholder: String, Sendable, CaseIterable {
    case description
    /// The tags, joined with commas.
    case tags
    /// The distinct labels of the detections, the surest first, joined with commas.
    case detections
    /// The author's name.
    case author
}
