import Glibc
import Ground
import Kernels
import ShardNode
import Vocabulary

/// A child process that trains a gallery again and again while it writes to it.
///
/// Batch n changes what numbers derived from n say, so that whoever knows how many batches are there knows every item.
enum TrainTrial {
    static let itemCount: UInt64 = 400
    static let batchCount: UInt64 = 8

    /// Says `w N` when batch N is durable, `p` when a training begins to publish, and `t STATE` when one has ended.
    static func run(directory: String) throws {
        let store = try ShardStore(path: directory)
        let dimension = ShardTrial.dimension
        if (try? store.describeGallery(ShardTrial.gallery)) == nil {
            _ = try store.createGallery(ShardTrial.spec(dimension: dimension))
        }
        // The sequence number tells how many changes there were; each batch makes the same number.
        var next = try store.describeGallery(ShardTrial.gallery).sequence / batchCount
        let first = next
        let trainer = NamedThread(name: "trainer") {
            var seed = first
            while true {
                seed += 1
                let request = TrainRequest(
                    gallery: ShardTrial.gallery, listCount: 4, partCount: 4, coarseIterationCount: 2,
                    partIterationCount: 2, seed: seed, exactBelow: 100, nprobe: 2)
                guard var operation = try? store.train(request) else { continue }
                while operation.state == .running {
                    usleep(200)
                    let before = operation.stage
                    operation = (try? store.operation(operation.id)) ?? operation
                    if operation.stage == "publishing", before != operation.stage { DurabilityTrial.say("p") }
                }
                DurabilityTrial.say("t \(operation.state.map { "\($0)" } ?? "") \(operation.error?.reason ?? "")")
            }
        }
        while true {
            let handover = Handover<Result<WriteResponse, CallFailure>>()
            store.upsert(batch(next), into: ShardTrial.gallery, step: nil) { handover.give($0) }
            let response = try handover.wait().get()
            guard response.results.allSatisfy({ $0.status == 0 }) else { throw response.results[0].error!.failure }
            next += 1
            DurabilityTrial.say("w \(next)")
        }
        trainer.join()
    }

    /// The writes of batch `number`: eight items in turn, replaced by ones that tell the batch.
    private static func batch(_ number: UInt64) -> [PreparedWrite] {
        (0..<batchCount).map { place in
            let item = (number * batchCount + place) % itemCount
            let seed = number << 16 | item
            return PreparedWrite(
                item: Item(id: "item-\(item)", description: "batch \(number)", tags: ["place \(place)"]),
                vectors: [
                    ShardTrial.vector(seed: seed, dimension: ShardTrial.dimension),
                    ShardTrial.vector(seed: ~seed, dimension: ShardTrial.dimension), nil,
                ])
        }
    }
}
