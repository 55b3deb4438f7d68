internal import Ground
internal import Inference
internal import Vocabulary

/// A BERT-type model that runs in this process.
final class OnnxEngine: EncodingEngine {
    /// What one of the model's inputs is fed with.
    enum Feed {
        case ids
        case mask
        case types
    }

    let fingerprint: String
    let dimension: Int
    var tokenLimit: Int { tokenizer.tokenLimit }
    /// 256 tokens are a run's best size; a text of 4 bytes is about a token.
    let batchLimits = BatchLimits(textCountMax: 32, byteCountMax: 1_024, isMixingCalls: true)
    let tokenizer: WordPiece
    let pooling: EncoderConfiguration.Pooling
    let session: OnnxSession
    let feeds: [Feed]
    /// The place of the output that is used.
    let output: Int
    private let runtime: OnnxRuntime

    init(_ configuration: EncoderConfiguration) throws(CallFailure) {
        let modelFile = configuration.modelPath + "/model.onnx"
        let runtime: OnnxRuntime
        do {
            runtime = try OnnxRuntime(path: configuration.libraryPath)
        } catch {
            throw Self.failure(error, library: configuration.libraryPath)
        }
        let vocabulary = try WordPieceVocabulary(contentsOfFile: configuration.modelPath + "/vocab.txt")
        do {
            session = try OnnxSession(runtime: runtime, modelPath: modelFile)
        } catch {
            throw Self.failure(error, model: modelFile)
        }
        feeds = try Self.feeds(of: session, modelFile: modelFile)
        output = try Self.output(of: session, modelFile: modelFile)
        self.runtime = runtime
        tokenizer = WordPiece(vocabulary: vocabulary, tokenLimit: configuration.tokenLimit)
        pooling = configuration.pooling
        dimension = try Self.probe(
            session, feeds: feeds, output: output, vocabulary: vocabulary, modelFile: modelFile)
        guard configuration.dimension == 0 || configuration.dimension == dimension else {
            throw CallFailure(
                .failedPrecondition, "configuration_invalid",
                "encoder \"\(configuration.name)\": \(modelFile) makes vectors of another dimension than configured",
                field: "dimension", limit: Int64(dimension), value: Int64(configuration.dimension))
        }
        let hash = try Self.modelHash(modelFile)
        fingerprint =
            "onnx model=\(hex(hash)) vocabulary=\(hex(vocabulary.hash)) pooling=\(pooling.rawValue) "
            + "tokens=\(configuration.tokenLimit) dimension=\(dimension)"
    }

    func makeWorker() throws(CallFailure) -> any EncodingWorker {
        do {
            return OnnxWorker(engine: self, stopper: try OnnxStop(runtime: runtime))
        } catch {
            throw CallFailure(.internal, "runtime_unusable", "\(error)")
        }
    }

    private static func feeds(of session: OnnxSession, modelFile: String) throws(CallFailure) -> [Feed] {
        var feeds: [Feed] = []
        for input in session.inputs {
            switch input.name {
            case "input_ids": feeds.append(.ids)
            case "attention_mask": feeds.append(.mask)
            case "token_type_ids": feeds.append(.types)
            default: throw unusable(modelFile, "it has an input \"\(input.name)\", which no BERT-type model has")
            }
            guard input.elementType != .float, input.shape.count == 2 else {
                throw unusable(modelFile, "its input \"\(input.name)\" is not integers of [batch, sequence]")
            }
        }
        guard feeds.contains(.ids) else { throw unusable(modelFile, "it has no input \"input_ids\"") }
        return feeds
    }

    /// The first output of token vectors, else the first of text vectors.
    private static func output(of session: OnnxSession, modelFile: String) throws(CallFailure) -> Int {
        for axisCount in [3, 2] {
            let fits = session.outputs.firstIndex { $0.elementType == .float && $0.shape.count == axisCount }
            if let fits { return fits }
        }
        throw unusable(modelFile, "it has no output of shape [batch, sequence, dimension]")
    }

    /// The dimension, found by a first run, which also shows that the model knows every token of the vocabulary.
    private static func probe(
        _ session: OnnxSession, feeds: [Feed], output: Int, vocabulary: WordPieceVocabulary, modelFile: String
    ) throws(CallFailure) -> Int {
        let ids = [Int64(vocabulary.startID), Int64(vocabulary.count - 1), Int64(vocabulary.endID)]
        let values = feeds.map { feed -> [Int64] in
            switch feed {
            case .ids: ids
            case .mask: [1, 1, 1]
            case .types: [0, 0, 0]
            }
        }
        var result: [Float] = []
        let shape: [Int]
        do {
            shape = try session.run(values, shape: [1, 3], output: output, into: &result)
        } catch {
            throw unusable(modelFile, "a first run with its vocabulary failed: \(error)")
        }
        guard let dimension = shape.last, dimension > 0, dimension <= Limits.dimensionMax,
            result.count == dimension * (shape.count == 3 ? 3 : 1)
        else { throw unusable(modelFile, "its output has the shape \(shape)") }
        return dimension
    }

    /// The hash of the model's file and, where the weights stand beside it, of theirs.
    private static func modelHash(_ modelFile: String) throws(CallFailure) -> UInt64 {
        do {
            var hash = try Hash.xxh3(contentsOfFile: modelFile)
            for suffix in ["_data", ".data"] {
                if let weights = try? Hash.xxh3(contentsOfFile: modelFile + suffix) {
                    hash = Hash.xxh3(weights, seed: hash)
                }
            }
            return hash
        } catch {
            throw CallFailure(
                .failedPrecondition, "model_missing", "\(modelFile) cannot be read (errno \(error.errnoCode))")
        }
    }

    private static func unusable(_ modelFile: String, _ why: String) -> CallFailure {
        CallFailure(.failedPrecondition, "model_unusable", "\(modelFile) cannot encode texts: \(why)")
    }

    private static func failure(_ error: InferenceError, library: String) -> CallFailure {
        if case .fileMissing = error {
            return CallFailure(
                .failedPrecondition, "runtime_missing",
                "there is no readable ONNX Runtime library at \(library); `make deps` fetches it")
        }
        return CallFailure(.failedPrecondition, "runtime_unusable", "\(error)")
    }

    private static func failure(_ error: InferenceError, model: String) -> CallFailure {
        if case .fileMissing = error {
            return CallFailure(
                .failedPrecondition, "model_missing",
                "there is no readable model at \(model); `make deps` fetches it")
        }
        return unusable(model, "\(error)")
    }
}

/// `value` as 16 hexadecimal digits.
func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
