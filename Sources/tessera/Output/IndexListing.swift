internal import Vocabulary

/// How the fields of a gallery are searched, as a table: exactly and why, or by codes and how well.
enum IndexListing {
    static func table(_ gallery: DescribeGalleryResponse) -> Table {
        let spec = gallery.spec ?? GallerySpec()
        var table = Table(headings: [
            ("field", .left), ("searched", .left), ("lists", .right), ("code bytes", .right), ("nprobe", .right),
            ("target", .right), ("recall@10", .right), ("of given", .right), ("list length", .right), ("codes", .right),
            ("codebook", .right), ("scale", .left), ("", .left),
        ])
        for field in gallery.fields {
            let name = field.spec?.name ?? ""
            let scale = field.calibration.map(Self.scale) ?? "as it is"
            guard let index = field.index else {
                table.rows.append(
                    [name, "exactly"] + Array(repeating: "–", count: 9) + [scale, exactReason(field, in: spec)])
                continue
            }
            table.rows.append([
                name, method(index), Figures.count(UInt64(index.listCount)), codeByteCount(index),
                probes(index), target(index), recall(index.heldOut), recall(index.given), lengths(index),
                Figures.byteCount(index.codeByteCount), Figures.byteCount(index.codebookByteCount), scale,
                note(index, itemCount: field.itemCount),
            ])
        }
        return table
    }

    /// The ways to search each field that were measured, those of little recall left out; nil when there are none.
    static func points(_ gallery: DescribeGalleryResponse) -> Table? {
        var table = Table(headings: [
            ("field", .left), ("", .left), ("recall@10", .right), ("of given", .right), ("lists", .right),
            ("at most", .right), ("codes", .right), ("candidates", .right), ("reckoned µs", .right),
        ])
        for field in gallery.fields {
            guard let index = field.index else { continue }
            let shown = index.points.filter { isChosen($0, in: index) || leastRecall($0) >= Self.shownRecallMin }
            for (place, point) in shown.enumerated() {
                table.rows.append([
                    place == 0 ? field.spec?.name ?? "" : "", isChosen(point, in: index) ? "*" : "",
                    recall(point.heldOut), recall(point.given),
                    Figures.fixed(Double(point.listCountMean), digitCount: 1), Figures.count(UInt64(point.nprobe)),
                    Figures.count(UInt64(point.codeCountMean)), Figures.count(UInt64(point.candidateCount)),
                    Figures.fixed(Double(point.costMicroseconds), digitCount: 0),
                ])
            }
        }
        return table.rows.isEmpty ? nil : table
    }

    /// Points below this are not shown.
    private static let shownRecallMin: Float = 0.85
    /// So much more than asked for is told.
    private static let surplusMin: Float = 0.03

    private static func isChosen(_ point: OperatingPoint, in index: FieldIndex) -> Bool {
        point.nprobe == index.nprobe && point.reach == index.reach && point.candidateCount == index.candidateCount
    }

    private static func leastRecall(_ point: OperatingPoint) -> Float {
        [point.heldOut, point.given].compactMap { $0?.recall }.min() ?? 0
    }

    /// `12`; `≤ 36` where each query has as many as it needs.
    private static func probes(_ index: FieldIndex) -> String {
        (index.reach == nil ? "" : "≤ ") + Figures.count(UInt64(index.nprobe))
    }

    /// `0.950`; `–` where the number of lists was told.
    private static func target(_ index: FieldIndex) -> String {
        index.targetRecall > 0 ? Figures.fixed(Double(index.targetRecall), digitCount: 3) : "–"
    }

    /// Why a field has no index.
    static func exactReason(_ field: FieldDescription, in spec: GallerySpec) -> String {
        if let damage = field.indexDamage { return "its codes are damaged: " + damage.message }
        let least = spec.exactBelow == 0 ? UInt64(Limits.exactBelowDefault) : UInt64(spec.exactBelow)
        guard field.itemCount >= least else {
            return "\(items(field.itemCount)), fewer than exact_below (\(Figures.count(least)))"
        }
        return "not trained yet: tessera train \(spec.name)"
    }

    /// `0.962`; `–` when nothing was measured.
    static func recall(_ figure: RecallFigure?) -> String {
        figure.map { Figures.fixed(Double($0.recall), digitCount: 3) } ?? "–"
    }

    /// Bytes of code and ordinal that an item takes; `–` when there is none.
    static func byteCountPerItem(_ index: FieldIndex) -> String {
        guard index.sealedCount > 0 else { return "–" }
        return Figures.fixed(Double(index.codeByteCount) / Double(index.sealedCount), digitCount: 1)
    }

    private static func items(_ count: UInt64) -> String {
        Figures.count(count) + (count == 1 ? " item" : " items")
    }

    /// `48`, of 4 bits a part: `48 (96 × 4 bits)`.
    private static func codeByteCount(_ index: FieldIndex) -> String {
        index.codeBits == 4 ? "\(index.partCount / 2) (\(index.partCount) × 4 bits)" : "\(index.partCount)"
    }

    private static func method(_ index: FieldIndex) -> String {
        let lists = index.spillWeight > 0 ? "by codes in two lists" : "by codes"
        let codes =
            switch index.transform ?? .none {
            case .none: lists
            case .pca: "\(lists), PCA to \(index.reducedDimension)"
            case .opq: "\(lists), OPQ"
            }
        return index.rerank == .sq8 ? codes + ", then sq8 (\(Figures.byteCount(index.rerankByteCount)))" : codes
    }

    private static func lengths(_ index: FieldIndex) -> String {
        [index.listLengthMin, index.listLengthMedian, index.listLengthMax].map { Figures.count(UInt64($0)) }
            .joined(separator: "…")
    }

    private static func scale(_ calibration: FieldCalibration) -> String {
        guard calibration.best > calibration.mean else { return "as it is" }
        return "\(Figures.fixed(Double(calibration.mean), digitCount: 3))…"
            + Figures.fixed(Double(calibration.best), digitCount: 3)
    }

    private static func note(_ index: FieldIndex, itemCount: UInt64) -> String {
        let trained = "trained " + Figures.moment(microseconds: index.trainedMicroseconds)
        let newCount = itemCount > index.sealedCount ? itemCount - index.sealedCount : 0
        var words = newCount == 0 ? trained : trained + ", \(items(newCount)) since"
        guard index.targetRecall > 0, let recall = [index.heldOut, index.given].compactMap({ $0?.recall }).min() else {
            return words
        }
        if recall < index.targetRecall { words += "; no way to search reaches the target" }
        if recall > index.targetRecall + surplusMin { words += "; no cheaper way finds less" }
        return words
    }
}
