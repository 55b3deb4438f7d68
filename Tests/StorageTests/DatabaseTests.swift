import Glibc
import Ground
import Storage
import Testing
import TrialGround

@Suite struct DatabaseTests {
    let directory = TemporaryDirectory()
    var path: String { directory.appending("data") }

    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    func put(_ database: Database, _ pairs: [(String, String)]) throws {
        var batch = WriteBatch()
        for (key, value) in pairs { batch.put(.items, bytes(key), bytes(value)) }
        try database.write(batch)
    }

    @Test func `a written value is read back`() throws {
        let database = try Database(path: path)
        try put(database, [("a", "1")])
        #expect(try database.get(.items, bytes("a")) == bytes("1"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `closing does not wait for readers that come after it`() throws {
        let database = try Database(path: path)
        try put(database, [("a", "1")])
        let openCount = Guarded(0)
        let endCount = Guarded(0)
        let isOver = Guarded(false)
        // Their reads overlap, so that there is no moment without one.
        let readers = (0..<4).map { number in
            NamedThread(name: "reader-\(number)") {
                usleep(UInt32(number) * 500)
                for _ in 0..<2_000 where !isOver.withLock({ $0 }) {
                    do throws(StorageError) {
                        try database.withSnapshot { _ in _ = usleep(2_000) }
                        openCount.withLock { $0 += 1 }
                    } catch {
                        endCount.withLock { $0 += 1 }
                        return
                    }
                }
            }
        }
        while openCount.withLock({ $0 }) < 20 { usleep(1_000) }
        database.close()
        isOver.withLock { $0 = true }
        for reader in readers { reader.join() }
        #expect(openCount.withLock { $0 } < 4_000)
    }

    @Test func `an empty value is not a missing one`() throws {
        let database = try Database(path: path)
        try put(database, [("a", "")])
        #expect(try database.get(.items, bytes("a")) == [])
        #expect(try database.get(.items, bytes("b")) == nil)
    }

    @Test func `families do not share keys`() throws {
        let database = try Database(path: path)
        try put(database, [("a", "1")])
        for family in Family.allCases where family != .items {
            #expect(try database.get(family, bytes("a")) == nil)
        }
    }

    @Test func `what was written is there after the store is opened again`() throws {
        do {
            let database = try Database(path: path)
            try put(database, [("a", "1"), ("b", "2")])
        }
        let database = try Database(path: path)
        #expect(try database.get(.items, bytes("b")) == bytes("2"))
        #expect(database.cutLog == nil)
    }

