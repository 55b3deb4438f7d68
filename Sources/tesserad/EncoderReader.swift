import Encoding
import Foundation

/// Reads one entry of `encoders`.
enum EncoderReader {
    static func read(_ section: ConfigurationSection, sessionCount: Int) throws(ConfigurationError)
        -> EncoderConfiguration
    {
        var section = section
        guard let name = try section.text("name"), !name.value.isEmpty else {
            throw section.refusal("an encoder needs a `name`")
        }
        guard let kindText = try section.text("kind") else {
            throw section.refusal("encoder `\(name.value)` needs a `kind`: onnx or endpoint")
        }
        guard let kind = EncoderConfiguration.Kind(rawValue: kindText.value) else {
            throw ConfigurationError(
                place: kindText.place, message: "`kind` must be onnx or endpoint, not `\(kindText.value)`")
        }
        var configuration = EncoderConfiguration(name: name.value, kind: kind)
        configuration.sessionCount = sessionCount
        if let bytes = try section.integer("cache_bytes", in: 0...(1 << 40)) { configuration.cacheByteCountMax = bytes }
        if let dimension = try section.integer("dimension", in: 0...65_536) { configuration.dimension = dimension }
        switch kind {
        case .onnx: try readOnnx(&section, &configuration)
        case .endpoint: try readEndpoint(&section, &configuration)
        }
        try section.finish()
        return configuration
    }

    private static func readOnnx(
        _ section: inout ConfigurationSection, _ configuration: inout EncoderConfiguration
    ) throws(ConfigurationError) {
        if let library = try section.text("library") { configuration.libraryPath = library.value }
        if let folder = try section.text("folder") { configuration.modelPath = folder.value }
        if let limit = try section.integer("token_limit", in: 3...65_536) { configuration.tokenLimit = limit }
        if let pooling = try section.text("pooling") {
            guard let known = EncoderConfiguration.Pooling(rawValue: pooling.value) else {
                throw ConfigurationError(
                    place: pooling.place, message: "`pooling` must be mean or cls, not `\(pooling.value)`")
            }
            configuration.pooling = known
        }
    }

    private static func readEndpoint(
        _ section: inout ConfigurationSection, _ configuration: inout EncoderConfiguration
    ) throws(ConfigurationError) {
        guard let url = try section.text("url"), let model = try section.text("model") else {
            throw section.refusal("encoder `\(configuration.name)` of kind endpoint needs `url` and `model`")
        }
        configuration.url = url.value
        configuration.model = model.value
        guard configuration.dimension > 0 else {
            throw section.refusal("encoder `\(configuration.name)` of kind endpoint needs its `dimension`")
        }
        if let timeout = try section.integer("timeout_ms", in: 1...3_600_000) {
            configuration.timeoutMilliseconds = timeout
        }
        let key = try section.text("key")
        if let variable = try section.text("key_variable") {
            guard let value = ProcessInfo.processInfo.environment[variable.value], !value.isEmpty else {
                throw ConfigurationError(
                    place: variable.place, message: "the environment has no variable `\(variable.value)`")
            }
            configuration.apiKey = value
        } else if let key {
            configuration.apiKey = key.value
        }
    }
}
