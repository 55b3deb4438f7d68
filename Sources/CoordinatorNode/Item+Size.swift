internal import Vocabulary

extension Item {
    /// About as many bytes as the item's message takes; never much less.
    var approximateByteCount: Int {
        var sum =
            id.utf8.count + url.utf8.count + description.utf8.count + authorId.utf8.count + authorName.utf8.count + 32
        for tag in tags { sum += tag.utf8.count + 4 }
        for similar in similarIds { sum += similar.utf8.count + 4 }
        for detection in detections { sum += detection.label.utf8.count + 32 }
        for attribute in attributes {
            sum += attribute.name.utf8.count + 24
            if case .text(let text) = attribute.value { sum += text.utf8.count }
        }
        return sum
    }
}
