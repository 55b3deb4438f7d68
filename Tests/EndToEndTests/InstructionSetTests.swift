import Calling
import JSON
import Kernels
import Testing
import TrialGround
import Vocabulary

/// One trained data directory, served by daemons that were told which vector instructions to use.
@Suite(.serialized)
struct InstructionSetTests {
    @Test func `every instruction set finds the same in a trained gallery`() async throws {
        let trial = try await TrainingTrial()
        _ = try await trial.train("--parts", "5", "--nprobe", "3")
        let late = try trial.node.file("late.tsv", "id\tdescription\nlate\tlate\n")
        let array = try trial.node.file("late.npy", NumpyFile.bytes([TrainingTrial.vectors(1, seed: 2)[0]]))
        _ = try await trial.node.json(["import", "g", late, "--vectors", "a=\(array)", "--vectors", "b=\(array)"])

        var answers: [InstructionSet: Answers] = [:]
        for set in InstructionSet.allCases where set.isSupported {
            #expect(try await trial.node.stop() == 0)
            try await trial.node.start(environment: ["TESSERA_SIMD": set.rawValue])
            #expect(try await trial.node.json(["status"])["instruction_set"]?.string == set.rawValue)
            answers[set] = try await Answers(of: trial.node)
        }
        let expected = try #require(answers[.scalar])
        for (set, found) in answers { #expect(found == expected, "\(set)") }
    }

    /// What a daemon finds: a few searches of each kind.
    private struct Answers: Equatable {
        /// By codes, over the wire.
        var hits: [[Hit]] = []
        /// By comparing, as the tool prints it.
        var documents: [JSONValue] = []

        init(of node: NodeProcess) async throws {
            let client = try Client(node.address)
            defer { client.close() }
            for kind in FusionKind.allCases {
                for vector in TrainingTrial.vectors(4, seed: 2) {
                    let found: SearchResponse = try await client.call(
                        .search,
                        SearchRequest(
                            gallery: "g", limit: 12,
                            fields: ["a", "b"].map { FieldQuery(field: $0, vector: vector) },
                            fusion: Fusion(kind: kind), readMask: ReadMask(idOnly: true), explain: true,
                            tuning: SearchTuning(nprobe: 2)))
                    #expect(found.hits.count == 12)
                    #expect(found.explanation?.fields.map(\.exact) == [false, false])
                    hits.append(found.hits)
                }
                let document = try await node.json(
                    ["find", "g", "--like", "item-7", "--count", "12", "--fusion", "\(kind)"])
                documents.append(try #require(document["hits"]))
            }
        }
    }
}
