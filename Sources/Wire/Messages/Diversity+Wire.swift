// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Diversity: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Diversity: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_diversity() }

    init(raw: UnsafePointer<Tessera__V1__Diversity>) {
        self.init(
            mmr: raw.pointee.mmr != 0,
            lambda: raw.pointee.lambda_present_case.rawValue == 2 ? raw.pointee.lambda : nil,
            allowSimilar: raw.pointee.allow_similar != 0,
            seed: raw.pointee.seed_present_case.rawValue == 4 ? raw.pointee.seed : nil,
            variety: raw.pointee.variety)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Diversity>, from scratch: Scratch) {
        tessera__v1__diversity__init(raw)
        raw.pointee.mmr = mmr ? 1 : 0
        if let lambda {
            raw.pointee.lambda = lambda
            raw.pointee.lambda_present_case = .init(2)
        }
        raw.pointee.allow_similar = allowSimilar ? 1 : 0
        if let seed {
            raw.pointee.seed = seed
            raw.pointee.seed_present_case = .init(4)
        }
        raw.pointee.variety = variety
    }
}
