/// Vectors in the form of NumPy's `.npy` files.
enum NumpyFile {
    /// The file of `rows`, which are of one length.
    static func bytes(_ rows: [[Float]]) -> [UInt8] {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }"
        // What comes before the numbers is a multiple of 64 bytes and ends with a line break.
        header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
        var bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]
        bytes += [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)]
        bytes += Array(header.utf8)
        for row in rows {
            for number in row {
                withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
            }
        }
        return bytes
    }
}
