internal import Glibc
internal import Vocabulary

extension EncoderConfiguration {
    /// How many threads encode.
    var workerCount: Int {
        if sessionCount > 0 { return sessionCount }
        return kind == .endpoint ? 4 : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// - Throws: `FAILED_PRECONDITION` `configuration_invalid`, naming the value that is out of its range.
    func validate() throws(CallFailure) {
        func require(_ isMet: Bool, _ value: String, _ rule: String) throws(CallFailure) {
            if isMet { return }
            throw CallFailure(
                .failedPrecondition, "configuration_invalid", "encoder \"\(name)\": \(value) \(rule)", field: value)
        }
        try require(!name.isEmpty && name.utf8.count <= 64, "name", "must have 1 to 64 bytes")
        try require((0...1_024).contains(sessionCount), "sessionCount", "must be 0 to 1024")
        try require(cacheByteCountMax >= 0, "cacheByteCountMax", "must not be negative")
        try require(
            (0...Limits.dimensionMax).contains(dimension), "dimension", "must be 0 to \(Limits.dimensionMax)")
        switch kind {
        case .onnx:
            try require((3...8_192).contains(tokenLimit), "tokenLimit", "must be 3 to 8192")
        case .endpoint:
            try require(
                url.hasPrefix("http://") || url.hasPrefix("https://"), "url", "must start with http:// or https://")
            try require(url.utf8.count <= Limits.urlByteCountMax, "url", "is too long")
            try require(!model.isEmpty, "model", "must name the server's model")
            try require(dimension > 0, "dimension", "must be given for an endpoint")
            try require((1...3_600_000).contains(timeoutMilliseconds), "timeoutMilliseconds", "must be 1 to 3600000")
            try require(
                apiKey.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "apiKey", "must be printable ASCII without blanks")
        }
    }
}
