internal import Kernels

extension Codebook {
    /// Bytes of memory that the coarse centroids take once more, in bytes or codes, beside `bytes`.
    public var listByteCount: Int {
        listBytes == nil && listCodes == nil
            ? 0 : Self.listByteCount(listCount: listCount, paddedDimension: paddedDimension)
    }

    /// The same of a codebook to come.
    public static func listByteCount(listCount: Int, paddedDimension: Int) -> Int {
        guard listCount >= ListBytes.listCountMin else { return 0 }
        if listCount >= ListCodes.listCountMin {
            return ListCodes.byteCount(listCount: listCount, dimension: paddedDimension)
        }
        // Five floats besides: the scale, and what bounds the error.
        return listCount * (ByteRow.stride(dimension: paddedDimension) + 5 * MemoryLayout<Float>.stride)
    }
}
