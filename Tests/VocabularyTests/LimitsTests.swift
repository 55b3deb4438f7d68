import Testing
import Vocabulary

/// The limits fit each other: what one of them allows, no other makes impossible.
struct LimitsTests {
    private let limits = Limits()

    @Test func `the largest reply fits in a frame`() {
        #expect(Limits.replyByteCountMax < limits.frameByteCountMax)
    }

    @Test func `an item at every one of its limits fits in a frame`() {
        let texts = 2 * Limits.textByteCountMax + Limits.urlByteCountMax
        let tags = Limits.tagCountMax * Limits.tagByteCountMax
        let similar = Limits.similarCountMax * Limits.idByteCountMax
        let detections = Limits.detectionCountMax * (Limits.tagByteCountMax + 6 * MemoryLayout<Float>.size)
        let attributes = Limits.attributeCountMax * Limits.attributeByteCountMax
        let vectors = Limits.fieldCountMax * Limits.dimensionMax * MemoryLayout<Float>.size
        #expect(texts + tags + similar + detections + attributes + vectors < limits.frameByteCountMax / 2)
    }

    @Test func `the longest list of ids fits in a frame`() {
        let idCountMax = max(Limits.idFilterCountMax, Limits.batchItemCountMax)
        #expect(idCountMax * (Limits.idByteCountMax + 4) < limits.frameByteCountMax)
    }

    @Test func `a search for the most hits fits in a reply when they carry ids and scores alone`() {
        let perField = Limits.fieldNameByteCountMax + 4 * MemoryLayout<Float>.size
        let perHit = Limits.idByteCountMax + Limits.fieldCountMax * perField + 64
        #expect(Limits.searchLimitMax * perHit < Limits.replyByteCountMax)
    }

    @Test func `every list that a call may hold is within the bound of repeated fields`() {
        let counts = [
            Limits.batchItemCountMax, Limits.idFilterCountMax, Limits.searchLimitMax, Limits.tagCountMax,
            Limits.detectionCountMax, Limits.similarCountMax, Limits.attributeCountMax, Limits.filterClauseCountMax,
            Limits.fieldCountMax, Limits.galleryCountMax,
        ]
        #expect(counts.max()! <= Limits.repeatedCountMax)
    }

    @Test func `a connection cannot hold more calls than all connections together`() {
        #expect(limits.inFlightCountMax <= limits.inFlightTotalCountMax)
    }

    @Test func `the requests held for all connections include several of the largest`() {
        #expect(limits.bufferedRequestByteCountMax >= 4 * limits.frameByteCountMax)
    }

    @Test(arguments: [0, 1, 1_000, 1 << 20, 32 << 20])
    func `unpacking a message may take more bytes than the message has, but only so many times more`(byteCount: Int) {
        let quota = Limits.unpackQuota(byteCount: byteCount)
        #expect(quota > byteCount)
        #expect(quota <= 4 << 20 || quota <= 18 * byteCount)
    }
}
