import Encoding
import Foundation
import Logging
import Vocabulary
import Yams

/// Reads a configuration file and checks every key and value.
enum ConfigurationReader {
    /// The configuration in `file`, or the defaults without one; values in `environment` win.
    static func read(file: String?, environment: [String: String]) throws -> Configuration {
        var root: Node?
        if let file {
            let text: String
            do {
                text = try String(contentsOfFile: file, encoding: .utf8)
            } catch {
                throw ConfigurationError(place: file, message: "cannot be read: \(unreadability(of: file))")
            }
            do {
                root = try Yams.compose(yaml: text)
            } catch let error as YamlError {
                throw ConfigurationError(place: file, message: "is not YAML: \(error)")
            }
        }
        return try read(ConfigurationSection(root, file: file ?? "defaults", path: "", environment: environment))
    }

    /// Why a file was not read as text.
    private static func unreadability(of file: String) -> String {
        guard unsafe access(file, R_OK) == 0 else { return unsafe String(cString: strerror(errno)) }
        return "it is no text in UTF-8"
    }

    private static func read(_ section: ConfigurationSection) throws(ConfigurationError) -> Configuration {
        var section = section
        var configuration = Configuration()
        let listen = try section.texts("listen")
        if let listen { configuration.listen = listen.map(\.value) }
        guard !configuration.listen.isEmpty else { throw section.refusal("`listen` names no address", at: "listen") }
        try readRole(&section, into: &configuration)
        for (text, place) in listen ?? configuration.listen.map({ ($0, "`listen`") }) {
            configuration.addresses.append(
                try listenAddress(text, place: place, allowsPlaintext: configuration.allowsPlaintext))
        }
        if let data = try section.text("data") {
            guard !data.value.isEmpty else { throw ConfigurationError(place: data.place, message: "`data` is empty") }
            configuration.data = data.value
        }
        var log = try section.section("log")
        if let level = try log.text("level") {
            guard Logger.Level(rawValue: level.value) != nil else {
                let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConfigurationError(
                    place: level.place, message: "`log.level` must be one of \(known), not `\(level.value)`")
            }
            configuration.logLevel = level.value
        }
        try log.finish()
        var threads = try section.section("threads")
        let cores = ProcessInfo.processInfo.activeProcessorCount
        configuration.workerCount = positive(try threads.integer("workers", in: 0...1_024), cores)
        configuration.encoderThreadCount = positive(try threads.integer("encoders", in: 0...1_024), cores)
        let loops = try threads.integer("loops", in: 0...Limits.loopCountMax)
        configuration.loopCount = positive(loops, Limits.loopCount(coreCount: cores))
        try threads.finish()
        for encoder in try section.sections("encoders") {
            configuration.encoders.append(
                try EncoderReader.read(encoder, sessionCount: configuration.encoderThreadCount))
            configuration.encoderPlaces.append(encoder.place)
        }
        var slow = try section.section("slow_log")
        if let path = try slow.text("path") { configuration.slowLogPath = path.value }
        if let threshold = try slow.integer("threshold_ms", in: 0...3_600_000) {
            configuration.slowLogThresholdMilliseconds = threshold
        }
        if let count = try slow.integer("per_second", in: 1...10_000) { configuration.slowLogLinesPerSecond = count }
        if let keeps = try slow.text("vectors") {
            guard let value = Bool(keeps.value) else {
                throw ConfigurationError(
                    place: keeps.place, message: "`slow_log.vectors` must be true or false, not `\(keeps.value)`")
            }
            configuration.slowLogKeepsVectors = value
        }
        try slow.finish()
        var limits = try section.section("limits")
        try read(&limits, into: &configuration.limits)
        try limits.finish()
        try section.finish()
        return configuration
    }

    private static func read(
        _ section: inout ConfigurationSection, into limits: inout Limits
    ) throws(ConfigurationError) {
        func take(_ name: String, _ path: WritableKeyPath<Limits, Int>, _ range: ClosedRange<Int>)
            throws(ConfigurationError)
        {
            if let value = try section.integer(name, in: range) { limits[keyPath: path] = value }
        }
        try take("frame_bytes", \.frameByteCountMax, 1_024...(512 << 20))
        try take("connections", \.connectionCountMax, 1...1_000_000)
        try take("in_flight", \.inFlightCountMax, 1...1_000_000)
        try take("in_flight_total", \.inFlightTotalCountMax, 1...10_000_000)
        try take("buffered_reply_bytes", \.bufferedReplyByteCountMax, 4_096...(4 << 30))
        try take("buffered_reply_total_bytes", \.bufferedReplyTotalByteCountMax, 4_096...(64 << 30))
        try take("buffered_request_bytes", \.bufferedRequestByteCountMax, 4_096...(64 << 30))
        try take("queue_delay_ms", \.queueDelayMilliseconds, 1...3_600_000)
        try take("preface_timeout_ms", \.prefaceTimeoutMilliseconds, 1...3_600_000)
        try take("frame_timeout_ms", \.frameTimeoutMilliseconds, 1...3_600_000)
        try take("reply_timeout_ms", \.replyTimeoutMilliseconds, 1...3_600_000)
        try take("idle_timeout_ms", \.idleTimeoutMilliseconds, 1...3_600_000)
        try take("drain_timeout_ms", \.drainTimeoutMilliseconds, 0...3_600_000)
        if let value = try section.integer("default_timeout_us", in: 0...Int(UInt32.max)) {
            limits.defaultTimeoutMicroseconds = UInt32(value)
        }
    }

    /// `number`, or `fallback` where it is nil or 0.
    private static func positive(_ number: Int?, _ fallback: Int) -> Int {
        guard let number, number > 0 else { return fallback }
        return number
    }
}
