/// One file of the contract, for clients that ask a server what it serves.
public struct ContractFile: Sendable {
    /// `tessera/v1/node.proto` for example.
    public let name: String
    /// Names of the files that it imports.
    public let dependencies: [String]
    /// Full names of the services it declares.
    public let services: [String]
    /// Full names of all it declares: services, methods, messages, enumerations.
    public let symbols: [String]
    /// Its `google.protobuf.FileDescriptorProto`.
    public let descriptor: [UInt8]

    init(name: String, dependencies: [String], services: [String], symbols: [String], base64: String) {
        self.name = name
        self.dependencies = dependencies
        self.services = services
        self.symbols = symbols
        descriptor = Base64.decoded(base64.utf8)!
    }

    /// The file of that name; nil when there is none.
    public static func named(_ name: String) -> ContractFile? {
        all.first { $0.name == name }
    }

    /// The file that declares `symbol`; nil when none does.
    public static func declaring(_ symbol: String) -> ContractFile? {
        all.first { $0.symbols.contains(symbol) }
    }

    /// The full names of all services, sorted.
    public static let serviceNames = all.flatMap(\.services).sorted()

    /// This file after all that it needs.
    public var withDependencies: [ContractFile] {
        var needed: Set<String> = [name]
        // A file stands behind those it needs.
        for file in Self.all.reversed() where needed.contains(file.name) { needed.formUnion(file.dependencies) }
        return Self.all.filter { needed.contains($0.name) }
    }
}
