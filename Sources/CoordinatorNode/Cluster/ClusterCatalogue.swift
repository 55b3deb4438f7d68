internal import Vocabulary

/// The galleries of a cluster, as its shards told them last.
struct ClusterCatalogue: Sendable {
    private(set) var galleries: [UInt32: ClusterGallery] = [:]
    /// Names and aliases.
    private var numbers: [String: UInt32] = [:]
    /// False until a shard has told what it holds.
    private(set) var isKnown = false

    init() {}

    init(_ galleries: [ClusterGallery]) {
        isKnown = true
        for gallery in galleries {
            self.galleries[gallery.record.number] = gallery
            numbers[gallery.spec.name] = gallery.record.number
            for alias in gallery.aliases { numbers[alias] = gallery.record.number }
        }
    }

    /// All names and aliases.
    var names: Set<String> { Set(numbers.keys) }

    /// The gallery of that name or alias.
    ///
    /// - Throws: `NOT_FOUND`; `UNAVAILABLE` while no shard was reached.
    func gallery(_ name: String) throws(CallFailure) -> ClusterGallery {
        if let number = numbers[name], let gallery = galleries[number] { return gallery }
        throw isKnown
            ? CallFailure(
                .notFound, "gallery_not_found", "there is no gallery or alias named \(name)", field: "gallery")
            : Self.unknown
    }

    /// The gallery with that number.
    func gallery(number: UInt32) throws(CallFailure) -> ClusterGallery {
        guard let gallery = galleries[number] else {
            throw CallFailure(.notFound, "gallery_not_found", "there is no gallery with number \(number)")
        }
        return gallery
    }

    private static let unknown = CallFailure(
        .unavailable, "no_shard_reached",
        "this coordinator has reached none of its shards yet; its status and its log tell why of each replica",
        retryAfterMicroseconds: 200_000)
}
