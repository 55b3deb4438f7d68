internal import ArgumentParser
internal import Gallery
internal import Ground
internal import Vocabulary

/// Queries by field, each field's in a `.npy` file: what `--queries field=FILE.npy` names.
struct QueryFiles {
    let arrays: [(field: String, array: NumpyArray)]

    /// What `--queries` says, each field once.
    static func paths(_ texts: [String]) throws(ValidationError) -> [(field: String, path: String)] {
        var paths: [(field: String, path: String)] = []
        for text in texts {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex
            else { throw ValidationError("--queries: '\(text)' does not have the form FIELD=FILE.npy") }
            let field = String(text[..<sign])
            guard !paths.contains(where: { $0.field == field }) else {
                throw ValidationError("--queries: field '\(field)' is given twice")
            }
            paths.append((field, String(text[text.index(after: sign)...])))
        }
        return paths
    }

    init(_ texts: [String]) throws {
        var arrays: [(field: String, array: NumpyArray)] = []
        for (field, path) in try Self.paths(texts) {
            let file: MappedFile
            do throws(MappedFileError) {
                file = try MappedFile(path: path)
            } catch {
                throw ToolError(description: "\(error)")
            }
            do throws(NumpyError) {
                arrays.append((field, try NumpyArray(file)))
            } catch {
                throw ToolError(description: "\(path): \(error)")
            }
            guard arrays.last!.array.rowCount > 0 else { throw ToolError(description: "\(path) has no rows") }
        }
        self.arrays = arrays
    }

    /// Returns when every field is one of the gallery's and its queries have the field's dimension.
    func check(in spec: GallerySpec) throws(ToolError) {
        for (field, array) in arrays {
            guard let declared = spec.fields.first(where: { $0.name == field }) else {
                throw ToolError(
                    description: "gallery '\(spec.name)' has no field '\(field)'; it has "
                        + spec.fields.map(\.name).joined(separator: ", "))
            }
            guard Int(declared.dimension) == array.dimension else {
                throw ToolError(
                    description: "field '\(field)' has \(declared.dimension) dimensions; its queries have "
                        + "\(array.dimension)")
            }
        }
    }

    /// Bytes of all queries in a request.
    var byteCount: Int { arrays.reduce(0) { $0 + $1.array.rowCount * $1.array.dimension * 4 } }

    /// Returns when queries of `byteCount` bytes are not more than one call may carry.
    static func checkByteCount(_ byteCount: Int) throws(ToolError) {
        let byteCountMax = Limits().frameByteCountMax - (1 << 20)
        guard byteCount <= byteCountMax else {
            throw ToolError(
                description: "the queries take \(Figures.byteCount(UInt64(byteCount))), and one call carries "
                    + "\(Figures.byteCount(UInt64(byteCountMax))); give fewer")
        }
    }

    /// All queries, as a request takes them.
    ///
    /// - Throws: when they are more than one call may carry.
    func messages() throws(ToolError) -> [QueryVectors] {
        try Self.checkByteCount(byteCount)
        return arrays.map { field, array in
            var values: [Float] = []
            values.reserveCapacity(array.rowCount * array.dimension)
            for row in 0..<array.rowCount { values.append(contentsOf: array.values(ofRow: row)) }
            return QueryVectors(field: field, values: values)
        }
    }
}
