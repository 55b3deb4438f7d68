// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanShardResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanShardResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_shard_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanShardResponse>) {
        self.init(
            view: raw.pointee.view,
            sequence: raw.pointee.sequence,
            allowedCount: raw.pointee.allowed_count,
            plannedCount: raw.pointee.planned_count,
            scannedCount: raw.pointee.scanned_count,
            fieldPlannedCounts: Unpacked.numbers(raw.pointee.n_field_planned_counts, raw.pointee.field_planned_counts),
            fieldMatchedCounts: Unpacked.numbers(raw.pointee.n_field_matched_counts, raw.pointee.field_matched_counts),
            ordinals: Unpacked.numbers(raw.pointee.n_ordinals, raw.pointee.ordinals),
            idHashes: Unpacked.numbers(raw.pointee.n_id_hashes, raw.pointee.id_hashes),
            presence: Unpacked.numbers(raw.pointee.n_presence, raw.pointee.presence),
            similarities: Unpacked.numbers(raw.pointee.n_similarities, raw.pointee.similarities),
            lists: Unpacked.messages(raw.pointee.n_lists, raw.pointee.lists),
            similarStarts: Unpacked.numbers(raw.pointee.n_similar_starts, raw.pointee.similar_starts),
            similarHashes: Unpacked.numbers(raw.pointee.n_similar_hashes, raw.pointee.similar_hashes),
            liveCount: raw.pointee.live_count,
            likelyPositions: Unpacked.numbers(raw.pointee.n_likely_positions, raw.pointee.likely_positions),
            likelyItems: Unpacked.messages(raw.pointee.n_likely_items, raw.pointee.likely_items))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanShardResponse>, from scratch: Scratch) {
        tessera__internal__v1__scan_shard_response__init(raw)
        raw.pointee.view = view
        raw.pointee.sequence = sequence
        raw.pointee.allowed_count = allowedCount
        raw.pointee.planned_count = plannedCount
        raw.pointee.scanned_count = scannedCount
        raw.pointee.n_field_planned_counts = fieldPlannedCounts.count
        raw.pointee.field_planned_counts = scratch.numbers(fieldPlannedCounts)
        raw.pointee.n_field_matched_counts = fieldMatchedCounts.count
        raw.pointee.field_matched_counts = scratch.numbers(fieldMatchedCounts)
        raw.pointee.n_ordinals = ordinals.count
        raw.pointee.ordinals = scratch.numbers(ordinals)
        raw.pointee.n_id_hashes = idHashes.count
        raw.pointee.id_hashes = scratch.numbers(idHashes)
        raw.pointee.n_presence = presence.count
        raw.pointee.presence = scratch.numbers(presence)
        raw.pointee.n_similarities = similarities.count
        raw.pointee.similarities = scratch.numbers(similarities)
        raw.pointee.n_lists = lists.count
        raw.pointee.lists = scratch.messages(lists)
        raw.pointee.n_similar_starts = similarStarts.count
        raw.pointee.similar_starts = scratch.numbers(similarStarts)
        raw.pointee.n_similar_hashes = similarHashes.count
        raw.pointee.similar_hashes = scratch.numbers(similarHashes)
        raw.pointee.live_count = liveCount
        raw.pointee.n_likely_positions = likelyPositions.count
        raw.pointee.likely_positions = scratch.numbers(likelyPositions)
        raw.pointee.n_likely_items = likelyItems.count
        raw.pointee.likely_items = scratch.messages(likelyItems)
    }
}
