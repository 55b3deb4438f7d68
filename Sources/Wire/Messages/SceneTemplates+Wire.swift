// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SceneTemplates: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SceneTemplates: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scene_templates() }

    init(raw: UnsafePointer<Tessera__V1__SceneTemplates>) {
        self.init(
            searchText: Unpacked.string(raw.pointee.search_text),
            generationPrompt: Unpacked.string(raw.pointee.generation_prompt))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SceneTemplates>, from scratch: Scratch) {
        tessera__v1__scene_templates__init(raw)
        raw.pointee.search_text = scratch.string(searchText)
        raw.pointee.generation_prompt = scratch.string(generationPrompt)
    }
}
