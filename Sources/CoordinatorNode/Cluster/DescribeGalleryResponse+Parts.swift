internal import Vocabulary

extension DescribeGalleryResponse {
    /// A gallery as a whole.
    ///
    /// - Parameter parts: what each shard says of its part; at least one.
    init(ofParts parts: [DescribeGalleryResponse]) {
        self = parts[0]
        for part in parts.dropFirst() {
            itemCount += part.itemCount
            memoryByteCount += part.memoryByteCount
            sequence = max(sequence, part.sequence)
            for (place, field) in part.fields.enumerated() where fields.indices.contains(place) {
                fields[place].add(field)
            }
        }
    }
}

extension FieldDescription {
    fileprivate mutating func add(_ other: FieldDescription) {
        itemCount += other.itemCount
        missingCount += other.missingCount
        byteCount += other.byteCount
        indexDamage = indexDamage ?? other.indexDamage
        guard index != nil, let more = other.index else { return }
        index?.sealedCount += more.sealedCount
        index?.codeByteCount += more.codeByteCount
        index?.codeCount += more.codeCount
        index?.rerankByteCount += more.rerankByteCount
        // Lists of the same number hold parts of one list: their lengths are not known together.
        index?.listLengthMin += more.listLengthMin
        index?.listLengthMedian += more.listLengthMedian
        index?.listLengthMax += more.listLengthMax
    }
}
