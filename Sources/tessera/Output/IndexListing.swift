internal import Vocabulary

/// How the fields of a gallery are searched, as a table: exactly and why, or by codes and how well.
enum IndexListing {
    static func table(_ gallery: DescribeGalleryResponse) -> Table {
        let spec = gallery.spec ?? GallerySpec()
        var table = Table(headings: [
            ("field", .left), ("searched", .left), ("lists", .right), ("code bytes", .right), ("nprobe", .right),
            ("recall@10", .right), ("of given", .right), ("list length", .right), ("codes", .right),
            ("codebook", .right), ("scale", .left), ("", .left),
        ])
        for field in gallery.fields {
            let name = field.spec?.name ?? ""
            let scale = field.calibration.map(Self.scale) ?? "as it is"
            guard let index = field.index else {
                table.rows.append(
                    [name, "exactly"] + Array(repeating: "–", count: 8) + [scale, exactReason(field, in: spec)])
                continue
            }
            table.rows.append([
                name, method(index), Figures.count(UInt64(index.listCount)), "\(index.partCount)",
                Figures.count(UInt64(index.nprobe)), recall(index.heldOut), recall(index.given), lengths(index),
                Figures.byteCount(index.codeByteCount), Figures.byteCount(index.codebookByteCount), scale,
                note(index, itemCount: field.itemCount),
            ])
        }
        return table
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
        return newCount == 0 ? trained : trained + ", \(items(newCount)) since"
    }
}
