internal import Glibc

/// Strings as C wants a list of them: pointers that stay put, freed with this object.
final class CStrings: @unchecked Sendable {
    // Unchecked: nothing changes after `init`.
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: max(1, count))
        for (index, string) in strings.enumerated() {
            (pointers + index).initialize(to: UnsafePointer(strdup(string)))
        }
    }

    deinit {
        for index in 0..<count { free(UnsafeMutablePointer(mutating: pointers[index])) }
        pointers.deallocate()
    }
}
