import Testing

/// The contract is documented, and holds nothing that the codec could not read safely.
struct ProtoTests {
    @Test func `there is a contract`() {
        #expect(Checkout.protos.count >= 5)
    }

    @Test(arguments: Checkout.protos)
    func `everything that a contract declares has a comment`(file: TextFile) {
        #expect(Self.undocumented(in: file).isEmpty)
    }

    /// Declarations without a comment above or behind. The comment of a oneof is also that of its only member.
    static func undocumented(in file: TextFile) -> [String] {
        var found: [String] = []
        var isCommented = false
        var isInOneof = false
        for (number, line) in file.lines.enumerated() {
            let code = line.drop { $0 == " " }
            if code.hasPrefix("//") {
                isCommented = true
                continue
            }
            let isDeclaration = code.firstMatch(of: /^(message|enum|service|rpc|oneof) |^[\w. ]+ = \d+;/) != nil
            if isDeclaration && !isCommented && !isInOneof && !code.contains("//") {
                found.append("\(file.place(number)): \(code)")
            }
            if code.hasPrefix("oneof ") { isInOneof = isCommented } else if code.hasPrefix("}") { isInOneof = false }
            isCommented = false
        }
        return found
    }

    @Test func `a field without a comment is found`() {
        let text = """
            // A.
            message A {
              // B.
              string b = 1;
              string c = 2;
              // D.
              oneof d_present {
                int64 d = 3;
              }
            }
            """
        #expect(Self.undocumented(in: TextFile(path: "a.proto", text: text)).count == 1)
    }

    /// protobuf-c reads neither, and a map would cost a lookup.
    @Test(arguments: Checkout.protos)
    func `a contract uses no map and no optional`(file: TextFile) {
        #expect(file.findings { $0.contains(/^\s*(optional |map<)/) }.isEmpty)
    }

    /// Unpacking descends without a limit, so a message that holds itself would let a peer choose our stack's depth.
    @Test func `no message holds itself`() {
        var held: [String: Set<String>] = [:]
        for file in Checkout.protos {
            var message: String?
            for line in file.lines {
                if let name = line.firstMatch(of: /^message (\w+)/)?.output.1 { message = String(name) }
                guard let message, let type = line.firstMatch(of: /^\s+(?:repeated )?([\w.]+) \w+ = \d+/)?.output.1
                else { continue }
                held[message, default: []].insert(String(type.split(separator: ".").last!))
            }
        }
        #expect(held.count > 20)
        for message in held.keys {
            #expect(!Self.reached(from: message, through: held).contains(message), "\(message)")
        }
    }

    private static func reached(from message: String, through held: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var waiting = Array(held[message] ?? [])
        while let next = waiting.popLast() {
            if reached.insert(next).inserted { waiting += held[next] ?? [] }
        }
        return reached
    }
}
