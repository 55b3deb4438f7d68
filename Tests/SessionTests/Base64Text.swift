import Foundation

/// Base64 as Foundation has it, padded when it is not.
enum Base64Text {
    static func decoded(_ text: String) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
