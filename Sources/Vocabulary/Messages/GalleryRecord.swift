// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// A gallery, under its number.
public struct GalleryRecord: Equatable, Sendable {
    /// Its number.
    public var number: UInt32 = 0
    /// Its declaration, defaults filled in.
    public var spec: GallerySpec?
    /// Microseconds since 1970 at creation.
    public var createdMicroseconds: UInt64 = 0

    public init(
        number: UInt32 = 0,
        spec: GallerySpec? = nil,
        createdMicroseconds: UInt64 = 0
    ) {
        self.number = number
        self.spec = spec
        self.createdMicroseconds = createdMicroseconds
    }
}
