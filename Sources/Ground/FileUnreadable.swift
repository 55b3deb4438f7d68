/// A file could not be read; `errnoCode` says why.
public struct FileUnreadable: Error, Equatable, Sendable {
    public let path: String
    public let errnoCode: Int32
}
