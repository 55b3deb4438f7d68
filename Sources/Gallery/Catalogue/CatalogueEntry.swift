/// What one row of a catalogue came to.
public enum CatalogueEntry: Equatable, Sendable {
    case row(CatalogueRow)
    case rejected(RejectedRow)
}
