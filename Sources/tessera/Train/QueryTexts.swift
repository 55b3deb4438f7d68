internal import Calling
internal import Gallery
internal import Ground
internal import Vocabulary
internal import Wire

/// Texts to measure recall with: what `train --texts FILE` names. Each is a query of every trained field that has an
/// encoder and no vectors of its own.
struct QueryTexts {
    let texts: [String]

    /// - Throws: when the file has no text, or more than a field may be measured with.
    init(_ path: String) throws(ToolError) {
        texts = try TextLines.read(path, countMax: Limits.trainQueryCountMax)
    }

    /// The fields that the texts are queries of.
    ///
    /// - Parameter names: the fields to train; empty for all.
    /// - Parameter given: fields that have vectors.
    /// - Throws: when there is none.
    static func fields(
        of spec: GallerySpec, named names: [String], besides given: [String]
    ) throws(ToolError) -> [FieldSpec] {
        let trained = spec.fields.filter { names.isEmpty || names.contains($0.name) }
        let encoded = trained.filter { !$0.encoder.isEmpty }
        guard !encoded.isEmpty else {
            throw ToolError(
                description: "--texts: no field that is trained has an encoder ("
                    + trained.map(\.name).joined(separator: ", ") + "); give vectors with --queries")
        }
        let fields = encoded.filter { !given.contains($0.name) }
        guard !fields.isEmpty else {
            throw ToolError(description: "--texts: every field that is trained and has an encoder has --queries too")
        }
        return fields
    }

    /// The texts' vectors as queries of `fields`.
    ///
    /// - Parameter files: what the request carries besides.
    /// - Throws: when they are more than one call may carry; what the node answers.
    func messages(
        for fields: [FieldSpec], besides files: QueryFiles, caller: Caller, isForPeople: Bool
    ) async throws -> [QueryVectors] {
        try QueryFiles.checkByteCount(
            fields.reduce(files.byteCount) { $0 + texts.count * Int($1.dimension) * 4 })
        var line = ProgressLine(quietSeconds: 5, isForPeople: isForPeople)
        defer { line.clear() }
        var encoded = EncodedTexts(texts, caller: caller)
        var messages: [QueryVectors] = []
        for field in fields {
            let vectors = try await encoded.vectors(for: field) { count in
                let share = Double(count) / Double(texts.count)
                let (bar, total) = (line.bar(share), Figures.count(texts.count))
                line.show { "\(bar)  encoding \(total) texts with \(field.encoder)" }
            }
            messages.append(QueryVectors(field: field.name, values: vectors.flatMap { $0 }))
        }
        return messages
    }
}
