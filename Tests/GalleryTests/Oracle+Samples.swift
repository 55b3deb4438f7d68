import Gallery
import TrialSearch
import Vocabulary

extension Oracle {
    /// - Parameter scans: how each field is searched; empty: all exactly.
    static func answer(_ plan: SearchPlan, scans: [FieldScan] = [], over items: [SampleItem]) -> Answer {
        func similarity(_ vector: [Float], _ field: PlannedField) -> Float {
            field.metric == .l2 ? -distance(vector, field.vector) : dot(vector, field.vector)
        }
        let judged = items.map { item in
            let similarities = plan.fields.map { field in item.vectors[field.index].map { similarity($0, field) } }
            // By what the codes stand for, in the lists that are looked into.
            let candidateScores = plan.fields.enumerated().map { place, field -> Float? in
                guard item.vectors[field.index] != nil, !scans.isEmpty, case .lists(let probes) = scans[place] else {
                    return similarities[place]
                }
                let code = item.codes[field.index]!
                return probes.lists.contains(code.list) ? similarity(code.vector, field) : nil
            }
            return OracleItem(
                id: item.id, idHash: item.idHash, tags: item.tags, similarHashes: item.similarHashes,
                similarities: similarities, candidateScores: candidateScores,
                vectors: plan.fields.map { item.vectors[$0.index] })
        }
        return answer(counted(plan, scans), over: judged)
    }
}
