internal import ArgumentParser

/// Reads `512MiB`, `2GB` or `1000000`.
struct ByteCountArgument: ExpressibleByArgument, Equatable {
    let byteCount: UInt64

    private static let units: [(suffix: String, byteCount: UInt64)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("kB", 1_000), ("MB", 1_000_000),
        ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ]

    init?(argument: String) {
        let unit = Self.units.first { argument.hasSuffix($0.suffix) } ?? ("", 1)
        guard let number = UInt64(argument.dropLast(unit.suffix.count)) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit.byteCount)
        guard !overflow else { return nil }
        byteCount = product
    }
}
