internal import Gallery
internal import Vocabulary

extension SearchDraft {
    /// The texts that are to be encoded, by the field that they are looked for in.
    var texts: [(field: FieldSpec, text: String)] {
        fields.compactMap { field in
            if case .text(let text) = field.source { (field.spec, text) } else { nil }
        }
    }

    /// Fills in the vectors of the fields that are searched by a text.
    ///
    /// - Throws: why a text has none.
    mutating func fill(_ encoded: EncodedTexts) throws(CallFailure) {
        for place in fields.indices {
            guard case .text(let text) = fields[place].source else { continue }
            fields[place].vector = try encoded.vector(of: text, for: fields[place].spec)
        }
    }
}
