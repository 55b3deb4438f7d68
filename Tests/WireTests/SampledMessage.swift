import Wire

/// A message with samples to try its codec on.
protocol SampledMessage: WireMessage, Equatable {
    /// Values whose every field holds something; one for each member of a union.
    static var filled: [Self] { get }
    /// What Python's protobuf writes for each of them, in base 64.
    static var filledBytes: [String] { get }

    /// The value whose every field is as if it were not there.
    static var empty: Self { get }
    /// A random value.
    init(from source: inout RandomSource)
}
