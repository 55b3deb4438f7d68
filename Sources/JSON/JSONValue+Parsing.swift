internal import CJansson
internal import Glibc

extension JSONValue {
    /// The value that `text` holds, all of it, white space around it excepted.
    ///
    /// Stricter than the standard asks: keys are unique within an object, strings hold no NUL, whole numbers fit in
    /// 64 bits.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(JSONError) in try JSONValue(parsing: UnsafeRawBufferPointer(bytes), limits: limits) }
        }
        self = try result.get()
    }

    /// The value that the UTF-8 `bytes` hold, all of them, white space around it excepted.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in try JSONValue(parsing: bytes, limits: limits) }
        }
        self = try result.get()
    }

    /// The value that the UTF-8 `bytes` hold, all of them, white space around it excepted.
    ///
    /// - Complexity: about 20 ns a byte and as much memory as the values take, twice over while it runs.
    public init(parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        guard bytes.count <= limits.byteCountMax else {
            throw .tooLarge(byteCount: bytes.count, byteCountMax: limits.byteCountMax)
        }
        // Before Jansson takes any memory, and against its own bound, which is fixed at 2,048.
        try Self.checkDepth(bytes, depthMax: limits.depthMax)
        var error = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
        // Jansson refuses a null pointer even when there are no bytes.
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let root = start.map { json_loadb($0, bytes.count, flags, &error) } ?? json_loadb("", 0, flags, &error)
        guard let root else { throw JSONError(error) }
        defer { json_decref(root) }
        self.init(root)
    }

    private init(_ json: UnsafeMutablePointer<json_t>) {
        switch json.pointee.type {
        case JSON_OBJECT:
            var members: [JSONMember] = []
            members.reserveCapacity(json_object_size(json))
            var iterator = json_object_iter(json)
            while let member = iterator {
                // Jansson keeps the order of the text.
                members.append(
                    JSONMember(String(cString: json_object_iter_key(member)), JSONValue(json_object_iter_value(member)))
                )
                iterator = json_object_iter_next(json, member)
            }
            self = .object(members)
        case JSON_ARRAY:
            self = .array((0..<json_array_size(json)).map { JSONValue(json_array_get(json, $0)) })
        case JSON_STRING:
            let bytes = UnsafeRawBufferPointer(start: json_string_value(json), count: json_string_length(json))
            self = .string(String(decoding: bytes, as: UTF8.self))
        case JSON_INTEGER: self = .integer(Int64(json_integer_value(json)))
        case JSON_REAL: self = .real(json_real_value(json))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }

    /// Refuses text whose brackets nest deeper than `depthMax`. Brackets of malformed text may be counted wrongly; the
    /// parser refuses that text anyway.
    private static func checkDepth(_ bytes: UnsafeRawBufferPointer, depthMax: Int) throws(JSONError) {
        var depth = 0
        var isInString = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if isInString {
                if byte == UInt8(ascii: "\\") {
                    position += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                    if depth > depthMax {
                        throw .tooDeep(at: JSONPosition(byteOffset: position, in: bytes), depthMax: depthMax)
                    }
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                default: break
                }
            }
            position += 1
        }
    }
}

extension JSONPosition {
    /// The place of the byte at `byteOffset`.
    fileprivate init(byteOffset: Int, in bytes: UnsafeRawBufferPointer) {
        var line = 1
        var column = 1
        for byte in bytes[..<byteOffset] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column, byteOffset: byteOffset)
    }
}

extension JSONError {
    /// Jansson's error with its place; its text names what stood near after ` near `.
    fileprivate init(_ error: json_error_t) {
        let position = JSONPosition(
            line: Int(max(error.line, 1)), column: Int(max(error.column, 0)), byteOffset: Int(max(error.position, 0)))
        let (text, code) = withUnsafeBytes(of: error.text) { bytes in
            // The code is kept in the last byte of the text, as `json_error_code` reads it.
            (String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self), UInt32(bytes[bytes.count - 1]))
        }
        let near = text.range(ofNear: " near ").map { String(text[$0...]) } ?? ""
        switch code {
        case json_error_duplicate_key.rawValue: self = .duplicateKey(at: position, near: near)
        case json_error_invalid_utf8.rawValue: self = .invalidUTF8(at: position)
        case json_error_null_character.rawValue, json_error_null_byte_in_key.rawValue:
            self = .holdsNull(at: position)
        case json_error_numeric_overflow.rawValue: self = .numberTooLarge(at: position, near: near)
        default: self = .malformed(at: position, reason: text)
        }
    }
}

extension String {
    /// Where `word` begins, first.
    fileprivate func range(ofNear word: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(word) }
    }
}
