public import Quantization
public import Vocabulary

/// What choosing lists needs to know of a gallery: that of one process, or one that is spread over many.
public protocol PlannedGallery {
    /// Fields it declares.
    var fieldCount: Int { get }
    func dimension(field: Int) -> Int
    /// What the field is searched with by codes; nil for a field that is exact.
    func codebook(field: Int) -> Codebook?
    /// What was measured of the field's index; nil for a field that is exact.
    func fieldIndex(field: Int) -> FieldIndex?
    /// Live items.
    var liveCount: Int { get }
    /// Live items that have the field.
    func liveCount(field: Int) -> Int
}
