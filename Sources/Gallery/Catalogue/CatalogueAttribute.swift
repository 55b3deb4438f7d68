/// A column of a catalogue that becomes an attribute of the same name.
public struct CatalogueAttribute: Equatable, Sendable {
    /// What a value must be.
    public enum Kind: String, CaseIterable, Sendable {
        case text
        case integer
        case real
        case flag
    }

    /// As the catalogue writes it.
    public var name: String
    /// Nil: what each value looks like.
    public var kind: Kind?

    public init(name: String, kind: Kind? = nil) {
        self.name = name
        self.kind = kind
    }
}
