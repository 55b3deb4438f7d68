import Folding
import Testing

@Suite struct ScalarTests {
    @Test(
        arguments: [
            (0x41, GeneralCategory.uppercaseLetter), (0x301, .nonspacingMark), (0x20, .spaceSeparator),
            (0x0A, .control),
            (0x200D, .format), (0x3002, .otherPunctuation), (0x24, .currencySymbol), (0x1F409, .otherSymbol),
            (0xE000, .privateUse), (0x378, .unassigned), (0x4E00, .otherLetter), (0x2028, .lineSeparator),
        ] as [(UInt32, GeneralCategory)])
    func `a scalar has the category that Unicode gives it`(pair: (UInt32, GeneralCategory)) {
        #expect(GeneralCategory(of: pair.0) == pair.1)
    }

    @Test(arguments: [0x11_0000, 0xD800, UInt32.max] as [UInt32])
    func `what is no scalar has a category and stands for itself`(value: UInt32) {
        #expect([.unassigned, .surrogate].contains(GeneralCategory(of: value)))
        #expect(CanonicalDecomposition(of: value).scalars[0] == value)
    }

    @Test func `categories agree with the standard library where both know the scalar`() {
        var differing = 0
        for value in UInt32(0)..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let ours = GeneralCategory(of: value)
            let theirs = scalar.properties.generalCategory
            if ours == .unassigned || theirs == .unassigned { continue }
            if (ours == .nonspacingMark) != (theirs == .nonspacingMark) { differing += 1 }
            if (ours == .control) != (theirs == .control) { differing += 1 }
        }
        // Unicode moves a handful of characters from one category to another in each version.
        #expect(differing <= 32)
    }

    @Test(
        arguments: [
            (0xE9, [0x65, 0x301]), (0x1EA4, [0x41, 0x302, 0x301]), (0xAC01, [0x1100, 0x1161, 0x11A8]), (0x61, [0x61]),
            (0x1F82, [0x3B1, 0x313, 0x300, 0x345]),
        ] as [(UInt32, [UInt32])])
    func `a scalar decomposes as NFD says`(pair: (UInt32, [UInt32])) {
        let found = CanonicalDecomposition(of: pair.0)
        #expect((0..<found.count).map { found.scalars[$0] } == pair.1)
    }

    @Test(arguments: [(0x41, 0x61), (0xC9, 0xE9), (0x130, 0x69), (0x31, 0x31), (0x3A3, 0x3C3)] as [(UInt32, UInt32)])
    func `a scalar is lower-cased by itself`(pair: (UInt32, UInt32)) {
        #expect(lowercased(pair.0) == pair.1)
    }

    @Test(arguments: [(0x61, 0), (0x301, 230), (0x327, 202)] as [(UInt32, UInt16)])
    func `a mark has the combining class that Unicode gives it`(pair: (UInt32, UInt16)) {
        #expect(combiningClass(of: pair.0) == pair.1)
    }
}
