internal import Ground
internal import Inference
internal import Vocabulary

/// Runs the model on one thread.
final class OnnxWorker: EncodingWorker, @unchecked Sendable {
    // Unchecked: one thread encodes; `stopper` alone is used by others, and is made for it.

    /// Tokens of one run, padding included, at most, unless a single text has more. The model's speed per token peaks
    /// between 64 and 512 tokens a run: below, the run's fixed cost shows; above, its memory leaves the cache.
    static let runTokenCountMax = 256
    /// Padding that one run may have.
    static let paddingTokenCountMax = 48

    private let engine: OnnxEngine
    private let stopper: OnnxStop
    private var result: [Float] = []

    init(engine: OnnxEngine, stopper: OnnxStop) {
        self.engine = engine
        self.stopper = stopper
    }

    func stop() { stopper.stop() }
    func reset() { stopper.reset() }

    func encode(
        _ texts: [String], deadline: MonotonicTime, deliver: (Int, Result<EncodedText, CallFailure>) -> Void
    ) {
        var tokenized: [(place: Int, text: TokenizedText)] = []
        for (place, text) in texts.enumerated() {
            let tokens = engine.tokenizer.tokenize(text)
            // [CLS] and [SEP] alone are no text.
            if tokens.tokenCount <= 2 {
                deliver(place, .failure(TextEncoder.emptyText))
            } else {
                tokenized.append((place, tokens))
            }
        }
        tokenized.sort { ($0.text.ids.count, $0.place) < ($1.text.ids.count, $1.place) }
        var rest = tokenized[...]
        while !rest.isEmpty {
            let run = rest.prefix(Self.runLength(rest.map(\.text.ids.count)))
            rest = rest.dropFirst(run.count)
            let answers = self.run(run.map(\.text))
            for (member, answer) in zip(run, answers) { deliver(member.place, answer) }
            if case .failure(let failure)? = answers.first, failure.status == .cancelled { return }
        }
    }

    /// How many of the texts, which have `tokenCounts` in rising order, make the next run.
    static func runLength(_ tokenCounts: [Int]) -> Int {
        var padding = 0
        for length in 1..<max(1, tokenCounts.count) {
            // The next text makes every row before it longer.
            padding += length * (tokenCounts[length] - tokenCounts[length - 1])
            if (length + 1) * tokenCounts[length] > runTokenCountMax || padding > paddingTokenCountMax {
                return length
            }
        }
        return tokenCounts.count
    }

    /// Runs the model on texts in rising order of length.
    private func run(_ texts: [TokenizedText]) -> [Result<EncodedText, CallFailure>] {
        let width = texts[texts.count - 1].ids.count
        let values = engine.feeds.map { feed -> [Int64] in
            var values = [Int64](repeating: 0, count: texts.count * width)
            for (row, text) in texts.enumerated() where feed != .types {
                for (column, id) in text.ids.enumerated() {
                    values[row * width + column] = feed == .ids ? Int64(id) : 1
                }
            }
            return values
        }
        let shape: [Int]
        do {
            shape = try engine.session.run(
                values, shape: [texts.count, width], output: engine.output, stop: stopper, into: &result)
        } catch .stopped {
            return texts.map { _ in .failure(EncodeBoard.cancelled) }
        } catch {
            return texts.map { _ in .failure(CallFailure(.internal, "encoding_failed", "\(error)")) }
        }
        let isPooled = shape.count == 2
        let expected = [texts.count] + (isPooled ? [] : [width]) + [engine.dimension]
        guard shape == expected else {
            let wrong = CallFailure(.internal, "encoding_failed", "the model's output has the shape \(shape)")
            return texts.map { _ in .failure(wrong) }
        }
        return texts.enumerated().map { row, text in
            let rowWidth = isPooled ? 1 : width
            let tokenCount = isPooled || engine.pooling == .cls ? 1 : text.ids.count
            let start = row * rowWidth * engine.dimension
            var vector = Pooling.sum(result, from: start, rowCount: tokenCount, dimension: engine.dimension)
            guard Pooling.normalize(&vector) else { return .failure(Pooling.notFinite) }
            return .success(
                EncodedText(
                    vector: vector, tokenCount: text.tokenCount, unknownTokenCount: text.unknownTokenCount,
                    isTruncated: text.isTruncated))
        }
    }
}
