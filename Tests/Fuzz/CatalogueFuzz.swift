import Gallery
import Ground
import Vocabulary

/// Reads any bytes as a catalogue. The first byte picks the format and whether reading is broken off and resumed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCatalogue(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let input = [UInt8](UnsafeBufferPointer(start: start, count: byteCount))
    guard let choice = input.first else { return 0 }
    let format = CatalogueFormat.allCases[Int(choice) % CatalogueFormat.allCases.count]
    let file = MappedFile(holding: Array(input.dropFirst()))
    guard var reader = try? CatalogueReader(file, format: format) else { return 0 }
    var position = reader.position
    var rowCount = 0
    while let entry = reader.next() {
        precondition(reader.position.byteOffset > position.byteOffset, "reading stands still")
        precondition(reader.position.line > position.line, "lines stand still")
        precondition(reader.position.row == position.row + 1, "a row was lost")
        position = reader.position
        if case .row(let row) = entry {
            precondition(!row.item.id.isEmpty && row.item.id.utf8.count <= 128, "a bad id came through")
            precondition(!row.item.id.utf8.contains(0), "a NUL came through")
        }
        rowCount += 1
        if choice >= 128, rowCount == Int(choice) - 127 {
            do {
                reader = try CatalogueReader(file, format: format, from: position)
            } catch {
                preconditionFailure("reading cannot go on at its own position: \(error)")
            }
        }
    }
    precondition(reader.position.byteOffset == file.byteCount, "reading ended early")
    return 0
}
