public import Ground

/// Why a vector, an item, a scan or a file was refused.
public enum IndexingError: Error, Equatable, Sendable {
    /// A vector has `found` components where the field has `expected`.
    case dimensionMismatch(expected: Int, found: Int)
    /// The component at `index` is infinite or not a number.
    case componentNotFinite(index: Int)
    /// The component at `index` does not fit a half: 65,520 and more.
    case componentOutOfRange(index: Int)
    /// A vector compared by cosine has no direction.
    case zeroVector
    /// An item came with `found` vectors, missing ones counted, where the segment has `expected` fields.
    case fieldCountMismatch(expected: Int, found: Int)
    /// The segment holds as many rows as ordinals can number.
    case segmentFull(rowCountMax: Int)
    /// The scan or the writing of a file was told to stop.
    case cancelled
    /// A file could not be written, or may not be read.
    case file(SectionedFileError)
    /// A section of a file contradicts itself or another one, though its hash is right.
    case inconsistent(path: String, section: String)
    /// A file of rows was made for other fields.
    case rowsOfOtherFields(path: String)
    /// A file of codes was made for other rows or another field.
    case codesOfOtherRows(path: String)
    /// A file of codes was made with another codebook.
    case codesOfAnotherCodebook(path: String)
}

extension IndexingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .dimensionMismatch(let expected, let found): "\(found) components where the field has \(expected)"
        case .componentNotFinite(let index): "component \(index) is not a finite number"
        case .componentOutOfRange(let index): "component \(index) is 65,520 or more, which a half cannot hold"
        case .zeroVector: "all components are zero, and such a vector has no direction"
        case .fieldCountMismatch(let expected, let found): "\(found) vectors for \(expected) fields"
        case .segmentFull(let rowCountMax): "the segment is full: \(rowCountMax) rows"
        case .cancelled: "cancelled"
        case .file(let error): error.description
        case .inconsistent(let path, let section): "\(path) contradicts itself, in \(section)"
        case .rowsOfOtherFields(let path): "\(path) was made for other fields"
        case .codesOfOtherRows(let path): "\(path) was made for other rows or another field"
        case .codesOfAnotherCodebook(let path): "\(path) was made with another codebook"
        }
    }
}
