internal import Gallery
internal import Ground
internal import Vocabulary

/// Makes batches of a catalogue's rows and the vectors that belong to them.
struct BatchReader {
    /// Bytes of a batch's numbers and texts after which it is full, well below the limit of a frame.
    private static let byteCountMax = 8 << 20
    /// Ids whose hashes are remembered to count those that come twice: 64 MiB of memory or so.
    private static let rememberedIdCountMax = 4 << 20

    private(set) var reader: CatalogueReader
    /// Ready vectors by field; row i of each belongs to data row i.
    let vectors: [(field: String, array: NumpyArray)]
    let itemCountMax: Int
    /// Data rows after which reading ends.
    let rowCountMax: Int
    private var rememberedIds: Set<UInt64> = []

    init(
        _ reader: CatalogueReader, vectors: [(field: String, array: NumpyArray)], itemCountMax: Int, rowCountMax: Int
    ) {
        self.reader = reader
        self.vectors = vectors
        self.itemCountMax = itemCountMax
        self.rowCountMax = rowCountMax
    }

    /// False once more ids went by than are remembered, from when on duplicates are counted within a batch only.
    var countsAllDuplicates: Bool { rememberedIds.count < Self.rememberedIdCountMax }

    /// The next rows; nil when there are none.
    ///
    /// - Throws: when a row has no vector because its file is too short.
    mutating func next() throws(ToolError) -> ImportBatch? {
        var batch = ImportBatch(end: reader.position)
        var places: [ExactText: Int] = [:]
        var byteCount = 0
        // A batch of nothing but bad rows ends too, so that they are not piled up.
        while batch.writes.count < itemCountMax, batch.rejected.count < 4_096, byteCount < Self.byteCountMax,
            reader.position.row < rowCountMax, let entry = reader.next()
        {
            switch entry {
            case .rejected(let row): batch.rejected.append(row)
            case .row(let row):
                let write = ItemWrite(item: row.item, vectors: try vectors(ofRow: row.row))
                let origin = ImportBatch.Origin(line: row.line, row: row.row, byteRange: row.byteRange)
                byteCount += row.byteRange.count + write.vectors.reduce(0) { $0 + 4 * $1.values.count }
                let wasSeen = !remember(row.item.id)
                if let place = places[ExactText(row.item.id)] {
                    batch.duplicateCount += 1
                    batch.writes[place] = write
                    batch.origins[place] = origin
                } else {
                    if wasSeen { batch.duplicateCount += 1 }
                    places[ExactText(row.item.id)] = batch.writes.count
                    batch.writes.append(write)
                    batch.origins.append(origin)
                }
            }
        }
        guard reader.position != batch.end, !batch.writes.isEmpty || !batch.rejected.isEmpty else { return nil }
        batch.end = reader.position
        return batch
    }

    /// True when `id` was not seen before, as far as is remembered.
    private mutating func remember(_ id: String) -> Bool {
        guard countsAllDuplicates else { return true }
        return rememberedIds.insert(Hash.xxh3(id)).inserted
    }

    private func vectors(ofRow row: Int) throws(ToolError) -> [FieldVector] {
        var result: [FieldVector] = []
        for (field, array) in vectors {
            guard row < array.rowCount else {
                throw ToolError(
                    description: "the vectors of field '\(field)' end after \(array.rowCount) rows; "
                        + "the catalogue has more")
            }
            result.append(FieldVector(field: field, values: array.values(ofRow: row)))
        }
        return result
    }
}
