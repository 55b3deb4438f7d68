extension FieldScan {
    /// What a message says; its lists are checked by who scans them.
    public init(_ message: ScanField) {
        self =
            message.codebookHash.isEmpty
            ? .exact : .lists(ListProbes(codebookHash: message.codebookHash, lists: message.lists))
    }

    /// The scan as it is sent.
    public var message: ScanField {
        switch self {
        case .exact: ScanField()
        case .lists(let probes): ScanField(codebookHash: probes.codebookHash, lists: probes.lists)
        }
    }
}
