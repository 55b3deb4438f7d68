internal import Gallery
internal import Ground

/// Names what an import reads, so that a second run of the same import is known as such and goes on.
enum ImportSource {
    private static let hashedByteCount = 1 << 20

    /// Name, size, time and a hash of the beginning and the end of `file`, and of all that changes what its rows mean.
    static func name(
        path: String, file: MappedFile, format: CatalogueFormat, mapping: [CatalogueColumn: String],
        attributes: [CatalogueAttribute] = [], vectorPaths: [(field: String, path: String)]
    ) -> String {
        let bytes = file.bytes
        var state: UInt64 = 0
        let length = min(bytes.count, hashedByteCount)
        for range in [0..<length, bytes.count - length..<bytes.count] {
            let part = bytes.extracting(range)
            state = unsafe part.withUnsafeBytes { unsafe Hash.xxh3($0, seed: state) }
        }
        let meaning =
            [format.rawValue]
            + CatalogueColumn.allCases.compactMap { column in mapping[column].map { "\(column.rawValue)=\($0)" } }
            + attributes.map { "attribute \($0.name):\($0.kind?.rawValue ?? "")" }.sorted()
            + vectorPaths.map { "\($0.field)=\($0.path)" }.sorted()
        state = Hash.xxh3(Hash.xxh3(meaning.joined(separator: "\n")), seed: state)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let digits = String(state, radix: 16)
        return "\(name.prefix(200)), \(bytes.count) bytes, changed \(file.modifiedNanoseconds), "
            + "xxh3 " + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
