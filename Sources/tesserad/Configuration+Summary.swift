import Encoding
import Routing
import Vocabulary

extension Configuration {
    /// Every key with its value, as it is printed at start; secrets left out.
    var summary: [(key: String, value: String)] {
        var lines: [(key: String, value: String)] = [("role", role.rawValue)]
        if let cluster {
            let counts = cluster.shards.map { "\($0.replicas.count)" }.joined(separator: ", ")
            lines.append(("cluster", "\(clusterPath): \(cluster.name), replicas by shard: \(counts)"))
        }
        if role == .shard { lines.append(("shard", "\(shard)")) }
        if allowsPlaintext { lines.append(("allow_plaintext", "true")) }
        lines += [
            ("listen", listen.joined(separator: ", "))
        ]
        // A coordinator holds nothing.
        if role != .coordinator { lines.append(("data", data)) }
        lines += [
            ("log.level", logLevel),
            ("threads.workers", "\(workerCount)"),
            ("threads.loops", "\(loopCount)"),
            ("threads.encoders", "\(encoderThreadCount)"),
        ]
        if !slowLogPath.isEmpty {
            lines.append(
                (
                    "slow_log",
                    "\(slowLogPath), from \(slowLogThresholdMilliseconds) ms, \(slowLogLinesPerSecond) a second, "
                        + "\(slowLogKeepsVectors ? "with" : "without") vectors"
                ))
        }
        for (index, encoder) in encoders.enumerated() {
            let source =
                switch encoder.kind {
                case .onnx: "\(encoder.modelPath), \(encoder.pooling.rawValue), \(encoder.tokenLimit) tokens"
                case .endpoint: "\(encoder.url), \(encoder.model), \(encoder.dimension) dimensions"
                }
            lines.append(("encoders[\(index)]", "\(encoder.name), \(encoder.kind.rawValue), \(source)"))
        }
        lines += [
            ("limits.frame_bytes", "\(limits.frameByteCountMax)"),
            ("limits.connections", "\(limits.connectionCountMax)"),
            ("limits.in_flight", "\(limits.inFlightCountMax)"),
            ("limits.in_flight_total", "\(limits.inFlightTotalCountMax)"),
            ("limits.buffered_reply_bytes", "\(limits.bufferedReplyByteCountMax)"),
            ("limits.buffered_reply_total_bytes", "\(limits.bufferedReplyTotalByteCountMax)"),
            ("limits.buffered_request_bytes", "\(limits.bufferedRequestByteCountMax)"),
            ("limits.queue_delay_ms", "\(limits.queueDelayMilliseconds)"),
            ("limits.preface_timeout_ms", "\(limits.prefaceTimeoutMilliseconds)"),
            ("limits.frame_timeout_ms", "\(limits.frameTimeoutMilliseconds)"),
            ("limits.reply_timeout_ms", "\(limits.replyTimeoutMilliseconds)"),
            ("limits.idle_timeout_ms", "\(limits.idleTimeoutMilliseconds)"),
            ("limits.drain_timeout_ms", "\(limits.drainTimeoutMilliseconds)"),
            ("limits.default_timeout_us", "\(limits.defaultTimeoutMicroseconds)"),
        ]
        return lines
    }
}
