internal import Vocabulary

/// The galleries of a store by number, name and alias.
struct GalleryDirectory {
    private(set) var states: [UInt32: GalleryState] = [:]
    private var numbers: [String: UInt32] = [:]
    private(set) var aliases: [String: UInt32] = [:]

    /// The gallery called `name`, or that the alias `name` points to.
    ///
    /// - Throws: `NOT_FOUND`.
    func state(_ name: String) throws(CallFailure) -> GalleryState {
        guard let number = numbers[name] ?? aliases[name], let state = states[number] else {
            throw CallFailure(
                .notFound, "gallery_not_found", "there is no gallery or alias named \(name)", field: "gallery")
        }
        return state
    }

    /// The gallery with that number.
    ///
    /// - Throws: `NOT_FOUND`.
    func state(number: UInt32) throws(CallFailure) -> GalleryState {
        guard let state = states[number] else {
            throw CallFailure(
                .notFound, "gallery_not_found", "there is no gallery with number \(number)", field: "gallery",
                value: Int64(number))
        }
        return state
    }

    func isName(_ name: String) -> Bool { numbers[name] != nil }
    func isAlias(_ name: String) -> Bool { aliases[name] != nil }

    /// The aliases that point to a gallery, sorted.
    func aliases(of number: UInt32) -> [String] {
        aliases.filter { $0.value == number }.map(\.key).sorted()
    }

    mutating func add(_ state: GalleryState) {
        states[state.number] = state
        numbers[state.snapshot.spec.name] = state.number
    }

    /// Puts `state` in the place of the one with its number.
    mutating func replace(_ state: GalleryState) {
        states[state.number] = state
    }

    mutating func remove(_ state: GalleryState) {
        states[state.number] = nil
        numbers[state.snapshot.spec.name] = nil
        aliases = aliases.filter { $0.value != state.number }
    }

    mutating func setAlias(_ alias: String, to number: UInt32?) {
        aliases[alias] = number
    }
}
