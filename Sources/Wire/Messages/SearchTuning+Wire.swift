// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchTuning: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchTuning: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_tuning() }

    init(raw: UnsafePointer<Tessera__V1__SearchTuning>) {
        self.init(
            nprobe: raw.pointee.nprobe,
            oversampling: raw.pointee.oversampling,
            exact: raw.pointee.exact != 0,
            targetRecall: raw.pointee.target_recall)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchTuning>, from scratch: Scratch) {
        tessera__v1__search_tuning__init(raw)
        raw.pointee.nprobe = nprobe
        raw.pointee.oversampling = oversampling
        raw.pointee.exact = exact ? 1 : 0
        raw.pointee.target_recall = targetRecall
    }
}
