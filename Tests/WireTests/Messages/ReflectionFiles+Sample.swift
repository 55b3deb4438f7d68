// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionFiles: SampledMessage {
    static let empty = ReflectionFiles()

    static let filled: [ReflectionFiles] = [
        ReflectionFiles(files: [[1, 0, 255], []])
    ]

    static let filledBytes = [
        """
        CgMBAP8KAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            files: source.some { source in source.blob() })
    }
}
