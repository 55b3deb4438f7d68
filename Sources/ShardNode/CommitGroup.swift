internal import Ground
internal import Indexing
internal import Storage
internal import Vocabulary
internal import Wire

/// Requests that become durable together: each checked in order against the store and against those before it, and
/// turned into one batch.
struct CommitGroup: ~Copyable {
    /// What the group makes of one gallery.
    private struct Draft {
        let state: GalleryState
        var sequence: UInt64
        /// The version of every id that the group touches, as it stands after the requests so far; 0: not there.
        var versions: [ExactText: UInt64] = [:]
        /// Ids whose record of where they are is damaged.
        var damagedIds: Set<ExactText> = []
        var applied: [Applied] = []
    }

    private enum Applied {
        case put(StagedRequest.Put, EncodedVectors?, version: UInt64, replacing: UInt64)
        case delete(version: UInt64, replacing: UInt64)
    }

    private(set) var batch = WriteBatch()
    private var drafts: [UInt32: Draft] = [:]
    /// Operations as they stand after the requests so far.
    private(set) var operations: [String: Operation] = [:]
    private(set) var outcomes: [(request: StagedRequest, result: Result<WriteResponse, CallFailure>)] = []
    private(set) var onlyDeletes = true

    /// Checks `requests` and lays out what they change.
    ///
    /// - Throws: when the store cannot be read; nothing was changed.
    init(
        _ requests: [StagedRequest], directory: GalleryDirectory, database: Database, book: OperationBook
    ) throws(StorageError) {
        for request in requests {
            if let state = directory.states[request.gallery], drafts[request.gallery] == nil {
                drafts[request.gallery] = Draft(state: state, sequence: state.sequence)
            }
        }
        for number in drafts.keys {
            try readVersions(number, requests.filter { $0.gallery == number }, database)
        }
        for request in requests {
            let result: Result<WriteResponse, CallFailure>
            do throws(CallFailure) {
                result = .success(try lay(request, directory: directory, book: book))
                if !request.onlyDeletes { onlyDeletes = false }
            } catch {
                result = .failure(error)
            }
            outcomes.append((request, result))
        }
        for (number, draft) in drafts where !draft.applied.isEmpty {
            SealedRecord.put(&batch, .meta, StoreKey.sequence(number), number: draft.sequence)
        }
        for operation in operations.values { OperationBook.put(operation, into: &batch) }
    }

    /// True when nothing needs to be written.
    var isEmpty: Bool { batch.count == 0 }

    /// Marks the batch as the group `number`, so that it can be told later whether it reached the disk.
    mutating func mark(_ number: UInt64) {
        SealedRecord.put(&batch, .meta, StoreKey.commit, number: number)
    }

    private mutating func readVersions(
        _ number: UInt32, _ requests: [StagedRequest], _ database: Database
    ) throws(StorageError) {
        var ids: [ExactText] = []
        var versions: [ExactText: UInt64] = [:]
        for request in requests {
            for change in request.changes {
                let id = ExactText(change.id)
                if versions.updateValue(0, forKey: id) == nil { ids.append(id) }
            }
        }
        let snapshot = drafts[number]!.state.snapshot
        let keys = ids.map { StoreKey.item(gallery: number, id: $0.text) }
        var damaged: Set<ExactText> = []
        unsafe try database.multiGet(.locations, KeyList(keys)) { place, value in
            guard let value = unsafe value else { return }
            if let version = unsafe SealedRecord.number(value, .locations, keys[place]), version > 0 {
                versions[ids[place]] = version
            } else {
                damaged.insert(ids[place])
            }
        }
        // A location is right when it names the row that searches find.
        for id in ids where !damaged.contains(id) {
            let ordinal = snapshot.ordinal(ofId: id.text, idHash: Hash.xxh3(id.text))
            let found = ordinal.map { snapshot.table.names([$0])[0].version } ?? 0
            if found != versions[id]! { damaged.insert(id) }
        }
        drafts[number]!.versions = versions
        drafts[number]!.damagedIds = damaged
    }

    private mutating func lay(
        _ request: StagedRequest, directory: GalleryDirectory, book: OperationBook
    ) throws(CallFailure) -> WriteResponse {
        let state = try directory.state(number: request.gallery)
        if let damage = state.damage { throw damage }
        if let step = request.step { try lay(step, gallery: state, book: book) }
        var response = WriteResponse()
        response.results.reserveCapacity(request.changes.count)
        for change in request.changes {
            do throws(CallFailure) {
                response.results.append(WriteResult(version: try lay(change, request)))
            } catch {
                response.results.append(
                    WriteResult(status: UInt32(error.status.rawValue), error: error.detail))
            }
        }
        response.sequence = drafts[request.gallery]!.sequence
        return response
    }

