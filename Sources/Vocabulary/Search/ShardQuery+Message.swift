extension ShardQuery {
    /// What a message says, its numbers not yet checked.
    public init(_ message: ScanQuery) {
        self.init(
            galleryNumber: message.gallery,
            probes: message.probes.map { FieldProbe(field: Int($0.field), vector: $0.vector) }, filter: message.filter,
            excludedIds: message.excludedIds, minSequence: message.minSequence)
    }

    /// The query as it is sent.
    public var message: ScanQuery {
        ScanQuery(
            gallery: galleryNumber, probes: probes.map { ScanProbe(field: UInt32($0.field), vector: $0.vector) },
            filter: filter, excludedIds: excludedIds, minSequence: minSequence)
    }
}
