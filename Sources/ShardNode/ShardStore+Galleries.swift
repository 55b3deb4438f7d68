internal import Ground
internal import Indexing
internal import Quantization
internal import Storage
public import Vocabulary
internal import Wire

extension ShardStore {
    public func createGallery(_ spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        try createGallery(spec, number: nil, createdMicroseconds: WallTime.microsecondsNow)
    }

    /// Makes an empty gallery.
    ///
    /// - Parameter number: its number, one that was never used here; nil: the next one.
    func createGallery(
        _ spec: GallerySpec, number: UInt32?, createdMicroseconds: UInt64
    ) throws(CallFailure) -> DescribeGalleryResponse {
        try committer.perform { [self] batch throws(CallFailure) in
            try spec.checkLayouts()
            try checkFree(spec.name)
            let count = directory.withLock { $0.states.count }
            guard count < Limits.galleryCountMax else {
                throw CallFailure(
                    .resourceExhausted, "too_many_galleries", "the store holds as many galleries as it may",
                    limit: Int64(Limits.galleryCountMax), value: Int64(count))
            }
            let loader = StoreLoader(database: database, kernels: kernels)
            let next = try UInt32(loader.number(StoreKey.nextGallery)) + 1
            let number = number ?? next
            guard number >= next else {
                throw CallFailure(
                    .failedPrecondition, "number_used", "the number \(number) was used before", field: "number",
                    limit: Int64(next), value: Int64(number))
            }
            let record = GalleryRecord(number: number, spec: spec, createdMicroseconds: createdMicroseconds)
            SealedRecord.put(&batch, .meta, StoreKey.nextGallery, number: UInt64(number))
            Self.put(record, into: &batch)
            let state = GalleryState(record: record, kernels: kernels)
            return { [self] in
                directory.withLock { $0.add(state) }
                return describe(state)
            }
        }
    }

    public func describeGallery(_ name: String) throws(CallFailure) -> DescribeGalleryResponse {
        let state = try state(name)
        if let damage = state.damage { throw damage }
        return describe(state)
    }

    public func listGalleries(tenant: String) throws(CallFailure) -> ListGalleriesResponse {
        let directory = directory.withLock { $0 }
        var summaries: [GallerySummary] = []
        for state in directory.states.values {
            let snapshot = state.snapshot
            guard tenant.isEmpty || snapshot.spec.name.hasPrefix(tenant + "/") else { continue }
            summaries.append(
                GallerySummary(
                    name: snapshot.spec.name, itemCount: UInt64(snapshot.view.liveCount),
                    fields: snapshot.spec.fields.map(\.name), aliases: directory.aliases(of: state.number)))
        }
        return ListGalleriesResponse(galleries: summaries.sorted { $0.name < $1.name })
    }

    public func updateGallery(
        _ name: String, to spec: GallerySpec
    ) throws(CallFailure) -> DescribeGalleryResponse {
        try committer.perform { [self] batch throws(CallFailure) in
            let state = try state(name)
            var record = try state.checkedSnapshot().record
            let fields = record.spec!.fields
            guard spec.name == record.spec!.name, spec.fields.count == fields.count,
                zip(spec.fields, fields).allSatisfy({ $0.isSameLayout(as: $1) })
            else {
                throw CallFailure(
                    .failedPrecondition, "fields_changed",
                    "name and fields of gallery \(record.spec!.name) cannot be changed", field: "fields")
            }
            let isRetuned = spec.effectiveTargetRecall != record.spec!.effectiveTargetRecall
            record.spec = spec
            Self.put(record, into: &batch)
            // Among what was measured, at once: no training is needed for it.
            let index = isRetuned ? try state.checkedSnapshot().index.settled(on: spec.effectiveTargetRecall) : nil
            if let index {
                unsafe index.wireBytes.withUnsafeBytes {
                    unsafe SealedRecord.put(&batch, .meta, StoreKey.index(record.number), $0)
                }
            }
            return { [self, record] in
                state.publish(record: record, index: index)
                return describe(state)
            }
        }
    }

    public func dropGallery(_ name: String) throws(CallFailure) -> DropGalleryResponse {
        let (number, response) = try committer.perform(mayUseReserve: true) { [self] batch throws(CallFailure) in
            let isAlias = directory.withLock { $0.isAlias(name) }
            if isAlias {
                throw CallFailure(
                    .failedPrecondition, "is_alias", "\(name) is an alias; name the gallery itself", field: "gallery")
            }
            let state = try state(name)
            let number = state.number
            let lower = StoreKey.prefix(gallery: number)
            let upper = StoreKey.prefix(gallery: number + 1)
            for family in [Family.items, .locations, .log] { batch.deleteRange(family, from: lower, upTo: upper) }
            batch.delete(.meta, StoreKey.gallery(number))
            batch.delete(.meta, StoreKey.sequence(number))
            let aliases = directory.withLock { $0.aliases(of: number) }
            for alias in aliases { batch.delete(.meta, StoreKey.alias(alias)) }
            batch.delete(.meta, StoreKey.index(number))
            batch.deleteRange(
                .meta, from: StoreKey.tombstones(gallery: number), upTo: StoreKey.tombstones(gallery: number + 1))
            // An import must not go on in another gallery of the same name.
            let ended = book.all.filter { $0.state == .running && $0.gallery == name }.map { operation in
                var operation = operation
                operation.state = .failed
                operation.error = ErrorDetail(message: "gallery \(name) was dropped", reason: "gallery_dropped")
                return OperationBook.touched(operation)
            }
            for operation in ended { OperationBook.put(operation, into: &batch) }
            return { [self] in
                let itemCount = UInt64(state.snapshot.view.liveCount)
                directory.withLock { $0.remove(state) }
                book.update(ended)
                for operation in ended { trainings.cancel(operation.id) }
                return (number, DropGalleryResponse(itemCount: itemCount))
            }
        }
        // Searches under way keep what they have mapped; a training that is told to stop removes what it writes yet.
        SegmentFolder(directory: database.path, gallery: number).remove()
        return response
    }

