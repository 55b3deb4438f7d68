// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension StageTimes: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension StageTimes: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_stage_times() }

    init(raw: UnsafePointer<Tessera__V1__StageTimes>) {
        self.init(
            queue: raw.pointee.queue,
            encode: raw.pointee.encode,
            filter: raw.pointee.filter,
            scan: raw.pointee.scan,
            fuse: raw.pointee.fuse,
            fetch: raw.pointee.fetch,
            plan: raw.pointee.plan,
            rerank: raw.pointee.rerank,
            reply: raw.pointee.reply)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__StageTimes>, from scratch: Scratch) {
        tessera__v1__stage_times__init(raw)
        raw.pointee.queue = queue
        raw.pointee.encode = encode
        raw.pointee.filter = filter
        raw.pointee.scan = scan
        raw.pointee.fuse = fuse
        raw.pointee.fetch = fetch
        raw.pointee.plan = plan
        raw.pointee.rerank = rerank
        raw.pointee.reply = reply
    }
}
