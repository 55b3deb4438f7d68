/// Zeroed memory of plain values that threads share. Who writes what when is the promise of those who do.
@safe final class SharedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    // Unchecked: see above.
    private let elements: UnsafeMutableBufferPointer<Element>

    init(repeating element: Element, count: Int) {
        unsafe elements = .allocate(capacity: count)
        unsafe elements.initialize(repeating: element)
    }

    deinit {
        unsafe elements.deallocate()
    }

    var count: Int { unsafe elements.count }
    var buffer: UnsafeMutableBufferPointer<Element> { unsafe elements }
    var start: UnsafeMutablePointer<Element> { unsafe elements.baseAddress! }

    subscript(index: Int) -> Element {
        get { unsafe elements[index] }
        set { unsafe elements[index] = newValue }
    }
}
