import Testing
import Vocabulary

@testable import CoordinatorNode

/// Which of two replicas holds more.
@Suite struct ShardContentTests {
    private func content(_ sequences: [UInt32: UInt64], trained: UInt64 = 0) -> ShardContent {
        ShardContent(
            OpenShardResponse(
                counts: sequences.sorted { $0.key < $1.key }.map {
                    GalleryCount(gallery: $0.key, itemCount: 5, sequence: $0.value)
                }),
            [
                DescribeGalleryResponse(fields: [
                    FieldDescription(index: trained == 0 ? nil : FieldIndex(trainedMicroseconds: trained))
                ])
            ])
    }

    @Test func `later changes, further galleries and later trainings are newer`() {
        let base = content([1: 10, 2: 20], trained: 5)
        #expect(content([1: 10, 2: 21]).isNewer(than: base))
        #expect(content([1: 10, 2: 20, 3: 0]).isNewer(than: base))
        #expect(content([1: 10, 2: 20], trained: 6).isNewer(than: base))
        for other in [content([1: 10, 2: 21]), content([1: 10, 2: 20, 3: 0]), content([1: 10, 2: 20], trained: 6)] {
            #expect(!base.isNewer(than: other))
        }
        #expect(!base.isNewer(than: base))
    }

    @Test func `where each has what the other lacks neither is newer`() {
        let (left, right) = (content([1: 11, 2: 20]), content([1: 10, 2: 21], trained: 9))
        #expect(!left.isNewer(than: right))
        #expect(!right.isNewer(than: left))
    }
}
