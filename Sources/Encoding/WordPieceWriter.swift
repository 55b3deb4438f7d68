internal import Folding

/// Takes a text scalar by scalar and writes its tokens.
struct WordPieceWriter {
    private let vocabulary: WordPieceVocabulary
    private let tokenLimit: Int
    private var result: TokenizedText
    /// The word being gathered, in UTF-8, up to `WordPiece.wordCharacterCountMax` characters.
    private var word: [UInt8] = []
    private var wordCharacterCount = 0
    /// Marks that wait to be put into canonical order, with their combining classes.
    private var marks: [(scalar: UInt32, rank: UInt16)] = []
    /// The tokens of one word, before it is known whether all of it can be told in tokens.
    private var pieces: [Int32] = []

    init(vocabulary: WordPieceVocabulary, tokenLimit: Int) {
        self.vocabulary = vocabulary
        self.tokenLimit = tokenLimit
        result = TokenizedText(ids: [vocabulary.startID])
    }

    /// Whether the text has more tokens than the limit lets through, so that the rest need not be read.
    var isFull: Bool { result.isTruncated }

    /// Takes a scalar below U+0080.
    mutating func addASCII(_ byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: append(UInt32(byte))
        case 0x41...0x5A: append(UInt32(byte) | 0x20)
        case 0x20, 0x09, 0x0A, 0x0D: endWord()
        case 0x21...0x7E: addAlone(UInt32(byte))
        default: break
        }
    }

    /// Takes any other scalar.
    mutating func add(_ scalar: UInt32) {
        let category = GeneralCategory(of: scalar)
        if BertCharacters.isDropped(scalar, category) { return }
        if category.isSeparator { return endWord() }
        let isChinese = BertCharacters.isChinese(scalar)
        if isChinese { endWord() }
        let parts = CanonicalDecomposition(of: scalar)
        for index in 0..<parts.count { addPart(parts.scalars[index]) }
        if isChinese { endWord() }
    }

    /// Takes a special token, which stands alone.
    mutating func addSpecial(_ id: Int32) {
        endWord()
        emit(id)
    }

    /// The tokens of all that was taken.
    mutating func finish() -> TokenizedText {
        endWord()
        result.ids.append(vocabulary.endID)
        return result
    }

    /// Takes a scalar that decomposes no further.
    private mutating func addPart(_ scalar: UInt32) {
        if scalar < 0x80 { return addASCII(UInt8(scalar)) }
        let category = GeneralCategory(of: scalar)
        let rank = combiningClass(of: scalar)
        if BertCharacters.isAccent(scalar, category) {
            if rank == 0 { placeMarks() }
            return
        }
        if rank != 0 {
            marks.append((lowercased(scalar), rank))
            return
        }
        let lower = lowercased(scalar)
        if BertCharacters.isPunctuation(lower, category) { addAlone(lower) } else { append(lower) }
    }

    /// Adds `scalar` to the word.
    private mutating func append(_ scalar: UInt32) {
        if !marks.isEmpty { placeMarks() }
        push(scalar)
    }

    /// Makes `scalar` a word of its own.
    private mutating func addAlone(_ scalar: UInt32) {
        endWord()
        push(scalar)
        endWord()
    }

    /// Adds the waiting marks to the word, ordered as NFD orders them.
    private mutating func placeMarks() {
        guard !marks.isEmpty else { return }
        let ordered = marks.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        marks.removeAll(keepingCapacity: true)
        for (_, mark) in ordered { push(mark.scalar) }
    }

    private mutating func push(_ scalar: UInt32) {
        wordCharacterCount += 1
        guard wordCharacterCount <= WordPiece.wordCharacterCountMax else { return }
        switch scalar {
        case ..<0x80: word.append(UInt8(scalar))
        case ..<0x800:
            word.append(UInt8(0xC0 | scalar >> 6))
            word.append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x1_0000:
            word.append(UInt8(0xE0 | scalar >> 12))
            word.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            word.append(UInt8(0x80 | scalar & 0x3F))
        default:
            word.append(UInt8(0xF0 | scalar >> 18))
            word.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            word.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            word.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    /// Writes the tokens of the gathered word.
    private mutating func endWord() {
        if !marks.isEmpty { placeMarks() }
        guard wordCharacterCount > 0 else { return }
        let isTooLong = wordCharacterCount > WordPiece.wordCharacterCountMax
        if isTooLong || !cut() {
            emit(vocabulary.unknownID)
        } else {
            for id in pieces { emit(id) }
        }
        word.removeAll(keepingCapacity: true)
        wordCharacterCount = 0
    }

    /// Fills `pieces` with the word's tokens, at each place the longest there is; false when some place has none.
    private mutating func cut() -> Bool {
        pieces.removeAll(keepingCapacity: true)
        var start = 0
        while start < word.count {
            var node = start == 0 ? 0 : vocabulary.continuationRoot
            var best: (id: Int32, end: Int)?
            var place = start
            while place < word.count {
                node = vocabulary.tree.child(of: node, word[place])
                if node < 0 { break }
                place += 1
                let id = vocabulary.tree.values[Int(node)]
                if id >= 0 { best = (id, place) }
            }
            guard let best else { return false }
            pieces.append(best.id)
            start = best.end
        }
        return true
    }

    private mutating func emit(_ id: Int32) {
        // One place is kept for [SEP].
        guard result.ids.count < tokenLimit - 1 else {
            result.isTruncated = true
            return
        }
        result.ids.append(id)
        if id == vocabulary.unknownID { result.unknownTokenCount += 1 }
    }
}
