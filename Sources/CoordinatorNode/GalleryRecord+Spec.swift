internal import Vocabulary

extension GalleryRecord {
    /// The declaration. Every record that a store answers has one.
    var completeSpec: GallerySpec {
        spec ?? GallerySpec()
    }
}
