internal import Kernels

/// Plain twins of the kernels that work on parts.
enum PartMath {
    /// tables[j · 256 + k] = the chain over i of query[j · d + i] · centroids[(j · d + i) · 256 + k], fused, from +0.
    static func codeTables(
        query: UnsafePointer<Float>, centroids: UnsafePointer<Float>, partCount: Int, partDimension: Int,
        tables: UnsafeMutablePointer<Float>
    ) {
        for part in 0..<partCount {
            let table = unsafe tables + part * 256
            for code in 0..<256 { unsafe table[code] = 0 }
            for component in (part * partDimension)..<((part + 1) * partDimension) {
                let factor = unsafe query[component]
                let row = unsafe centroids + component * 256
                for code in 0..<256 { unsafe table[code].addProduct(factor, row[code]) }
            }
        }
    }

    /// codes[row · partCount + j] = the lowest k with the least half norm - chain.
    static func encodeRows(
        _ rows: UnsafePointer<Float>, rowCount: Int, centroids: UnsafePointer<Float>, halfNorms: UnsafePointer<Float>,
        partCount: Int, partDimension: Int, codes: UnsafeMutablePointer<UInt8>, values: UnsafeMutablePointer<Float>?
    ) {
        for row in 0..<rowCount {
            for part in 0..<partCount {
                var best = 0
                var least = Float.infinity
                for code in 0..<256 {
                    var value = unsafe halfNorms[part * 256 + code]
                    for component in 0..<partDimension {
                        let place = part * partDimension + component
                        let factor = unsafe rows[row * partCount * partDimension + place]
                        unsafe value.addProduct(-factor, centroids[place * 256 + code])
                    }
                    if value < least {
                        least = value
                        best = code
                    }
                }
                unsafe codes[row * partCount + part] = UInt8(best)
                if let values = unsafe values { unsafe values[row * partCount + part] = least }
            }
        }
    }
}
