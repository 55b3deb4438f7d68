/// How one text encoder is made.
public struct EncoderConfiguration: Equatable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A BERT-type model, run in this process by ONNX Runtime.
        case onnx
        /// A server that speaks OpenAI's `/v1/embeddings`.
        case endpoint
    }

    /// How the vectors of a text's tokens become the text's.
    public enum Pooling: String, Sendable, CaseIterable {
        /// The mean over the tokens.
        case mean
        /// The vector of the first token, `[CLS]`.
        case cls
    }

    /// What fields call the encoder.
    public var name: String
    public var kind: Kind
    /// Bytes of the cache of encoded texts; 0 for none.
    public var cacheByteCountMax = 64 << 20
    /// Threads that encode, each one text batch at a time; 0 for one per core (an endpoint: 4 requests at once).
    public var sessionCount = 0
    /// Dimension of the vectors. 0 asks the model; an endpoint must be told.
    public var dimension = 0

    // Of kind onnx.

    /// The file of ONNX Runtime's library.
    public var libraryPath = "var/models/libonnxruntime.so"
    /// The folder that holds `model.onnx` and `vocab.txt`.
    public var modelPath = "var/models/minilm"
    public var pooling: Pooling = .mean
    /// Tokens after which a text is cut, `[CLS]` and `[SEP]` included.
    public var tokenLimit = 256

    // Of kind endpoint.

    /// The server's address, `http://localhost:8080` for example; `/v1/embeddings` is added to it.
    public var url = ""
    /// What the server calls the model.
    public var model = ""
    /// Sent as a bearer token; empty for none.
    public var apiKey = ""
    /// Time for one request to the server, at most; a call's own deadline may cut it.
    public var timeoutMilliseconds = 30_000

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
