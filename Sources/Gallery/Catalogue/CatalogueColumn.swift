/// What a column of a catalogue holds. The raw value is its own name in a header.
public enum CatalogueColumn: String, Sendable, CaseIterable {
    case id
    case url
    case description
    case authorId = "author_id"
    case authorName = "author_name"
    case similarIds = "similar_ids"
    case tags
    case detections

    /// Names that are understood in a header, best first, in the form `folded` gives them.
    var spellings: [String] {
        switch self {
        case .id: ["id", "imageid", "photoid", "pictureid", "itemid", "assetid"]
        case .url: ["url", "imageurl", "photourl", "pictureurl", "link", "uri", "src"]
        case .description: ["description", "imagedescription", "caption", "alttext", "alt", "desc", "text", "title"]
        case .authorId: ["authorid", "userid", "photographerid", "contributorid", "creatorid", "artistid"]
        case .authorName:
            [
                "authorname", "author", "photographername", "photographer", "contributorname", "contributor",
                "creatorname", "creator", "artistname", "artist", "username", "user",
            ]
        case .similarIds: ["similarids", "similarimageids", "similarimages", "similar", "relatedids", "related"]
        case .tags: ["tags", "tag", "keywords", "keyword"]
        case .detections: ["detections", "detection", "detectedobjects", "detectedlabels", "objects"]
        }
    }

    /// `name` without case, spaces, underscores, hyphens and dots.
    static func folded(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" && $0 != "." && $0 != "\u{FEFF}" }
    }
}
