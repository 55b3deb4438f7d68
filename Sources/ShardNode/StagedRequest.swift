internal import Ground
internal import Indexing
internal import Kernels
internal import Vocabulary
internal import Wire

/// Writes to one gallery that wait for the committer, encoded as far as they can be without their versions.
final class StagedRequest: Sendable {
    /// One item to insert or replace.
    struct Put: Sendable {
        let id: String
        let idHash: UInt64
        let expectedVersion: UInt64?
        let vectors: [[UInt16]?]
        let foldedTags: [String]
        let attributes: [AttributeEntry]
        let similarHashes: [UInt64]
        /// Its number among the items that were encoded together.
        let item: Int
        /// An `ItemRecord` without its version.
        let payload: [UInt8]
        /// A `LogRecord`.
        let log: [UInt8]
    }

    enum Change: Sendable {
        case put(Put)
        case delete(id: String, expectedVersion: UInt64?)

        var id: String {
            switch self {
            case .put(let put): put.id
            case .delete(let id, _): id
            }
        }
    }

    let gallery: UInt32
    let changes: [Change]
    /// The codes of the vectors, by number of the item; nil when no field has a codebook.
    let codes: EncodedVectors?
    let step: ImportStep?
    let byteCount: Int
    let completion: @Sendable (Result<WriteResponse, CallFailure>) -> Void

    init(
        gallery: UInt32, changes: [Change], codes: EncodedVectors? = nil, step: ImportStep?,
        completion: @escaping @Sendable (Result<WriteResponse, CallFailure>) -> Void
    ) {
        self.gallery = gallery
        self.changes = changes
        self.codes = codes
        self.step = step
        self.completion = completion
        byteCount = changes.reduce(64 + (step?.resumePoint.count ?? 0)) { sum, change in
            switch change {
            case .put(let put): sum + put.payload.count + put.log.count + 3 * put.id.utf8.count + 64
            case .delete(let id, _): sum + 3 * id.utf8.count + 64
            }
        }
    }

    /// True when nothing is added to the store, so that it may pass on a full disk.
    var onlyDeletes: Bool {
        step == nil
            && changes.allSatisfy {
                if case .delete = $0 { true } else { false }
            }
    }
}

extension StagedRequest.Put {
    /// `write` made ready for the committer. Runs on the caller's thread, as encoding is the larger part of the work.
    ///
    /// - Parameter index: the write's place in the request, for the failure's `field`.
    /// - Throws: `INVALID_ARGUMENT` when its vectors are not what `spec` declares.
    init(
        _ write: PreparedWrite, spec: GallerySpec, index: Int, fold: (String) -> String
    ) throws(CallFailure) {
        guard write.vectors.count == spec.fields.count else {
            throw CallFailure(
                .invalidArgument, "field_count_mismatch",
                "the gallery has \(spec.fields.count) fields, \(write.vectors.count) were given",
                field: "items[\(index)].vectors", limit: Int64(spec.fields.count), value: Int64(write.vectors.count))
        }
        var records: [VectorRecord] = []
        for (place, vector) in write.vectors.enumerated() {
            guard let vector else { continue }
            let field = spec.fields[place]
            guard vector.count == Int(field.dimension) else {
                throw CallFailure(
                    .invalidArgument, "dimension_mismatch",
                    "field \(field.name) has \(field.dimension) dimensions, the vector has \(vector.count)",
                    field: "items[\(index)].vectors[\(place)]", limit: Int64(field.dimension),
                    value: Int64(vector.count))
            }
            guard vector.allSatisfy(Half.isFinite) else {
                throw CallFailure(
                    .invalidArgument, "not_finite", "a number of the vector is not finite",
                    field: "items[\(index)].vectors[\(place)]")
            }
            records.append(VectorRecord(field: UInt32(place), halves: HalfBytes.bytes(of: vector)))
        }
        id = write.item.id
        item = index
        idHash = Hash.xxh3(write.item.id)
        expectedVersion = write.expectedVersion
        vectors = write.vectors
        foldedTags = write.item.tags.map(fold).filter { !$0.isEmpty }
        attributes = write.item.attributes.compactMap { AttributeEntry($0) }
        similarHashes = write.item.similarIds.map { Hash.xxh3($0) }
        payload = ItemRecord(item: write.item).wireBytes
        log =
            LogRecord(
                id: id, tags: foldedTags, similarHashes: similarHashes, vectors: records,
                attributes: attributes.flatMap { [$0.column, $0.value] }, hasAttributes: true
            ).wireBytes
    }
}
