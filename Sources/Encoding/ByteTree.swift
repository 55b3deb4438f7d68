/// A tree whose edges are bytes, kept in one open-addressed table. Node 0 is the root.
struct ByteTree: Sendable {
    /// The edge in slot s: its parent node << 8 | its byte; -1 marks a free slot.
    private var keys: [Int64]
    /// The node that the edge in slot s leads to.
    private var children: [Int32]
    /// A number for each node; -1 for none.
    private(set) var values: [Int32] = [-1]

    /// - Parameter byteCount: the bytes of all words together, at least: the table has twice as many slots.
    init(byteCount: Int) {
        var slotCount = 64
        while slotCount < byteCount * 2 { slotCount *= 2 }
        keys = [Int64](repeating: -1, count: slotCount)
        children = [Int32](repeating: -1, count: slotCount)
    }

    /// The node under `node` along `byte`; -1 when there is none.
    func child(of node: Int32, _ byte: UInt8) -> Int32 {
        children[slot(of: Int64(node) << 8 | Int64(byte))]
    }

    /// The node that `word` leads to from the root, made where it is missing.
    mutating func insert(_ word: some Sequence<UInt8>) -> Int32 {
        var node: Int32 = 0
        for byte in word {
            let key = Int64(node) << 8 | Int64(byte)
            let slot = slot(of: key)
            if keys[slot] == -1 {
                keys[slot] = key
                children[slot] = Int32(values.count)
                values.append(-1)
            }
            node = children[slot]
        }
        return node
    }

    mutating func setValue(_ value: Int32, at node: Int32) {
        values[Int(node)] = value
    }

    /// Where the edge `key` stands, or the free slot where it would. There is always a free one.
    private func slot(of key: Int64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[slot] != key && keys[slot] != -1 { slot = (slot + 1) & mask }
        return slot
    }
}
