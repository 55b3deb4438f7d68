import ArgumentParser
import Calling
import Kernels
import Vocabulary

/// Queries to send to a daemon, and what each should find.
struct SearchLoad {
    private let vectors: [[Float]]
    private let truth: IndexMatrix

    init(queries: HalfMatrix, truth: IndexMatrix) {
        vectors = (0..<queries.rowCount).map { KernelSet.best.floats(queries[$0]) }
        self.truth = truth
    }

    var count: Int { vectors.count }

    /// Sends every query as a search of its own, `inFlight` at a time.
    ///
    /// - Returns: recall@10.
    func measure(_ client: Client, tuning: SearchTuning, inFlight: Int) async throws -> Double {
        var answers = [[UInt32]](repeating: [], count: count)
        try await withThrowingTaskGroup(of: [(Int, [UInt32])].self) { group in
            for lane in 0..<inFlight {
                group.addTask {
                    var found: [(Int, [UInt32])] = []
                    for number in stride(from: lane, to: count, by: inFlight) {
                        let answer = try await client.call(.search, request(number, tuning)) as SearchResponse
                        found.append((number, try Self.rows(of: answer)))
                    }
                    return found
                }
            }
            for try await found in group {
                for (number, rows) in found { answers[number] = rows }
            }
        }
        return truth.recall(of: answers)
    }

    /// Sends every query in batches of `batchCount`, one batch at a time.
    ///
    /// - Returns: recall@10.
    func measure(_ client: Client, tuning: SearchTuning, batchCount: Int) async throws -> Double {
        var answers: [[UInt32]] = []
        for start in stride(from: 0, to: count, by: batchCount) {
            let searches = (start..<min(start + batchCount, count)).map { request($0, tuning) }
            let answer =
                try await client.call(.searchBatch, SearchBatchRequest(searches: searches)) as SearchBatchResponse
            for result in answer.results { answers.append(try Self.rows(of: result.response ?? SearchResponse())) }
        }
        return truth.recall(of: answers)
    }

    /// Sends one query and waits for its answer.
    func ask(_ client: Client, _ number: Int, tuning: SearchTuning) async throws {
        let answer = try await client.call(.search, request(number, tuning)) as SearchResponse
        _ = try Self.rows(of: answer)
    }

    private func request(_ number: Int, _ tuning: SearchTuning) -> SearchRequest {
        SearchRequest(
            gallery: DaemonTrial.gallery, limit: 10,
            fields: [FieldQuery(field: DaemonTrial.field, vector: vectors[number])],
            readMask: ReadMask(idOnly: true), tuning: tuning)
    }

    private static func rows(of answer: SearchResponse) throws -> [UInt32] {
        guard answer.hits.count == 10 else { throw ValidationError("a search found \(answer.hits.count) items") }
        return answer.hits.compactMap { $0.item.flatMap { UInt32($0.id) } }
    }
}
