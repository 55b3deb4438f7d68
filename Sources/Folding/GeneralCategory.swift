internal import CUtf8proc

/// Unicode's general category of a scalar, in Unicode 15.
public enum GeneralCategory: UInt8, Sendable, CaseIterable {
    case unassigned = 0
    case uppercaseLetter
    case lowercaseLetter
    case titlecaseLetter
    case modifierLetter
    case otherLetter
    case nonspacingMark
    case spacingMark
    case enclosingMark
    case decimalNumber
    case letterNumber
    case otherNumber
    case connectorPunctuation
    case dashPunctuation
    case openPunctuation
    case closePunctuation
    case initialPunctuation
    case finalPunctuation
    case otherPunctuation
    case mathSymbol
    case currencySymbol
    case modifierSymbol
    case otherSymbol
    case spaceSeparator
    case lineSeparator
    case paragraphSeparator
    case control
    case format
    case surrogate
    case privateUse

    /// The category of `scalar`. Two table look-ups.
    public init(of scalar: UInt32) {
        // The library answers 0 for what is no scalar at all.
        let value = utf8proc_category(Int32(truncatingIfNeeded: scalar)).rawValue
        self = GeneralCategory(rawValue: UInt8(truncatingIfNeeded: value)) ?? .unassigned
    }

    /// Whether Unicode calls characters of this category punctuation.
    public var isPunctuation: Bool {
        rawValue >= GeneralCategory.connectorPunctuation.rawValue
            && rawValue <= GeneralCategory.otherPunctuation.rawValue
    }

    /// Whether characters of this category are blank: a space, a line end or a paragraph end.
    public var isSeparator: Bool {
        rawValue >= GeneralCategory.spaceSeparator.rawValue
            && rawValue <= GeneralCategory.paragraphSeparator.rawValue
    }
}
