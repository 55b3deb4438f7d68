import Glibc
import Storage

/// What a child process does to the bare store.
enum StoreTrial {
    static func key(_ number: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// Writes groups of 16 keys for ever and says the first number after each that is durable.
    static func writeForever(directory: String) throws {
        let database = try Database(path: directory)
        var next: UInt64 = 0
        try database.forEach(.items, prefix: []) { key, _ in
            next = UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) + 1
            return true
        }
        while true {
            var batch = WriteBatch()
            for _ in 0..<16 {
                batch.put(.items, key(next), [UInt8](repeating: UInt8(truncatingIfNeeded: next), count: 300))
                next += 1
            }
            try database.write(batch)
            DurabilityTrial.say("\(next)")
        }
    }

    /// Writes until the disk, or the size that a file may have, is full; then makes room, recovers and writes on.
    ///
    /// Room is made by raising the file size limit again, or by removing `ballast` from the directory's parent.
    static func fill(directory: String) throws {
        var options = DatabaseOptions()
        options.freeByteCountMin = 0
        let database = try Database(path: directory, options: options)
        let ballast = directory + "/../ballast"
        let usesBallast = access(ballast, F_OK) == 0
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let unlimited = limit
        if !usesBallast {
            limit.rlim_cur = 2 << 20
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        }
        var durable: UInt64 = 0
        func writeOne() throws(StorageError) {
            var batch = WriteBatch()
            batch.put(.items, key(durable), [UInt8](repeating: UInt8(truncatingIfNeeded: durable), count: 20_000))
            try database.write(batch)
            durable += 1
        }
        func check() throws {
            for number in 0..<durable {
                guard try database.get(.items, key(number))?.first == UInt8(truncatingIfNeeded: number) else {
                    DurabilityTrial.say("lost \(number)")
                    exit(1)
                }
            }
        }
        do throws(StorageError) {
            while durable < 5_000 { try writeOne() }
            DurabilityTrial.say("never full")
        } catch .full {
            DurabilityTrial.say("full")
        }
        try check()
        DurabilityTrial.say("reads while full")
        do throws(StorageError) {
            try writeOne()
            DurabilityTrial.say("wrote while full")
        } catch {
            DurabilityTrial.say("refuses while full")
        }
        if usesBallast {
            unlink(ballast)
        } else {
            limit = unlimited
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        }
        try database.recover()
        try check()
        for _ in 0..<20 { try writeOne() }
        try check()
        DurabilityTrial.say("writes again")
    }

    /// Holds the directory until it is killed.
    static func hold(directory: String) throws {
        let database = try Database(path: directory)
        DurabilityTrial.say("holding \(database.path)")
        while true { sleep(60) }
    }
}
