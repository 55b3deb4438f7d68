internal import Vocabulary

/// One text to encode, once, for all the calls that wait for it. Touched under the queue's lock only.
final class EncodeUnit: @unchecked Sendable {
    // Unchecked: see above; `text` never changes.
    enum State {
        case waiting
        case taken
        case done
    }

    let text: String
    var state = State.waiting
    var waiters: [(call: EncodeCall, slot: Int)] = []

    init(text: String) {
        self.text = text
    }

    /// Whether any call still waits for this text.
    var isWanted: Bool { waiters.contains { !$0.call.isFinished } }

    /// Whether `text` has the same bytes. Strings that Unicode calls equal may not, and a tokenizer may tell them
    /// apart.
    func isSpelled(_ text: String) -> Bool { self.text.utf8.elementsEqual(text.utf8) }
}
