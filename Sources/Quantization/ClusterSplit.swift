/// What becomes of centroids that no row chose.
enum ClusterSplit {
    /// Which empty cluster takes half of which large one: the first empty one of the largest, and so on, each once.
    static func pairs(sizes: [Int]) -> [(empty: Int, large: Int)] {
        let empty = sizes.indices.filter { sizes[$0] == 0 }
        guard !empty.isEmpty else { return [] }
        let large = sizes.indices.filter { sizes[$0] > 1 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        return zip(empty, large).map { (empty: $0, large: $1) }
    }

    /// Makes of one centroid two, on either side of it.
    ///
    /// - Parameter stride: floats from component to component.
    static func split(
        _ centroid: UnsafeMutablePointer<Float>, into other: UnsafeMutablePointer<Float>, count: Int, stride: Int
    ) {
        for index in 0..<count {
            // So little that the next means decide, so much that rows are parted.
            let nudge: Float = index % 2 == 0 ? 0x1p-10 : -0x1p-10
            let value = unsafe centroid[index * stride]
            unsafe other[index * stride] = value * (1 + nudge)
            unsafe centroid[index * stride] = value * (1 - nudge)
        }
    }
}
