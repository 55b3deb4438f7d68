internal import ArgumentParser
internal import Vocabulary

/// Reads `--lora-a wizard-v2:0.8:wzrd style,old hat`: name, weight, trigger words.
enum LoraArgument {
    static func lora(_ text: String, option: String) throws(ValidationError) -> Lora {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        var lora = Lora(name: parts[0].trimmed, weight: 1)
        guard !lora.name.isEmpty else { throw ValidationError("\(option): '\(text)' has no name before the colon") }
        if parts.count > 1, !parts[1].trimmed.isEmpty {
            guard let weight = Float(parts[1].trimmed), weight.isFinite, weight != 0 else {
                throw ValidationError(
                    "\(option): '\(parts[1])' is no weight; the form is NAME:WEIGHT:TRIGGER,TRIGGER")
            }
            lora.weight = weight
        }
        if parts.count > 2 {
            lora.triggerWords = parts[2].split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        }
        return lora
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
