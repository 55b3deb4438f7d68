public import Vocabulary

/// The encoders of a node, by name.
public struct EncoderSet: Sendable {
    /// In the order of the configuration. The first is the default.
    public let encoders: [TextEncoder]

    /// No encoder: callers send vectors.
    public init() {
        encoders = []
    }

    /// The encoders that `configurations` describe.
    ///
    /// - Throws: what `TextEncoder` throws, and `FAILED_PRECONDITION` `configuration_invalid` when a name stands twice;
    ///   with the number of the encoder among `configurations`, from 0, as its value.
    public init(_ configurations: [EncoderConfiguration]) throws(CallFailure) {
        var encoders: [TextEncoder] = []
        for (number, configuration) in configurations.enumerated() {
            guard !encoders.contains(where: { $0.name == configuration.name }) else {
                throw CallFailure(
                    .failedPrecondition, "configuration_invalid", "two encoders are named \"\(configuration.name)\"",
                    field: "name", value: Int64(number))
            }
            do throws(CallFailure) {
                encoders.append(try TextEncoder(configuration))
            } catch {
                var failure = error
                failure.value = Int64(number)
                throw failure
            }
        }
        self.encoders = encoders
    }

    /// The encoder called `name`; the first one when `name` is empty; nil when there is none.
    public func encoder(named name: String) -> TextEncoder? {
        name.isEmpty ? encoders.first : encoders.first { $0.name == name }
    }

    /// Every encoder's fingerprint by its name.
    public var fingerprints: [String: String] {
        Dictionary(uniqueKeysWithValues: encoders.map { ($0.name, $0.fingerprint) })
    }

    /// Closes every encoder.
    public func close() {
        for encoder in encoders { encoder.close() }
    }
}