    /// - Returns: the item's version after the change; 0 when there was nothing to delete.
    private mutating func lay(
        _ change: StagedRequest.Change, _ request: StagedRequest
    ) throws(CallFailure) -> UInt64 {
        let number = request.gallery
        let id = change.id
        let exactId = ExactText(id)
        let current = drafts[number]!.versions[exactId]!
        if drafts[number]!.damagedIds.contains(exactId) {
            throw CallFailure(
                .dataLoss, "damaged_record",
                "the record of where item \(id) of gallery \(name(number)) is was changed or lost on disk")
        }
        switch change {
        case .put(let put):
            try check(put.expectedVersion, current, id)
            let isFull = drafts[number]!.state.rowCount + drafts[number]!.applied.count >= Int(UInt32.max) - 1
            if isFull { throw CallFailure(.resourceExhausted, "gallery_full", "the gallery holds all it can") }
            let version = advance(number)
            let key = StoreKey.item(gallery: number, id: id)
            // A protobuf field may follow the others: the version, which is known only now, ends the record.
            var ending: [UInt8] = [2 << 3]
            Self.appendVarint(version, to: &ending)
            unsafe put.payload.withUnsafeBytes { payload in
                unsafe ending.withUnsafeBytes { ending in
                    unsafe SealedRecord.put(&batch, .items, key, payload, ending)
                }
            }
            SealedRecord.put(&batch, .locations, key, number: version)
            if current != 0 { bury(current, number) }
            unsafe put.log.withUnsafeBytes {
                unsafe SealedRecord.put(&batch, .log, StoreKey.log(gallery: number, version: version), $0)
            }
            drafts[number]!.versions[exactId] = version
            drafts[number]!.applied.append(.put(put, request.codes, version: version, replacing: current))
            return version
        case .delete(_, let expectedVersion):
            try check(expectedVersion, current, id)
            guard current != 0 else { return 0 }
            let version = advance(number)
            let key = StoreKey.item(gallery: number, id: id)
            batch.delete(.items, key)
            batch.delete(.locations, key)
            bury(current, number)
            drafts[number]!.versions[exactId] = 0
            drafts[number]!.applied.append(.delete(version: version, replacing: current))
            return version
        }
    }

    /// Forgets the row written as `version`: its log record, or by a tombstone when it is sealed.
    private mutating func bury(_ version: UInt64, _ number: UInt32) {
        if let segment = drafts[number]!.state.sealedSegment(ofVersion: version) {
            let key = StoreKey.tombstone(gallery: number, segment: segment, version: version)
            SealedRecord.put(&batch, .meta, key, number: version)
        } else {
            batch.delete(.log, StoreKey.log(gallery: number, version: version))
        }
    }

    private mutating func advance(_ number: UInt32) -> UInt64 {
        drafts[number]!.sequence += 1
        return drafts[number]!.sequence
    }

    private func name(_ number: UInt32) -> String { drafts[number]!.state.snapshot.spec.name }

    private func check(_ expected: UInt64?, _ current: UInt64, _ id: String) throws(CallFailure) {
        guard let expected, expected != current else { return }
        throw CallFailure(
            .aborted, "version_mismatch",
            current == 0
                ? "item \(id) is not there; version \(expected) was expected"
                : "item \(id) has version \(current); "
                    + (expected == 0 ? "none was expected" : "\(expected) was expected"),
            field: "expected_version", limit: Int64(clamping: expected), value: Int64(clamping: current))
    }

    private mutating func lay(
        _ step: ImportStep, gallery: GalleryState, book: OperationBook
    ) throws(CallFailure) {
        var operation: Operation
        if let earlier = operations[step.operation] {
            operation = earlier
        } else {
            operation = try book.operation(step.operation)
        }
        guard operation.state == .running else {
            throw CallFailure(
                operation.state == .cancelled ? .aborted : .failedPrecondition,
                operation.state == .cancelled ? "operation_cancelled" : "operation_ended",
                "operation \(operation.id) is \(operation.state.map { "\($0)" } ?? "unknown")", field: "operation")
        }
        guard operation.gallery == gallery.snapshot.spec.name else {
            throw CallFailure(
                .failedPrecondition, "operation_of_other_gallery",
                "operation \(operation.id) belongs to gallery \(operation.gallery)", field: "operation")
        }
        // A batch that is sent again after its answer was lost must not move the import back.
        guard step.rowsDone >= operation.doneCount else { return }
        operation.resumePoint = step.resumePoint
        operation.doneCount = step.rowsDone
        operation.rejectedCount = step.rowsRejected
        operations[operation.id] = OperationBook.touched(operation)
    }

    private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Shows what the group changed, which is durable now, to the next search.
    borrowing func apply() {
        for draft in drafts.values where !draft.applied.isEmpty {
            for change in draft.applied {
                switch change {
                case .put(let put, let codes, let version, let replaced):
                    do {
                        try draft.state.put(
                            id: put.id, idHash: put.idHash, version: version, replacing: replaced,
                            vectors: put.vectors, foldedTags: put.foldedTags, attributes: put.attributes,
                            similar: put.similarHashes, codes: codes, item: put.item)
                    } catch {
                        preconditionFailure("a checked item was refused: \(error)")
                    }
                case .delete(let version, let replaced):
                    draft.state.delete(replacing: replaced, version: version)
                }
            }
            draft.state.publish()
        }
    }
}
