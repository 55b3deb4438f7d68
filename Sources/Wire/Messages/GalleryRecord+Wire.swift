// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GalleryRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GalleryRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_gallery_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__GalleryRecord>) {
        self.init(
            number: raw.pointee.number,
            spec: Unpacked.message(raw.pointee.spec),
            createdMicroseconds: raw.pointee.created_microseconds)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__GalleryRecord>, from scratch: Scratch) {
        tessera__storage__v1__gallery_record__init(raw)
        raw.pointee.number = number
        raw.pointee.spec = scratch.message(spec)
        raw.pointee.created_microseconds = createdMicroseconds
    }
}
