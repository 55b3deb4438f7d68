import Glibc
import Ground
import Testing
import TrialGround

@testable import Storage

@Suite struct DataDirectoryTests {
    let directory = TemporaryDirectory()
    var path: String { directory.appending("data") }

    func write(_ text: String, to name: String) {
        mkdir(path, 0o755)
        let file = fopen(path + "/" + name, "w")!
        fputs(text, file)
        fclose(file)
    }

    func opening() -> StorageError? {
        do throws(StorageError) {
            _ = try DataDirectory(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `an empty directory becomes ours`() {
        mkdir(path, 0o755)
        #expect(opening() == nil)
        #expect(access(path + "/FORMAT", F_OK) == 0)
    }

    @Test func `missing parents are made`() throws {
        _ = try DataDirectory(path: directory.appending("a/b/c"))
        #expect(access(directory.appending("a/b/c/FORMAT"), F_OK) == 0)
    }

    @Test func `a directory of ours opens again`() {
        #expect(opening() == nil)
        #expect(opening() == nil)
    }

    @Test func `a directory with other files is refused and left as it was`() {
        write("hello", to: "notes.txt")
        #expect(opening() == .foreign(directory: path, found: "notes.txt"))
        #expect(access(path + "/LOCK", F_OK) != 0)
    }

    @Test func `a file in place of the directory is refused`() {
        let file = fopen(path, "w")!
        fclose(file)
        #expect(opening() == .foreign(directory: path, found: "a file"))
    }

    @Test func `a FORMAT file of another program is refused with what it says`() {
        write("postgres 12\n", to: "FORMAT")
        #expect(opening() == .foreign(directory: path, found: "FORMAT \"postgres 12 \""))
    }

    @Test func `a newer format is refused with both versions`() {
        write(DataDirectory.format(version: 7), to: "FORMAT")
        #expect(opening() == .newerFormat(directory: path, found: 7, supported: 1))
    }

    @Test func `an empty FORMAT file is refused`() {
        write("", to: "FORMAT")
        guard case .foreign = opening() else { return #expect(Bool(false), "an empty FORMAT was taken") }
    }

    @Test(arguments: 0..<DataDirectory.format(version: 1).utf8.count)
    func `a FORMAT file with one flipped byte is refused`(place: Int) {
        var bytes = Array(DataDirectory.format(version: 1).utf8)
        bytes[place] ^= 1
        write(String(decoding: bytes, as: UTF8.self), to: "FORMAT")
        switch opening() {
        case .damagedFormat, .foreign: break
        case let other: Issue.record("byte \(place): \(String(describing: other))")
        }
    }

    @Test func `a truncated FORMAT file is called damaged`() {
        write(String(DataDirectory.format(version: 1).prefix(30)), to: "FORMAT")
        guard case .damagedFormat = opening() else { return #expect(Bool(false)) }
    }

    @Test func `a second opener in the same process is refused`() throws {
        let first = try DataDirectory(path: path)
        #expect(opening() == .locked(directory: path, holder: getpid()))
        withExtendedLifetime(first) {}
    }

    @Test func `a second process is told the directory and the holder`() throws {
        let child = ChildProcess(program: "durability-trial", arguments: ["store-hold", path])
        #expect(child.readLine() == "holding \(path)")
        #expect(opening() == .locked(directory: path, holder: child.identifier))
        child.kill()
        #expect(opening() == nil)
    }
}
