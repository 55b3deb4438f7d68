public import Kernels
internal import Vocabulary

// Vectors to lists and codes.
extension Codebook {
    /// The list and code of each vector. The same for any batch, in any order, on every instruction set.
    ///
    /// - Parameter halves: rows of halves, of which the first `dimension` are the vector; of unit length for cosine.
    /// - Parameter stride: halves from row to row.
    /// - Parameter rowCount: vectors.
    /// - Parameter lists: becomes `[rowCount]`.
    /// - Parameter codes: becomes `[rowCount, self.rowCount]`.
    /// - Complexity: `(listCount + centroidCount) · paddedDimension` multiply-adds a vector, and those of the matrix.
    public func encode(
        halves: UnsafeBufferPointer<UInt16>, stride: Int, rowCount: Int, lists: inout [UInt32], codes: inout [UInt8],
        kernels: KernelSet
    ) {
        let codeByteCount = self.rowCount
        lists = unsafe [UInt32](unsafeUninitializedCapacity: rowCount) { lists, listCount in
            listCount = rowCount
            codes = unsafe [UInt8](unsafeUninitializedCapacity: rowCount * codeByteCount) { codes, codeCount in
                codeCount = rowCount * codeByteCount
                unsafe encode(
                    halves: halves, stride: stride,
                    lists: UnsafeMutableBufferPointer(rebasing: lists[..<rowCount]),
                    codes: UnsafeMutableBufferPointer(rebasing: codes[..<codeCount]), kernels: kernels)
            }
        }
    }

    /// The same into memory of the caller's, `lists.count` vectors. `CodebookEncoder` does this for more vectors than
    /// are at hand at once.
    ///
    /// - Parameter codes: shape `[lists.count, rowCount]`.
    public func encode(
        halves: UnsafeBufferPointer<UInt16>, stride: Int, lists: UnsafeMutableBufferPointer<UInt32>,
        codes: UnsafeMutableBufferPointer<UInt8>, kernels: KernelSet
    ) {
        let encoder = CodebookEncoder(self, rowCount: lists.count, kernels: kernels)
        unsafe encoder.encode(halves: halves, stride: stride, lists: lists, codes: codes)
    }

    /// The same with the second list and code of each vector.
    ///
    /// - Parameter spillLists: becomes `[rowCount]`; `noList` for a vector that has no second list.
    /// - Parameter spillCodes: becomes `[rowCount, self.rowCount]`; zeros for a vector that has no second list.
    /// - Precondition: the codebook has a spill.
    public func encode(
        halves: UnsafeBufferPointer<UInt16>, stride: Int, rowCount: Int, lists: inout [UInt32], codes: inout [UInt8],
        spillLists: inout [UInt32], spillCodes: inout [UInt8], kernels: KernelSet
    ) {
        let encoder = CodebookEncoder(self, rowCount: rowCount, kernels: kernels)
        lists = [UInt32](repeating: 0, count: rowCount)
        codes = [UInt8](repeating: 0, count: rowCount * self.rowCount)
        (spillLists, spillCodes) = (lists, codes)
        unsafe lists.withUnsafeMutableBufferPointer { lists in
            unsafe codes.withUnsafeMutableBufferPointer { codes in
                unsafe spillLists.withUnsafeMutableBufferPointer { spillLists in
                    unsafe spillCodes.withUnsafeMutableBufferPointer { spillCodes in
                        unsafe encoder.encode(
                            halves: halves, stride: stride, lists: lists, codes: codes,
                            spill: CodePlaces(lists: spillLists, codes: spillCodes))
                    }
                }
            }
        }
    }

    /// What the two last bytes of an L2 code hold: |r|² + 2<c, r> of the residual r that the code stands for, rounded
    /// down to a step.
    func scalarStep(
        list: UInt32, code: UnsafeBufferPointer<UInt8>, residual: UnsafeMutableBufferPointer<Float>, kernels: KernelSet
    ) -> UInt16 {
        let scalar = unsafe scalar(list: Int(list), code: code, residual: residual, kernels: kernels)
        let step = ((scalar - scalarMin) / scalarStep).rounded(.down)
        guard step > 0 else { return 0 }
        return step < 65_535 ? UInt16(step) : 65_535
    }

