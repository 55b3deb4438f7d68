// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GenerationPlan: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GenerationPlan: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_generation_plan() }

    init(raw: UnsafePointer<Tessera__V1__GenerationPlan>) {
        self.init(
            searchText: Unpacked.string(raw.pointee.search_text),
            generationPrompt: Unpacked.string(raw.pointee.generation_prompt),
            loras: Unpacked.messages(raw.pointee.n_loras, raw.pointee.loras),
            imageCount: raw.pointee.image_count,
            seed: raw.pointee.seed_present_case.rawValue == 5 ? raw.pointee.seed : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GenerationPlan>, from scratch: Scratch) {
        tessera__v1__generation_plan__init(raw)
        raw.pointee.search_text = scratch.string(searchText)
        raw.pointee.generation_prompt = scratch.string(generationPrompt)
        raw.pointee.n_loras = loras.count
        raw.pointee.loras = scratch.messages(loras)
        raw.pointee.image_count = imageCount
        if let seed {
            raw.pointee.seed = seed
            raw.pointee.seed_present_case = .init(5)
        }
    }
}
