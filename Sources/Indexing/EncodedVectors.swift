public import Kernels
public import Quantization

/// List numbers and codes of some items' vectors, made before the items are added: encoding is the dear part of a
/// write, and needs nothing of the segment.
public struct EncodedVectors: Sendable {
    public let itemCount: Int
    private let fields: [Field?]

    private struct Field {
        let codebookHash: [UInt8]
        let byteCount: Int
        /// By item; `GrowingCodes.noList` without a vector.
        let lists: [UInt32]
        let codes: [UInt8]
    }

    /// Encodes the vectors of `items` in all fields that have a codebook.
    ///
    /// - Parameter items: of each item a vector per field, as `FieldLayout.encode` makes them, or nil.
    /// - Parameter codebooks: by field.
    /// - Precondition: each vector has the dimension of its codebook.
    /// - Complexity: some microseconds a vector and field; falls with the number of items.
    public init(_ items: [[[UInt16]?]], codebooks: [Codebook?], kernels: KernelSet) {
        itemCount = items.count
        fields = codebooks.enumerated().map { field, codebook in
            codebook.map { Self.encode(items, field, $0, kernels) }
        }
    }

    private static func encode(
        _ items: [[[UInt16]?]], _ field: Int, _ codebook: Codebook, _ kernels: KernelSet
    ) -> Field {
        let stride = Half.stride(dimension: codebook.dimension)
        var places: [Int] = []
        var halves: [UInt16] = []
        for (place, vectors) in items.enumerated() {
            guard field < vectors.count, let vector = vectors[field] else { continue }
            precondition(vector.count == codebook.dimension, "a vector of \(vector.count) components")
            places.append(place)
            halves.append(contentsOf: vector)
            halves.append(contentsOf: repeatElement(0, count: stride - vector.count))
        }
        var lists: [UInt32] = []
        var codes: [UInt8] = []
        unsafe halves.withUnsafeBufferPointer {
            unsafe codebook.encode(
                halves: $0, stride: stride, rowCount: places.count, lists: &lists, codes: &codes, kernels: kernels)
        }
        if places.count < items.count {
            spread(places, count: items.count, byteCount: codebook.rowCount, &lists, &codes)
        }
        return Field(codebookHash: codebook.hash, byteCount: codebook.rowCount, lists: lists, codes: codes)
    }

    /// Gives every item a place, those without a vector an empty one.
    private static func spread(
        _ places: [Int], count: Int, byteCount: Int, _ lists: inout [UInt32], _ codes: inout [UInt8]
    ) {
        var allLists = [UInt32](repeating: GrowingCodes.noList, count: count)
        var allCodes = [UInt8](repeating: 0, count: count * byteCount)
        for (index, place) in places.enumerated() {
            allLists[place] = lists[index]
            for byte in 0..<byteCount { allCodes[place * byteCount + byte] = codes[index * byteCount + byte] }
        }
        (lists, codes) = (allLists, allCodes)
    }

    /// List number and code of an item, if they were made with `codebook`.
    func code(item: Int, field: Int, of codebook: Codebook) -> (list: UInt32, code: ArraySlice<UInt8>)? {
        guard field < fields.count, let found = fields[field], found.codebookHash == codebook.hash else { return nil }
        let start = item * found.byteCount
        return (found.lists[item], found.codes[start..<start + found.byteCount])
    }
}
