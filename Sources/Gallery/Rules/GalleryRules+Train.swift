internal import Ground
public import Vocabulary

// Training.
extension GalleryRules {
    /// The fields of `spec` that `request` names, as places in the declaration, ascending.
    ///
    /// - Throws: `INVALID_ARGUMENT` for a field that is unknown or named twice.
    public static func trainedFields(_ request: TrainRequest, of spec: GallerySpec) throws(CallFailure) -> [Int] {
        if request.fields.isEmpty { return Array(spec.fields.indices) }
        var places: [Int] = []
        for (index, name) in request.fields.enumerated() {
            places.append(try fieldIndex(name, in: spec, at: "fields[\(index)]"))
        }
        try checkUnique(request.fields, "duplicate_field") { "fields[\($0)]" }
        return places.sorted()
    }

    /// Fields with fewer items than this stay exact.
    public static func exactBelow(_ request: TrainRequest, of spec: GallerySpec) -> Int {
        if let asked = request.exactBelow { return max(1, Int(asked)) }
        return spec.exactBelow == 0 ? Limits.exactBelowDefault : Int(spec.exactBelow)
    }

    /// Returns when a gallery with the fields of `spec` can be trained as asked.
    ///
    /// - Parameter itemCounts: of each field, how many items have it.
    /// - Throws: `INVALID_ARGUMENT` with the path of what is wrong.
    public static func check(
        _ request: TrainRequest, of spec: GallerySpec, itemCounts: [Int]
    ) throws(CallFailure) {
        let places = try trainedFields(request, of: spec)
        try checkCount(request.listCount, limit: Limits.listCountMax, "lists", at: "list_count")
        try checkCount(
            request.coarseIterationCount, limit: Limits.trainIterationCountMax, "iterations",
            at: "coarse_iteration_count")
        try checkCount(
            request.partIterationCount, limit: Limits.trainIterationCountMax, "iterations", at: "part_iteration_count")
        try checkCount(request.threadCount, limit: Limits.trainThreadCountMax, "threads", at: "thread_count")
        try check(rerank: request.rerank, at: "rerank")
        try checkCodeBits(request)
        if request.reducedDimension > 0, request.transform != .pca {
            throw .invalid("needs_pca", "only PCA reduces dimensions", at: "reduced_dimension")
        }
        try checkSpill(request)
        let exactBelow = exactBelow(request, of: spec)
        for place in places {
            try check(request, field: spec.fields[place])
            if itemCounts[place] >= exactBelow {
                try check(request, field: spec.fields[place].name, itemCount: itemCounts[place])
            }
        }
        if request.sampleCount > 0, request.sampleCount < UInt64(request.listCount) {
            throw .invalid(
                "sample_too_small", "a sample has at least as many items as there are lists", at: "sample_count",
                limit: Int(request.listCount), value: Int(clamping: request.sampleCount))
        }
        let nprobeMax = request.listCount == 0 ? Limits.listCountMax : Int(request.listCount)
        try checkCount(request.nprobe, limit: nprobeMax, "lists", at: "nprobe")
        try check(queries: request.queries, of: spec)
    }

    private static func checkSpill(_ request: TrainRequest) throws(CallFailure) {
        guard request.spillWeight != 0 else { return }
        guard request.spill else {
            throw .invalid("needs_spill", "a weight of second lists, but no second lists", at: "spill_weight")
        }
        guard Limits.spillWeights.contains(request.spillWeight) else {
            throw .invalid(
                "out_of_range",
                "\(request.spillWeight) is not between \(Limits.spillWeights.lowerBound) and "
                    + "\(Limits.spillWeights.upperBound)", at: "spill_weight")
        }
    }

    private static func checkCodeBits(_ request: TrainRequest) throws(CallFailure) {
        guard [0, 4, 8].contains(request.codeBits) else {
            throw .invalid(
                "out_of_range", "a part has 8 bits or 4", at: "code_bits", limit: 8, value: Int(request.codeBits))
        }
        if request.codeBits == 4, request.partCount % 2 != 0 {
            throw .invalid(
                "odd_part_count", "two parts of 4 bits share a byte", at: "part_count", limit: 2,
                value: Int(request.partCount))
        }
    }

    /// Parts of a vector of which `dimension` components are compressed, as `request` has it.
    public static func partCount(_ request: TrainRequest, dimension: Int) -> Int {
        if request.partCount > 0 { return Int(request.partCount) }
        let byteCount = (dimension + 7) / 8
        return request.codeBits == 4 ? min(2 * byteCount, dimension / 2 * 2) : byteCount
    }

    /// What depends on a field's declaration.
    private static func check(_ request: TrainRequest, field: FieldSpec) throws(CallFailure) {
        let dimension = Int(field.dimension)
        if Int(request.reducedDimension) > dimension {
            throw .invalid(
                "out_of_range", "field '\(field.name)' has \(dimension) dimensions", at: "reduced_dimension",
                limit: dimension, value: Int(request.reducedDimension))
        }
        let kept = request.reducedDimension == 0 ? dimension : Int(request.reducedDimension)
        if request.codeBits == 4, kept < 2 {
            throw .invalid(
                "out_of_range",
                "one dimension of field '\(field.name)' is compressed, and parts of 4 bits are two at "
                    + "least", at: "code_bits", limit: 2, value: kept)
        }
        if Int(request.partCount) > kept {
            throw .invalid(
                "out_of_range", "\(kept) dimensions of field '\(field.name)' are compressed, at most a byte for each",
                at: "part_count", limit: kept, value: Int(request.partCount))
        }
    }

    /// What depends on how many items a field has.
    private static func check(_ request: TrainRequest, field: String, itemCount: Int) throws(CallFailure) {
        if Int(request.listCount) > itemCount {
            throw .invalid(
                "out_of_range", "field '\(field)' has \(itemCount) items, and a list for each at most",
                at: "list_count", limit: itemCount, value: Int(request.listCount))
        }
    }

    private static func checkCount(
        _ count: UInt32, limit: Int, _ what: String, at path: String
    ) throws(CallFailure) {
        if Int(count) > limit {
            throw .invalid(
                "out_of_range", "\(count) \(what), at most \(limit)", at: path, limit: limit, value: Int(count))
        }
    }

    private static func check(queries: [QueryVectors], of spec: GallerySpec) throws(CallFailure) {
        for (index, query) in queries.enumerated() {
            let path = "queries[\(index)]"
            let field = spec.fields[try fieldIndex(query.field, in: spec, at: path + ".field")]
            let dimension = Int(field.dimension)
            guard !query.values.isEmpty, query.values.count % dimension == 0 else {
                throw .invalid(
                    "dimension_mismatch",
                    "\(query.values.count) numbers are not queries for field '\(field.name)' of dimension \(dimension)",
                    at: path + ".values", limit: dimension, value: query.values.count)
            }
            let count = query.values.count / dimension
            if count > Limits.trainQueryCountMax {
                throw .tooMany("queries", count, limit: Limits.trainQueryCountMax, at: path + ".values")
            }
            for row in 0..<count {
                let vector = Array(query.values[(row * dimension)..<((row + 1) * dimension)])
                try checkVector(vector, of: field, at: "\(path).values[\(row * dimension)]")
            }
        }
        try checkUnique(queries.map(\.field), "duplicate_field") { "queries[\($0)].field" }
    }
}
