internal import Kernels

extension SegmentView {
    /// The exact similarity of `query` to each of `ordinals` in `field`; nil for an item without a vector there.
    ///
    /// Deleted items are scored like others. Fastest when the ordinals are ascending.
    public func similarities(
        field: Int, query: PreparedQuery, ordinals: [UInt32], scratch: inout SearchScratch
    ) -> [Float?] {
        precondition(query.layout == layouts[field], "the query was prepared for another field")
        var result: [Float?] = []
        result.reserveCapacity(ordinals.count)
        let rows = unsafe scratch.rows
        var next = 0
        while next < ordinals.count {
            // A run of ordinals in one chunk, as long as the scratch has room.
            let place = locate(ordinals[next]).place
            if !hasRow(ordinals[next]) {
                result.append(nil)
                next += 1
                continue
            }
            var runCount = 0
            while next + runCount < ordinals.count, runCount < SearchScratch.blockRowCount {
                let (otherPlace, row) = locate(ordinals[next + runCount])
                if otherPlace != place || !hasRow(ordinals[next + runCount]) { break }
                unsafe rows[runCount] = UInt32(row)
                runCount += 1
            }
            let chunk = chunks[place].chunk
            let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<runCount])
            unsafe kernels.score(
                rows: chunk.rows(field: field), at: UnsafeBufferPointer(rebasing: rows[..<runCount]),
                against: query.floats, by: query.layout.metric, into: scores)
            for index in 0..<runCount {
                let row = Int(unsafe rows[index])
                let isPresent = chunk.presence(row) >> UInt16(field) & 1 != 0
                result.append(isPresent ? unsafe scores[index] : nil)
            }
            next += runCount
        }
        return result
    }

    /// The cosine of two items' stored vectors in `field`, whatever its metric; nil when either has none.
    ///
    /// - Returns: −1…1; 0 when a vector has no length.
    public func pairSimilarity(field: Int, _ left: UInt32, _ right: UInt32) -> Float? {
        guard hasVector(field: field, left), hasVector(field: field, right) else { return nil }
        let (leftPlace, leftRow) = locate(left)
        let (rightPlace, rightRow) = locate(right)
        let leftHalves = unsafe chunks[leftPlace].chunk.row(leftRow, field: field)
        let rightHalves = unsafe chunks[rightPlace].chunk.row(rightRow, field: field)
        let leftLength = unsafe kernels.product(leftHalves, leftHalves).squareRoot()
        let rightLength = unsafe kernels.product(rightHalves, rightHalves).squareRoot()
        let lengths = leftLength * rightLength
        guard lengths > 0 else { return 0 }
        return max(-1, min(1, unsafe kernels.product(leftHalves, rightHalves) / lengths))
    }
}
