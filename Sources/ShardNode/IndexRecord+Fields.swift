internal import Indexing
internal import Vocabulary

extension IndexRecord {
    /// What is known of a field's compressed index; nil for an exact field.
    func index(field: Int) -> FieldIndex? { record(field)?.index }

    /// The calibration of a field; nil where none was measured.
    func calibration(field: Int) -> FieldCalibration? { record(field)?.calibration }

    /// The record with every field that was tuned, and not told, tuned for another recall; nil when there is none.
    func settled(on target: Float) -> IndexRecord? {
        var settled = self
        for place in fields.indices where (fields[place].index?.targetRecall ?? 0) > 0 {
            settled.fields[place].index?.settle(on: target)
        }
        return settled == self ? nil : settled
    }

    private func record(_ field: Int) -> FieldIndexRecord? { fields.first { $0.field == UInt32(field) } }

    mutating func setIndex(_ index: FieldIndex?, field: Int) {
        change(field) { $0.index = index }
    }

    mutating func setCalibration(_ calibration: FieldCalibration?, field: Int) {
        change(field) { $0.calibration = calibration }
    }

    private mutating func change(_ field: Int, _ body: (inout FieldIndexRecord) -> Void) {
        var changed = record(field) ?? FieldIndexRecord(field: UInt32(field))
        body(&changed)
        fields.removeAll { $0.field == UInt32(field) }
        if changed.index != nil || changed.calibration != nil { fields.append(changed) }
        fields.sort { $0.field < $1.field }
    }
}