    public func setAlias(_ alias: String, to gallery: String) throws(CallFailure) {
        try committer.perform { [self] batch throws(CallFailure) in
            let number = try state(gallery).number
            let isName = directory.withLock { $0.isName(alias) }
            if isName {
                throw CallFailure(
                    .alreadyExists, "gallery_exists", "there is a gallery named \(alias)", field: "alias")
            }
            SealedRecord.put(&batch, .meta, StoreKey.alias(alias), number: UInt64(number))
            return { [self] in directory.withLock { $0.setAlias(alias, to: number) } }
        }
    }

    public func deleteAlias(_ alias: String) throws(CallFailure) {
        try committer.perform(mayUseReserve: true) { [self] batch throws(CallFailure) in
            let isAlias = directory.withLock { $0.isAlias(alias) }
            guard isAlias else {
                throw CallFailure(.notFound, "alias_not_found", "there is no alias \(alias)", field: "alias")
            }
            batch.delete(.meta, StoreKey.alias(alias))
            return { [self] in directory.withLock { $0.setAlias(alias, to: nil) } }
        }
    }

    public func record(of gallery: String) throws(CallFailure) -> GalleryRecord {
        try state(gallery).checkedSnapshot().record
    }

    private func checkFree(_ name: String) throws(CallFailure) {
        let isTaken = directory.withLock { $0.isName(name) || $0.isAlias(name) }
        if isTaken {
            throw CallFailure(
                .alreadyExists, "gallery_exists", "there is a gallery or alias named \(name)", field: "spec.name")
        }
    }

    private static func put(_ record: GalleryRecord, into batch: inout WriteBatch) {
        unsafe record.wireBytes.withUnsafeBytes {
            unsafe SealedRecord.put(&batch, .meta, StoreKey.gallery(record.number), $0)
        }
    }

    private func describe(_ state: GalleryState) -> DescribeGalleryResponse {
        let snapshot = state.snapshot
        let view = snapshot.view
        var response = DescribeGalleryResponse(
            spec: snapshot.spec, itemCount: UInt64(view.liveCount), sequence: snapshot.sequence,
            aliases: directory.withLock { $0.aliases(of: state.number) },
            createdMicroseconds: snapshot.record.createdMicroseconds, number: state.number)
        response.memoryByteCount = UInt64(snapshot.table.byteCount + view.commonByteCount)
        for (place, field) in snapshot.spec.fields.enumerated() {
            let present = view.liveCount(field: place)
            let codebook = view.codebook(field: place)
            let index = codebook == nil ? nil : snapshot.index.index(field: place)
            // Sealed vectors are read from their file.
            let sealed = snapshot.sealed?.memoryByteCount(field: place) ?? 0
            let byteCount = UInt64(view.growingByteCount(field: place) + sealed)
            response.memoryByteCount += byteCount
            response.fields.append(
                FieldDescription(
                    spec: field, itemCount: UInt64(present), missingCount: UInt64(view.liveCount - present),
                    codebookHash: index?.codebookHash ?? [], recall: index?.heldOut?.recall, byteCount: byteCount,
                    calibrationVersion: snapshot.index.calibration(field: place)?.version ?? 0,
                    index: index, calibration: snapshot.index.calibration(field: place),
                    indexDamage: snapshot.sealed?.damages[place]?.detail))
        }
        return response
    }
}

extension GallerySpec {
    /// Refuses what no segment can be made for; the rest of a declaration is checked before it comes here.
    func checkLayouts() throws(CallFailure) {
        guard !fields.isEmpty, fields.count <= Limits.fieldCountMax else {
            throw CallFailure(
                .invalidArgument, "field_count", "a gallery has 1 to \(Limits.fieldCountMax) fields",
                field: "spec.fields", limit: Int64(Limits.fieldCountMax), value: Int64(fields.count))
        }
        for (place, field) in fields.enumerated() where !(1...Limits.dimensionMax).contains(Int(field.dimension)) {
            throw CallFailure(
                .invalidArgument, "dimension", "a field has 1 to \(Limits.dimensionMax) dimensions",
                field: "spec.fields[\(place)].dimension", limit: Int64(Limits.dimensionMax),
                value: Int64(field.dimension))
        }
    }
}

extension FieldSpec {
    /// True when vectors kept for one field are those kept for the other.
    fileprivate func isSameLayout(as other: FieldSpec) -> Bool {
        name == other.name && dimension == other.dimension && metric == other.metric && encoder == other.encoder
            && encoderFingerprint == other.encoderFingerprint && precision == other.precision
    }
}