    /// The same before it is rounded down.
    func scalar(list: UInt32, code: [UInt8], kernels: KernelSet) -> Float {
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: paddedDimension) { residual in
            unsafe code.withUnsafeBufferPointer {
                unsafe scalar(list: Int(list), code: $0, residual: residual, kernels: kernels)
            }
        }
    }

    private func scalar(
        list: Int, code: UnsafeBufferPointer<UInt8>, residual: UnsafeMutableBufferPointer<Float>, kernels: KernelSet
    ) -> Float {
        unsafe reconstruct(code, into: residual)
        let constant = UnsafeBufferPointer(residual)
        return unsafe kernels.squaredNorm(constant) + 2 * kernels.product(listCentroid(list), constant)
    }

    /// Writes the numbers of the nearest centroids of each residual's parts.
    ///
    /// - Parameter residuals: shape `[rowCount, paddedDimension]`.
    /// - Parameter codes: shape `[rowCount, partRowCount]`.
    func encodeParts(
        _ residuals: UnsafeBufferPointer<Float>, rowCount: Int, codes: UnsafeMutableBufferPointer<UInt8>,
        kernels: KernelSet
    ) {
        if codeBits == 4 {
            unsafe kernels.encodeNibbles(
                residuals, rowCount: rowCount, centroids: partCentroids, halfNorms: partHalfNorms,
                partCount: partCount, codes: codes)
        } else {
            unsafe kernels.encodeRows(
                residuals, rowCount: rowCount, centroids: partCentroids, halfNorms: partHalfNorms,
                partCount: partCount, codes: codes)
        }
    }

    /// Writes the residual that `code` stands for, `paddedDimension` floats.
    func reconstruct(_ code: UnsafeBufferPointer<UInt8>, into residual: UnsafeMutableBufferPointer<Float>) {
        let isHalved = codeBits == 4
        for part in 0..<partCount {
            let number =
                isHalved ? unsafe Int(code[part / 2]) >> (part % 2 * 4) & 15 : unsafe Int(code[part])
            for component in (part * partDimension)..<((part + 1) * partDimension) {
                unsafe residual[component] = partCentroids[component * centroidCount + number]
            }
        }
    }

    /// The transformed vector that a list and a code stand for: the centroid plus the residual, `[paddedDimension]`.
    public func reconstructed(list: UInt32, code: [UInt8]) -> [Float] {
        precondition(code.count == rowCount, "a code of \(code.count) bytes, not \(rowCount)")
        var vector = [Float](repeating: 0, count: paddedDimension)
        unsafe vector.withUnsafeMutableBufferPointer { vector in
            unsafe code.withUnsafeBufferPointer { unsafe reconstruct($0, into: vector) }
            let centroid = unsafe listCentroid(Int(list))
            for index in vector.indices { unsafe vector[index] += centroid[index] }
        }
        return vector
    }

    /// The squared distance of `vector` to what its list and code stand for, with what the transform dropped of it.
    ///
    /// - Parameter vector: `dimension` components, before the transform.
    public func squaredError(of vector: [Float], list: UInt32, code: [UInt8], kernels: KernelSet) -> Double {
        let transformed = transformed(vector, kernels: kernels)
        var (kept, error, all) = (0.0, 0.0, 0.0)
        for (component, reconstructed) in zip(transformed, reconstructed(list: list, code: code)) {
            kept += Double(component) * Double(component)
            error += (Double(component) - Double(reconstructed)) * (Double(component) - Double(reconstructed))
        }
        guard reducedDimension < dimension else { return error }
        for index in vector.indices {
            let component = unsafe Double(vector[index]) - (metric == .l2 ? Double(mean[index]) : 0)
            all += component * component
        }
        return error + max(0, all - kept)
    }
}
