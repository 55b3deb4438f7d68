public import Vocabulary

/// The texts of items, field by field, by a gallery's templates.
public struct FieldTexts: Sendable {
    private let templates: [TextTemplate<ItemPlaceholder>?]

    /// The templates of `spec`, parsed once.
    ///
    /// - Throws: `INVALID_ARGUMENT` naming the field whose template is wrong, and where in it.
    public init(_ spec: GallerySpec) throws(CallFailure) {
        var templates: [TextTemplate<ItemPlaceholder>?] = []
        for (index, field) in spec.fields.enumerated() {
            templates.append(
                field.template.isEmpty
                    ? nil : try GalleryRules.template(field.template, at: "spec.fields[\(index)].template"))
        }
        self.templates = templates
    }

    /// By field in declared order: the text to encode; nil when the item lacks the field, because its text is empty or
    /// because the field has no template.
    public func texts(of item: Item) -> [String?] {
        templates.map { template in
            let text = template?.render { FieldTexts.value($0, of: item) } ?? ""
            return text.isEmpty ? nil : text
        }
    }

    private static func value(_ placeholder: ItemPlaceholder, of item: Item) -> String {
        switch placeholder {
        case .description: item.description
        case .tags: joined(item.tags)
        case .detections: joined(labels(item.detections))
        case .author: item.authorName
        }
    }

    /// The distinct labels, each as sure as its surest detection, the surest first; among equals the first one named.
    private static func labels(_ detections: [Detection]) -> [String] {
        var found: [(label: String, score: Float)] = []
        var places: [String: Int] = [:]
        for detection in detections {
            let label = tidied(detection.label)
            if let place = places[label] {
                found[place].score = max(found[place].score, detection.score)
            } else {
                places[label] = found.count
                found.append((label, detection.score))
            }
        }
        let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
        return order.map { found[$0].label }
    }
}

/// The words of `list` that are not blank, joined with commas.
func joined(_ list: [String]) -> String {
    list.map(tidied).filter { !$0.isEmpty }.joined(separator: ", ")
}
