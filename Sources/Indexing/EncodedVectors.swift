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
        let first: Codes
        /// Nil without a spill.
        let spill: Codes?
    }

    /// A list and a code for each item.
    private struct Codes {
        /// By item; `GrowingCodes.noList` without a vector, and where there is no second list.
        var lists: [UInt32] = []
        var codes: [UInt8] = []
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
        var first = Codes()
        var spill = Codes()
        unsafe halves.withUnsafeBufferPointer { halves in
            if codebook.isSpilled {
                unsafe codebook.encode(
                    halves: halves, stride: stride, rowCount: places.count, lists: &first.lists, codes: &first.codes,
                    spillLists: &spill.lists, spillCodes: &spill.codes, kernels: kernels)
            } else {
                unsafe codebook.encode(
                    halves: halves, stride: stride, rowCount: places.count, lists: &first.lists, codes: &first.codes,
                    kernels: kernels)
            }
        }
        if places.count < items.count {
            spread(places, count: items.count, byteCount: codebook.rowCount, &first)
            if codebook.isSpilled { spread(places, count: items.count, byteCount: codebook.rowCount, &spill) }
        }
        return Field(
            codebookHash: codebook.hash, byteCount: codebook.rowCount, first: first,
            spill: codebook.isSpilled ? spill : nil)
    }

    /// Gives every item a place, those without a vector an empty one.
    private static func spread(_ places: [Int], count: Int, byteCount: Int, _ codes: inout Codes) {
        var all = Codes(
            lists: [UInt32](repeating: GrowingCodes.noList, count: count),
            codes: [UInt8](repeating: 0, count: count * byteCount))
        for (index, place) in places.enumerated() {
            all.lists[place] = codes.lists[index]
            for byte in 0..<byteCount { all.codes[place * byteCount + byte] = codes.codes[index * byteCount + byte] }
        }
        codes = all
    }

    /// Fills `row` of `place` with lists and codes of an item.
    ///
    /// - Returns: false when they were not made with `codebook`; nothing is written then.
    func write(item: Int, field: Int, of codebook: Codebook, to place: GrowingCodes, row: Int) -> Bool {
        guard field < fields.count, let found = fields[field], found.codebookHash == codebook.hash else { return false }
        let range = item * found.byteCount..<(item + 1) * found.byteCount
        place.write(row: row, list: found.first.lists[item], code: found.first.codes[range])
        if let spill = found.spill { place.spill?.write(row: row, list: spill.lists[item], code: spill.codes[range]) }
        return true
    }
}
