// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GetStatusResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GetStatusResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_get_status_response() }

    init(raw: UnsafePointer<Tessera__V1__GetStatusResponse>) {
        self.init(
            version: Unpacked.string(raw.pointee.version),
            state: NodeState(rawValue: UInt16(clamping: raw.pointee.state.rawValue)),
            uptimeMicroseconds: raw.pointee.uptime_microseconds,
            instructionSet: Unpacked.string(raw.pointee.instruction_set),
            connectionCount: raw.pointee.connection_count,
            inFlightCount: raw.pointee.in_flight_count,
            answeredCount: raw.pointee.answered_count,
            failedCount: raw.pointee.failed_count,
            refusedCount: raw.pointee.refused_count,
            galleryCount: raw.pointee.gallery_count,
            itemCount: raw.pointee.item_count,
            diskByteCount: raw.pointee.disk_byte_count,
            residentByteCount: raw.pointee.resident_byte_count,
            encoders: Unpacked.messages(raw.pointee.n_encoders, raw.pointee.encoders),
            replicas: Unpacked.messages(raw.pointee.n_replicas, raw.pointee.replicas))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GetStatusResponse>, from scratch: Scratch) {
        tessera__v1__get_status_response__init(raw)
        raw.pointee.version = scratch.string(version)
        raw.pointee.state = .init(UInt32(state?.rawValue ?? 0))
        raw.pointee.uptime_microseconds = uptimeMicroseconds
        raw.pointee.instruction_set = scratch.string(instructionSet)
        raw.pointee.connection_count = connectionCount
        raw.pointee.in_flight_count = inFlightCount
        raw.pointee.answered_count = answeredCount
        raw.pointee.failed_count = failedCount
        raw.pointee.refused_count = refusedCount
        raw.pointee.gallery_count = galleryCount
        raw.pointee.item_count = itemCount
        raw.pointee.disk_byte_count = diskByteCount
        raw.pointee.resident_byte_count = residentByteCount
        raw.pointee.n_encoders = encoders.count
        raw.pointee.encoders = scratch.messages(encoders)
        raw.pointee.n_replicas = replicas.count
        raw.pointee.replicas = scratch.messages(replicas)
    }
}