    @Test func `many keys are read together in the order asked`() throws {
        let database = try Database(path: path)
        try put(database, (0..<500).map { ("key\($0)", "value\($0)") })
        let numbers = [3, 499, 700, 3, 0]
        var found = [String?](repeating: "unset", count: numbers.count)
        try database.multiGet(.items, KeyList(numbers.map { bytes("key\($0)") })) { place, value in
            found[place] = value.map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(found == ["value3", "value499", nil, "value3", "value0"])
    }

    @Test func `a prefix walk gives its keys in order and no others`() throws {
        let database = try Database(path: path)
        try put(database, [("b2", ""), ("a1", ""), ("b1", ""), ("c1", ""), ("b", "")])
        var keys: [String] = []
        try database.forEach(.items, prefix: bytes("b")) { key, _ in
            keys.append(String(decoding: key, as: UTF8.self))
            return true
        }
        #expect(keys == ["b", "b1", "b2"])
    }

    @Test func `a prefix walk starts where it is told and stops when it is told`() throws {
        let database = try Database(path: path)
        try put(database, (1...9).map { ("b\($0)", "") })
        var keys: [String] = []
        try database.forEach(.items, prefix: bytes("b"), from: bytes("b4")) { key, _ in
            keys.append(String(decoding: key, as: UTF8.self))
            return keys.count < 3
        }
        #expect(keys == ["b4", "b5", "b6"])
    }

    @Test func `a deleted range is gone and its neighbours stay`() throws {
        let database = try Database(path: path)
        try put(database, [("a9", "x"), ("b0", "x"), ("b5", "x"), ("c0", "x")])
        var batch = WriteBatch()
        batch.deleteRange(.items, from: bytes("b"), upTo: bytes("c"))
        try database.write(batch)
        let left = try ["a9", "b0", "b5", "c0"].filter { try database.get(.items, bytes($0)) != nil }
        #expect(left == ["a9", "c0"])
    }

    @Test func `later changes of a batch win`() throws {
        let database = try Database(path: path)
        var batch = WriteBatch()
        batch.put(.items, bytes("a"), bytes("1"))
        batch.delete(.items, bytes("a"))
        batch.put(.items, bytes("b"), bytes("1"))
        batch.put(.items, bytes("b"), bytes("2"))
        #expect(batch.count == 4)
        try database.write(batch)
        #expect(try database.get(.items, bytes("a")) == nil)
        #expect(try database.get(.items, bytes("b")) == bytes("2"))
    }

    @Test func `a snapshot does not see later writes`() throws {
        let database = try Database(path: path)
        try put(database, [("a", "old")])
        let seen = try database.withSnapshot { (snapshot) throws(StorageError) in
            var batch = WriteBatch()
            batch.put(.items, Array("a".utf8), Array("new".utf8))
            try database.write(batch)
            return try snapshot.get(.items, Array("a".utf8))
        }
        #expect(seen == bytes("old"))
        #expect(try database.get(.items, bytes("a")) == bytes("new"))
    }

    @Test func `calls after close are refused`() throws {
        let database = try Database(path: path)
        database.close()
        #expect(throws: StorageError.self) { try database.get(.items, bytes("a")) }
        #expect(throws: StorageError.self) { try put(database, [("a", "1")]) }
        #expect(throws: StorageError.self) { try database.recover() }
    }

    @Test func `statistics count keys and bytes`() throws {
        let database = try Database(path: path)
        try put(database, (0..<1_000).map { ("key\($0)", String(repeating: "\($0)", count: 100)) })
        try database.flush()
        let statistics = try database.statistics()
        #expect(statistics.keyCountEstimates[.items] == 1_000)
        #expect(statistics.tableByteCount > 10_000)
        #expect(statistics.diskByteCount > 10_000)
        #expect(try database.byteCountEstimate(.items, prefix: bytes("key")) > 1_000)
        #expect(try database.byteCountEstimate(.items, prefix: bytes("zzz")) == 0)
    }

    @Test func `a nearly full disk refuses writes and takes what frees room`() throws {
        var options = DatabaseOptions()
        options.freeByteCountMin = 1 << 60
        let database = try Database(path: path, options: options)
        #expect(throws: StorageError.self) { try put(database, [("a", "1")]) }
        #expect(database.writeFault == nil)
        var batch = WriteBatch()
        batch.delete(.items, bytes("a"))
        try database.write(batch, mayUseReserve: true)
    }

    /// The largest file of the store whose name ends with `suffix`.
    func file(endingWith suffix: String) -> String {
        let store = opendir(path + "/store")!
        defer { closedir(store) }
        var found: [(Int, String)] = []
        while let entry = readdir(store) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(suffix) else { continue }
            var status = stat()
            stat(path + "/store/" + name, &status)
            found.append((Int(status.st_size), path + "/store/" + name))
        }
        return found.max { $0.0 < $1.0 }!.1
    }

    func damage(_ file: String, at offset: Int, byteCount: Int = 8) {
        let handle = open(file, O_WRONLY)
        let garbage = [UInt8](repeating: 0x5A, count: byteCount)
        pwrite(handle, garbage, byteCount, off_t(offset))
        close(handle)
    }

    @Test func `a damaged table is reported and never served`() throws {
        do {
            let database = try Database(path: path)
            try put(database, (0..<2_000).map { ("key\($0)", String(repeating: "\($0),", count: 50)) })
            try database.flush()
        }
        damage(file(endingWith: ".sst"), at: 500)
        let database = try Database(path: path)
        do throws(StorageError) {
            try database.forEach(.items, prefix: []) { _, _ in true }
            Issue.record("damage was not seen")
        } catch {
            if case .corrupt = error {} else { Issue.record("\(error)") }
        }
    }

    @Test func `a damaged middle of the log keeps what came before and is told`() throws {
        do {
            let database = try Database(path: path)
            for number in 0..<50 { try put(database, [("key\(number)", String(repeating: "x", count: 2_000))]) }
        }
        damage(file(endingWith: ".log"), at: 60_000)
        let database = try Database(path: path)
        #expect(database.cutLog != nil)
        #expect(try database.get(.items, bytes("key0")) != nil)
        #expect(try database.get(.items, bytes("key49")) == nil)
    }

    @Test func `a torn end of the log costs only what was torn`() throws {
        do {
            let database = try Database(path: path)
            for number in 0..<50 { try put(database, [("key\(number)", String(repeating: "x", count: 2_000))]) }
        }
        let log = file(endingWith: ".log")
        var status = stat()
        stat(log, &status)
        truncate(log, status.st_size - 100)
        let database = try Database(path: path)
        #expect(database.cutLog == nil)
        #expect(try database.get(.items, bytes("key48")) != nil)
        #expect(try database.get(.items, bytes("key49")) == nil)
    }
}
