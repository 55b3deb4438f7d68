import Glibc
import Ground
import Kernels
import ShardNode
import Storage
import Vocabulary

/// What a child process does to the galleries of a shard.
enum ShardTrial {
    static let gallery = "trial"
    static let dimension = 16

    static func spec(dimension: Int) -> GallerySpec {
        GallerySpec(
            name: gallery,
            fields: ["description", "tags", "detections"].map {
                FieldSpec(name: $0, dimension: UInt32(dimension), metric: .cosine)
            })
    }

    static func vector(seed: UInt64, dimension: Int) -> [UInt16] {
        let floats = (0..<dimension).map { place in
            Float(Hash.xxh3(UInt64(place), seed: seed) >> 40) / Float(1 << 24) - 0.5
        }
        return (try? KernelSet.best.halves(VectorMath.normalise(floats) ?? floats)) ?? []
    }

    /// Imports items for ever, from where the last import stopped, four batches in flight, and says how many rows are
    /// done after each acknowledgement.
    static func writeForever(directory: String) throws {
        let store = try ShardStore(path: directory)
        if (try? store.describeGallery(gallery)) == nil { _ = try store.createGallery(spec(dimension: dimension)) }
        let operation = try store.beginImport(BeginImportRequest(gallery: gallery, source: "trial"))
        var next = operation.doneCount
        var waiting: [Handover<Result<WriteResponse, CallFailure>>] = []
        var ends: [UInt64] = []
        while true {
            let writes = (next..<next + 25).map { number in
                PreparedWrite(
                    item: Item(id: "item-\(number)", description: "row \(number)", tags: ["even \(number % 2)"]),
                    vectors: [
                        vector(seed: number, dimension: dimension), vector(seed: ~number, dimension: dimension), nil,
                    ],
                    expectedVersion: 0)
            }
            next += 25
            let handover = Handover<Result<WriteResponse, CallFailure>>()
            let step = ImportStep(
                operation: operation.id, resumePoint: Array("\(next)".utf8), rowsDone: next, rowsRejected: 0)
            store.upsert(writes, into: gallery, step: step) { handover.give($0) }
            waiting.append(handover)
            ends.append(next)
            guard waiting.count == 4 else { continue }
            let response = try waiting.removeFirst().wait().get()
            guard response.results.allSatisfy({ $0.status == 0 }) else { throw response.results[0].error!.failure }
            DurabilityTrial.say("\(ends.removeFirst())")
        }
    }

    /// Imports `count` items with three vectors of 384 numbers each, a thousand a call, four calls in flight, and says
    /// how many items a second became durable; then opens the store again and says how long that took.
    static func measure(directory: String, count: Int) throws {
        let dimension = 384
        let store = try ShardStore(path: directory)
        _ = try store.createGallery(spec(dimension: dimension))
        let pool = (0..<64).map { vector(seed: UInt64($0), dimension: dimension) }
        let batches = stride(from: 0, to: count, by: 1_000).map { start in
            (start..<min(start + 1_000, count)).map { number in
                PreparedWrite(
                    item: Item(
                        id: "\(1_000_000 + number)", url: "https://example.org/pictures/\(number).png",
                        description: "a drawing of a wizard and a dragon who read book number \(number)",
                        tags: ["drawing", "wizard", "tag \(number % 977)"]),
                    vectors: [pool[number % 61], pool[number % 53], pool[number % 47]])
            }
        }
        let start = MonotonicTime.now
        let processorStart = processorSeconds
        var waiting: [Handover<Result<WriteResponse, CallFailure>>] = []
        for batch in batches {
            let handover = Handover<Result<WriteResponse, CallFailure>>()
            store.upsert(batch, into: gallery, step: nil) { handover.give($0) }
            waiting.append(handover)
            if waiting.count == 4 { _ = try waiting.removeFirst().wait().get() }
        }
        for handover in waiting { _ = try handover.wait().get() }
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1_000_000
        let processor = processorSeconds - processorStart
        let rate = Int(Double(count) / seconds)
        let perItem = Int(processor * 1_000_000 / Double(count))
        DurabilityTrial.say("\(rate) items a second, \(perItem) µs of processor an item")
        store.close()
        let openStart = MonotonicTime.now
        let openProcessorStart = processorSeconds
        let again = try ShardStore(path: directory)
        let openProcessor = processorSeconds - openProcessorStart
        let openSeconds = Double(MonotonicTime.now.microseconds(since: openStart)) / 1_000_000
        let itemCount = try again.describeGallery(gallery).itemCount
        again.close()
        let milliseconds = (wall: Int(openSeconds * 1_000), processor: Int(openProcessor * 1_000))
        DurabilityTrial.say(
            "\(itemCount) items opened in \(milliseconds.wall) ms, \(milliseconds.processor) ms of processor")
    }

    /// Seconds that all threads of this process have run.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension ErrorDetail {
    var failure: CallFailure { CallFailure(.unknown, detail: self) }
}
