internal import Indexing
internal import Vocabulary

extension FieldSpec {
    /// How the field's vectors are laid out and compared.
    var layout: FieldLayout {
        FieldLayout(dimension: Int(dimension), metric: metric ?? .cosine)
    }
}
