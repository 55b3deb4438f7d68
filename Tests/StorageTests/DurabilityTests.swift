import Glibc
import Storage
import Testing
import TrialGround

@Suite(.serialized) struct DurabilityTests {
    let directory = TemporaryDirectory()

    @Test func `a writer that is killed loses nothing that it acknowledged`() throws {
        let path = directory.appending("data")
        var random = SeededRandom(seed: 7)
        for round in 0..<8 {
            let child = ChildProcess(program: "durability-trial", arguments: ["store-write", path])
            var durable: UInt64 = 0
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                guard let line = child.readLine(), let number = UInt64(line) else {
                    Issue.record("the writer ended by itself in round \(round)")
                    return
                }
                durable = number
            }
            child.kill()
            // What it said before it was killed and we had not read yet counts too.
            while let line = child.readLine(), let number = UInt64(line) { durable = number }
            let database = try Database(path: path)
            for number in 0..<durable {
                let key = withUnsafeBytes(of: number.bigEndian) { Array($0) }
                let value = try database.get(.items, key)
                try #require(
                    value == [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 300),
                    "round \(round), key \(number) of \(durable)")
            }
        }
    }

    @Test func `a write past the largest file size fails cleanly and works again later`() {
        let child = ChildProcess(program: "durability-trial", arguments: ["store-fill", directory.appending("data")])
        var lines: [String] = []
        while let line = child.readLine() { lines.append(line) }
        #expect(lines == ["full", "reads while full", "refuses while full", "writes again"])
        #expect(child.wait() == 0)
    }

    @Test(.enabled("mounting is not permitted here") { SmallDisk.isPermitted })
    func `a full disk fails cleanly and works again once there is room`() throws {
        let disk = try #require(SmallDisk(byteCount: 64 << 20))
        let ballast = open(disk.path + "/ballast", O_CREAT | O_WRONLY, 0o644)
        #expect(posix_fallocate(ballast, 0, 40 << 20) == 0)
        close(ballast)
        let child = ChildProcess(program: "durability-trial", arguments: ["store-fill", disk.path + "/data"])
        var lines: [String] = []
        while let line = child.readLine() { lines.append(line) }
        #expect(lines == ["full", "reads while full", "refuses while full", "writes again"])
        #expect(child.wait() == 0)
    }
}
