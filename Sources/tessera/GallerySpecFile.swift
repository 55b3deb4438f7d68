internal import Ground
internal import JSON
internal import Vocabulary

/// Reads the declaration of a gallery from JSON, in the shape that `gallery describe --json` writes.
enum GallerySpecFile {
    static func spec(path: String) throws -> GallerySpec {
        let file: MappedFile
        do throws(MappedFileError) {
            file = try MappedFile(path: path)
        } catch {
            throw ToolError(description: "\(error)")
        }
        let bytes = file.bytes
        var copy: [UInt8] = []
        for offset in 0..<min(bytes.count, 1 << 20) { copy.append(bytes[offset]) }
        do {
            return try spec(JSONValue(parsing: copy))
        } catch {
            throw ToolError(description: "\(path): \(error)")
        }
    }

    static func spec(_ document: JSONValue) throws(ToolError) -> GallerySpec {
        // The whole answer of `describe` is taken too.
        let value = document["spec"] ?? document
        var spec = GallerySpec()
        for (key, value) in try members(
            of: value, at: "",
            known: ["name", "fields", "scene", "fusion", "exact_below", "min_recall", "target_recall"])
        {
            switch key {
            case "name": spec.name = try string(value, at: key)
            case "fields":
                guard let fields = value.array else { throw wrong(value, at: key, expected: "a list") }
                for (place, field) in fields.enumerated() {
                    spec.fields.append(try Self.field(field, at: "fields[\(place)]"))
                }
            case "scene":
                var scene = SceneTemplates()
                for (part, value) in try members(of: value, at: key, known: ["search_text", "generation_prompt"]) {
                    if part == "search_text" {
                        scene.searchText = try string(value, at: "scene.\(part)")
                    } else {
                        scene.generationPrompt = try string(value, at: "scene.\(part)")
                    }
                }
                spec.scene = scene
            case "fusion":
                let word = try string(value, at: key)
                spec.fusion = try choice(word, among: FusionKind.allCases, at: key)
            case "exact_below":
                spec.exactBelow = try whole(value, at: key)
            case "min_recall": spec.minRecall = Float(try number(value, at: key))
            default: spec.targetRecall = Float(try number(value, at: key))
            }
        }
        return spec
    }

    private static func field(_ value: JSONValue, at path: String) throws(ToolError) -> FieldSpec {
        var field = FieldSpec()
        for (key, value) in try members(
            of: value, at: path,
            known: [
                "name", "dimension", "metric", "template", "encoder", "encoder_fingerprint", "weight", "precision",
                "rerank",
            ])
        {
            let place = "\(path).\(key)"
            switch key {
            case "name": field.name = try string(value, at: place)
            case "dimension": field.dimension = try whole(value, at: place)
            case "metric":
                let word = try string(value, at: place)
                guard let metric = Metric(word: word) else {
                    throw ToolError(
                        description: "\(place): '\(word)' is none of "
                            + Metric.allCases.map(\.word).joined(separator: ", "))
                }
                field.metric = metric
            case "template": field.template = try string(value, at: place)
            case "encoder": field.encoder = try string(value, at: place)
            case "encoder_fingerprint": field.encoderFingerprint = try string(value, at: place)
            case "weight": field.weight = Float(try number(value, at: place))
            case "precision":
                field.precision = try choice(string(value, at: place), among: VectorPrecision.allCases, at: place)
            default: field.rerank = try choice(string(value, at: place), among: VectorPrecision.allCases, at: place)
            }
        }
        return field
    }

    /// The members of an object, none of which may be unknown.
    private static func members(
        of value: JSONValue, at path: String, known: [String]
    ) throws(ToolError) -> [(String, JSONValue)] {
        guard let members = value.object else {
            throw wrong(value, at: path.isEmpty ? "the document" : path, expected: "an object")
        }
        for member in members where !known.contains(member.key) {
            let hint = NearestName.of(member.key, among: known).map { "; did you mean '\($0)'?" } ?? ""
            throw ToolError(
                description: "\(path.isEmpty ? "" : path + ".")\(member.key) is not known\(hint)")
        }
        return members.filter { $0.value != .null }.map { ($0.key, $0.value) }
    }

    private static func string(_ value: JSONValue, at path: String) throws(ToolError) -> String {
        guard let text = value.string else { throw wrong(value, at: path, expected: "a string") }
        return text
    }

    private static func number(_ value: JSONValue, at path: String) throws(ToolError) -> Double {
        guard let number = value.number else { throw wrong(value, at: path, expected: "a number") }
        return number
    }

    private static func whole(_ value: JSONValue, at path: String) throws(ToolError) -> UInt32 {
        guard let number = value.integer, let whole = UInt32(exactly: number) else {
            throw wrong(value, at: path, expected: "a whole number of 0...\(UInt32.max)")
        }
        return whole
    }

    private static func choice<Choice>(
        _ word: String, among choices: [Choice], at path: String
    ) throws(ToolError) -> Choice {
        guard let choice = choices.first(where: { "\($0)" == word }) else {
            let names = choices.map { "\($0)" }.joined(separator: ", ")
            throw ToolError(description: "\(path): '\(word)' is none of \(names)")
        }
        return choice
    }

    private static func wrong(_ value: JSONValue, at path: String, expected: String) -> ToolError {
        ToolError(description: "\(path): \(value.kindName) stands where \(expected) should")
    }
}
