// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// Files of the contract.
public struct ReflectionFiles: Equatable, Sendable {
    /// Each a google.protobuf.FileDescriptorProto.
    public var files: [[UInt8]] = []

    public init(
        files: [[UInt8]] = []
    ) {
        self.files = files
    }
}
