import Gallery
import Testing
import Vocabulary

/// Declarations that tests start from.
enum SampleSpec {
    static let encoders = [
        EncoderFacts(name: "mini", dimension: 3, fingerprint: "mini-1"),
        EncoderFacts(name: "clip", dimension: 4, fingerprint: "clip-1"),
    ]

    /// The standard fields, of dimension 3, tags of weight 0.5; and an `own` one of dimension 2, compared by L2,
    /// without encoder.
    static let standard: GallerySpec = {
        var fields = DefaultTemplates.fields.map {
            FieldSpec(name: $0.name, template: $0.template, encoder: "mini")
        }
        fields[1].weight = 0.5
        fields.append(FieldSpec(name: "own", dimension: 2, metric: .l2))
        do {
            return try GalleryRules.completed(GallerySpec(name: "drawings", fields: fields), encoders: encoders)
        } catch {
            fatalError("\(error)")
        }
    }()
}

/// Expects a failure with this reason and place.
func expect(
    _ failure: CallFailure?, _ reason: String, _ field: String, _ status: StatusCode = .invalidArgument,
    limit: Int64? = nil, value: Int64? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(failure?.reason == reason, sourceLocation: sourceLocation)
    #expect(failure?.field == field, sourceLocation: sourceLocation)
    #expect(failure?.status == status, sourceLocation: sourceLocation)
    if let limit { #expect(failure?.limit == limit, sourceLocation: sourceLocation) }
    if let value { #expect(failure?.value == value, sourceLocation: sourceLocation) }
}
