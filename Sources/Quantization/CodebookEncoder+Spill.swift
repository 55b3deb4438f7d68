internal import Kernels

// The second lists of vectors.
//
// With y a transformed vector, r what is left of it in its first list, w = r · √(weight / 2) / |r| and a = <y, w>, the
// second list is that of the other centroids c with the least half norm - <y, c> + (a - <c, w>)². That is half of
// |y - c|² + weight · <y - c, r / |r|>², less |y|² / 2, which is the same for all.
extension CodebookEncoder {
    /// Writes the second list of each transformed row.
    ///
    /// - Parameter lists: their first lists. `scratch.least` holds the values of those, if there are panels.
    func assignSpill(
        _ scratch: EncodingScratch, besides lists: UnsafeBufferPointer<UInt32>,
        to others: UnsafeMutableBufferPointer<UInt32>
    ) {
        let width = codebook.paddedDimension
        guard codebook.listCount > 1 else { return unsafe others.update(repeating: Codebook.noList) }
        for row in lists.indices { unsafe direct(scratch, row, list: lists[row]) }
        guard let panels else {
            for row in lists.indices { unsafe others[row] = exactSpill(scratch, row, besides: lists[row]) }
            return
        }
        let count = lists.count
        unsafe kernels.spillColumns(
            of: UnsafeBufferPointer(rebasing: scratch.rows[..<(count * width)]),
            directions: UnsafeBufferPointer(rebasing: scratch.directions[..<(count * width)]),
            offsets: UnsafeBufferPointer(rebasing: scratch.offsets[..<count]), excluding: lists, stride: width,
            in: panels, nearest: others, least: UnsafeMutableBufferPointer(rebasing: scratch.spillLeast[..<count]),
            second: UnsafeMutableBufferPointer(rebasing: scratch.spillSecond[..<count]))
        for row in lists.indices where !isCertain(scratch, row) {
            unsafe others[row] = exactSpill(scratch, row, besides: lists[row])
        }
    }

    /// Writes w and a of a row; zeros when nothing is left of it.
    private func direct(_ scratch: EncodingScratch, _ row: Int, list: UInt32) {
        let (vector, direction) = unsafe (scratch.row(row), scratch.direction(row))
        let centroid = unsafe codebook.listCentroid(Int(list))
        for index in direction.indices { unsafe direction[index] = vector[index] - centroid[index] }
        let squaredLength = unsafe kernels.squaredNorm(UnsafeBufferPointer(direction))
        guard squaredLength > 0 else {
            unsafe direction.update(repeating: 0)
            unsafe scratch.offsets[row] = 0
            return
        }
        let scale = Float((Double(codebook.spillWeight) / 2 / Double(squaredLength)).squareRoot())
        for index in direction.indices { unsafe direction[index] *= scale }
        unsafe scratch.offsets[row] = kernels.product(UnsafeBufferPointer(vector), UnsafeBufferPointer(direction))
    }

    /// True when the list that the panels propose for a row is the one that `exactSpill` finds.
    ///
    /// The first part of a value is off as `uncertainty` has it. t = a - <c, w> is off by less than n · 2⁻²⁴ · |w| ·
    /// (|y| + |c|), and t² by that times 2 |t|. Only lists count whose value is not above that of the second one of the
    /// panels, and what t² adds is at most how far that is above the least of all first parts, the first list's.
    private func isCertain(_ scratch: EncodingScratch, _ row: Int) -> Bool {
        let (vector, direction) = unsafe (
            UnsafeBufferPointer(scratch.row(row)), UnsafeBufferPointer(scratch.direction(row))
        )
        let weight = unsafe Double(kernels.squaredNorm(direction))
        // Nothing is left of the row: it has no second list.
        guard weight > 0 else { return false }
        let (least, second) = unsafe (Double(scratch.spillLeast[row]), Double(scratch.spillSecond[row]))
        let base = unsafe uncertainty(of: vector)
        let lengths =
            unsafe (Double(kernels.squaredNorm(vector)).squareRoot() + (2 * Double(halfNormMax)).squareRoot()) * 1.001
        let slip = Double(2 * codebook.paddedDimension + 16) * 0x1p-24 * 1.001 * weight.squareRoot() * lengths
        let added = unsafe max(0, second - Double(scratch.least[row])) + 4 * base
        let along = added.squareRoot() + slip
        return second - least > 2 * (base + 2 * along * slip + slip * slip + added * 0x1p-22)
    }

    /// The second list of a row by the exact products; `Codebook.noList` when nothing is left of it in its first.
    private func exactSpill(_ scratch: EncodingScratch, _ row: Int, besides list: UInt32) -> UInt32 {
        let (vector, direction) = unsafe (
            UnsafeBufferPointer(scratch.row(row)), UnsafeBufferPointer(scratch.direction(row))
        )
        guard unsafe kernels.squaredNorm(direction) > 0 else { return Codebook.noList }
        let offset = unsafe Double(scratch.offsets[row])
        var best = list == 0 ? 1 : 0
        var least = Double.infinity
        for other in 0..<codebook.listCount where other != Int(list) {
            let centroid = unsafe codebook.listCentroid(other)
            let distance = unsafe Double(codebook.listHalfNorms[other]) - Double(kernels.product(vector, centroid))
            let along = unsafe offset - Double(kernels.product(direction, centroid))
            let value = distance + along * along
            if value < least {
                least = value
                best = other
            }
        }
        return UInt32(best)
    }
}
