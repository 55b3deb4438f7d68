// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanQuery: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanQuery: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_query() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanQuery>) {
        self.init(
            gallery: raw.pointee.gallery,
            probes: Unpacked.messages(raw.pointee.n_probes, raw.pointee.probes),
            filter: Unpacked.message(raw.pointee.filter),
            excludedIds: Unpacked.strings(raw.pointee.n_excluded_ids, raw.pointee.excluded_ids),
            minSequence: raw.pointee.min_sequence)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanQuery>, from scratch: Scratch) {
        tessera__internal__v1__scan_query__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.n_probes = probes.count
        raw.pointee.probes = scratch.messages(probes)
        raw.pointee.filter = scratch.message(filter)
        raw.pointee.n_excluded_ids = excludedIds.count
        raw.pointee.excluded_ids = scratch.strings(excludedIds)
        raw.pointee.min_sequence = minSequence
    }
}
