import Kernels
import Testing

/// What a caller promised and did not keep ends the process, before a kernel reads or writes what it must not.
struct CodeShapeTests {
    @Test
    func `sums that may pass 16 bits end a debug build`() async {
        #if DEBUG
        await #expect(processExitsWith: .failure) {
            _ = Self.tail(laneCount: 16, codeCount: 258 * 16, table: [UInt8](repeating: 255, count: 258 * 256))
        }
        #endif
    }

    @Test
    func `a tail of 20 lanes ends the process`() async {
        await #expect(processExitsWith: .failure) {
            _ = Self.tail(laneCount: 20, codeCount: 64, table: [UInt8](repeating: 0, count: 256))
        }
    }

    @Test
    func `a table with more rows than the tail has ends the process`() async {
        await #expect(processExitsWith: .failure) {
            _ = Self.tail(laneCount: 16, codeCount: 31, table: [UInt8](repeating: 0, count: 512))
        }
    }

    @Test
    func `more blocks than there are codes for end the process`() async {
        await #expect(processExitsWith: .failure) {
            var survivors: [UInt64] = [0, 0]
            [UInt8](repeating: 0, count: 127).withUnsafeBufferPointer { codes in
                [UInt8](repeating: 0, count: 256).withUnsafeBufferPointer { table in
                    survivors.withUnsafeMutableBufferPointer {
                        scalar.scanBlocks(codes, rowCount: 1, table: table, threshold: 0, into: $0)
                    }
                }
            }
        }
    }

    @Test
    func `a lane past the end of a row ends the process`() async {
        await #expect(processExitsWith: .failure) {
            var scores: [Float] = [0]
            Self.withCodes { codes, tables in
                [UInt8(16)].withUnsafeBufferPointer { lanes in
                    scores.withUnsafeMutableBufferPointer {
                        scalar.codeScores(codes, laneStride: 16, lanes: lanes, tables: tables, into: $0)
                    }
                }
            }
        }
    }

    @Test
    func `the index of no code ends the process`() async {
        await #expect(processExitsWith: .failure) {
            var scores: [Float] = [0]
            Self.withCodes { codes, tables in
                [UInt32(16)].withUnsafeBufferPointer { indices in
                    scores.withUnsafeMutableBufferPointer {
                        scalar.codeScores(codes, at: indices, tables: tables, into: $0)
                    }
                }
            }
        }
    }

    @Test
    func `centroids of another dimension than the query end the process`() async {
        await #expect(processExitsWith: .failure) {
            var tables = [Float](repeating: 0, count: 512)
            let floats = [Float](repeating: 0, count: 5 * 256)
            floats.prefix(4).withUnsafeBufferPointer { query in
                floats.withUnsafeBufferPointer { centroids in
                    tables.withUnsafeMutableBufferPointer {
                        scalar.codeTables(of: query, centroids: centroids, partCount: 2, into: $0)
                    }
                }
            }
        }
    }

    @Test
    func `room for other than one code a part ends the process`() async {
        await #expect(processExitsWith: .failure) {
            var codes: [UInt8] = [0, 0, 0]
            let floats = [Float](repeating: 0, count: 4 * 256)
            floats.prefix(4).withUnsafeBufferPointer { rows in
                floats.withUnsafeBufferPointer { centroids in
                    floats.prefix(512).withUnsafeBufferPointer { halfNorms in
                        codes.withUnsafeMutableBufferPointer {
                            scalar.encodeRows(
                                rows, rowCount: 1, centroids: centroids, halfNorms: halfNorms, partCount: 2, codes: $0)
                        }
                    }
                }
            }
        }
    }

    private static func tail(laneCount: Int, codeCount: Int, table: [UInt8]) -> UInt64 {
        [UInt8](repeating: 0, count: codeCount).withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer {
                scalar.scanTail(codes, laneCount: laneCount, table: $0, threshold: 0)
            }
        }
    }

    /// Calls `body` with 16 codes of one byte and their table.
    private static func withCodes(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Float>) -> Void) {
        [UInt8](repeating: 0, count: 16).withUnsafeBufferPointer { codes in
            [Float](repeating: 0, count: 256).withUnsafeBufferPointer { body(codes, $0) }
        }
    }
}
