import Folding
import Testing

@Suite struct FoldedTagTests {
    @Test(arguments: [
        ("Dragon", "dragon"),
        ("  Old\tWizard \n", "old wizard"),
        ("a  \u{00A0} b", "a b"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁre", "fire"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("soft\u{00AD}hyphen", "softhyphen"),
        ("zero\u{200B}width", "zerowidth"),
        ("", ""),
        (" \u{3000}\t", ""),
        ("龍", "龍"),
    ])
    func `a tag is folded as the table says`(pair: (String, String)) {
        #expect(Array(foldedTag(pair.0).utf8) == Array(pair.1.utf8))
    }

    @Test func `composed and decomposed accents fold to the same bytes`() {
        #expect(Array(foldedTag("Cafe\u{301}").utf8) == Array(foldedTag("CAF\u{C9}").utf8))
    }

    @Test func `an accent makes another tag`() {
        #expect(foldedTag("resume") != foldedTag("résumé"))
    }

    @Test func `folding twice is folding once for every scalar`() {
        var offenders: [UInt32] = []
        for value in UInt32(0)..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let once = foldedTag("a\(Character(scalar))b")
            if !foldedTag(once).utf8.elementsEqual(once.utf8) { offenders.append(value) }
        }
        #expect(offenders == [])
    }
}
