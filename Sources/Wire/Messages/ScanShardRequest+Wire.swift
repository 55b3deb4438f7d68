// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanShardRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanShardRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_shard_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanShardRequest>) {
        self.init(
            query: Unpacked.message(raw.pointee.query),
            view: raw.pointee.view,
            candidatesPerField: raw.pointee.candidates_per_field,
            includesSimilar: raw.pointee.includes_similar != 0,
            scans: Unpacked.messages(raw.pointee.n_scans, raw.pointee.scans),
            likelyItems: Unpacked.message(raw.pointee.likely_items))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanShardRequest>, from scratch: Scratch) {
        tessera__internal__v1__scan_shard_request__init(raw)
        raw.pointee.query = scratch.message(query)
        raw.pointee.view = view
        raw.pointee.candidates_per_field = candidatesPerField
        raw.pointee.includes_similar = includesSimilar ? 1 : 0
        raw.pointee.n_scans = scans.count
        raw.pointee.scans = scratch.messages(scans)
        raw.pointee.likely_items = scratch.message(likelyItems)
    }
}
