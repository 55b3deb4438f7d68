import Calling
import Foundation
import Testing
import Vocabulary

/// The daemon as a process: how it refuses to start, and how it ends.
struct ProcessTests {
    @Test func `a second daemon on the directory is refused with the directory and the holder`() async throws {
        let node = try NodeProcess()
        try await node.start()
        let other = try NodeProcess()
        try "listen: [\"\(other.address)\"]\ndata: \"\(node.directory.path)/data\"\n"
            .write(to: other.configurationFile, atomically: true, encoding: .utf8)
        other.launch()
        #expect(try await other.exitStatus() == 1)
        #expect(other.log.contains("\(node.directory.path)/data"))
        #expect(other.log.contains("\(node.identifier)"))
        #expect(node.isRunning)
    }

    @Test func `an address in use is refused with the address`() async throws {
        let node = try NodeProcess()
        try await node.start()
        let other = try NodeProcess()
        try "listen: [\"\(node.address)\"]\ndata: \"\(other.directory.path)/data\"\n"
            .write(to: other.configurationFile, atomically: true, encoding: .utf8)
        other.launch()
        #expect(try await other.exitStatus() == 1)
        #expect(other.log.contains(node.address))
        let client = try Client(node.address)
        defer { client.close() }
        #expect((try await client.call(.ping, PingRequest(payload: [1])) as PingResponse).payload == [1])
    }

    @Test(arguments: [1, 3]) func `a second daemon at the port is refused, and the first serves on`(
        loopCount: Int
    ) async throws {
        let node = try NodeProcess()
        let loops = ["TESSERA_THREADS_LOOPS": "\(loopCount)"]
        try "listen: [\"tcp://127.0.0.1:0\", \"\(node.address)\"]\ndata: \"\(node.directory.path)/data\"\n"
            .write(to: node.configurationFile, atomically: true, encoding: .utf8)
        try await node.start(environment: loops)
        let port = try #require(node.log.firstMatch(of: /listening on tcp:\/\/(127\.0\.0\.1:\d+)/)?.1)
        let other = try NodeProcess()
        try "listen: [\"tcp://\(port)\"]\ndata: \"\(other.directory.path)/data\"\n"
            .write(to: other.configurationFile, atomically: true, encoding: .utf8)
        other.launch(environment: loops)
        #expect(try await other.exitStatus() == 1)
        #expect(other.log.contains("\(port)"), "\(other.log)")
        let clients = try (0..<6).map { _ in try Client(String(port)) }
        defer { for client in clients { client.close() } }
        for client in clients { let _: PingResponse = try await client.call(.ping, PingRequest(payload: [1])) }
        let status: GetStatusResponse = try await clients[0].call(.getStatus, GetStatusRequest())
        // Those who waited for the daemon to start may not be gone yet.
        #expect(status.connectionCount >= 6)
        #expect(status.answeredCount >= 6)
        #expect(try await node.stop() == 0)
    }

    @Test(arguments: [
        ("lissten: [\"tcp://127.0.0.1:0\"]", "listen"),
        ("log: {levl: info}", "level"),
        ("threads: {workers: many}", "threads.workers"),
        ("threads: {loops: 65}", "threads.loops"),
        ("limits: {frame_bytes: -1}", "limits.frame_bytes"),
        ("encoders: [{name: m, kind: onnx, library: /nowhere.so, folder: /no}]", "/nowhere.so"),
        ("data: [1", "tesserad.yaml"),
        ("listen: [\"tcp://0.0.0.0:7700\"]", "tesserad.yaml:1:10: tcp://0.0.0.0:7700 is no loopback"),
        ("listen: [\"tcp://nobody.example:7700\"]", "names a host"),
        ("listen: [\"7700\"]", "'7700' is no address"),
        ("log: {level: info}\nencoders:\n  - {name: m, kind: onnx, folder: /nope}", "tesserad.yaml:4:"),
    ])
    func `a bad configuration is refused with the place and the nearest name`(text: String, hint: String) async throws {
        let node = try NodeProcess()
        let base = text.hasPrefix("data") || text.hasPrefix("listen") ? "" : "data: \"\(node.directory.path)/data\"\n"
        try (base + text + "\n").write(to: node.configurationFile, atomically: true, encoding: .utf8)
        for further in [[], ["--check"]] {
            try? FileManager.default.removeItem(at: node.logFile)
            node.launch(further)
            #expect(try await node.exitStatus() == 2, "\(further)")
            #expect(node.log.contains(hint), "\(further): \(node.log)")
        }
    }

    @Test(arguments: [(nil, "No such file or directory"), (Data([0xFF, 0xFE, 0]), "no text in UTF-8")])
    func `a configuration that cannot be read is refused with the reason`(bytes: Data?, reason: String) async throws {
        let node = try NodeProcess()
        try FileManager.default.removeItem(at: node.configurationFile)
        if let bytes { try bytes.write(to: node.configurationFile) }
        node.launch()
        #expect(try await node.exitStatus() == 2)
        #expect(
            node.log.contains("tesserad.yaml: cannot be read: \(bytes == nil ? "" : "it is ")\(reason)"), "\(node.log)")
    }

    @Test func `an environment variable wins over the file`() async throws {
        let node = try NodeProcess()
        try await node.start(environment: ["TESSERA_LOG_LEVEL": "debug"])
        #expect(node.log.contains("log.level: debug"))
    }

    @Test func `the daemon may open as many files as its hard limit says`() async throws {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var own = rlimit()
        getrlimit(files, &own)
        let before = own
        // What a child is born with.
        own.rlim_cur = min(before.rlim_max, 600)
        setrlimit(files, &own)
        defer {
            var before = before
            setrlimit(files, &before)
        }
        let node = try NodeProcess()
        try await node.start()
        let limits = try String(contentsOfFile: "/proc/\(node.identifier)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
        let numbers = line.split(separator: " ").compactMap { UInt($0) }
        #expect(numbers == [UInt(before.rlim_max), UInt(before.rlim_max)])
    }

    @Test func `SIGTERM answers what is in flight, then ends with 0`() async throws {
        let node = try NodeProcess()
        try await node.start()
        let client = try Client(node.address)
        defer { client.close() }
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 8)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        let items = (0..<2_000).map { number in
            ItemWrite(
                item: Item(id: "\(number)"),
                vectors: [FieldVector(field: "a", values: (0..<8).map { Float(number % 17 + $0 + 1) })])
        }
        async let written = client.call(.upsertItems, UpsertItemsRequest(gallery: "g", items: items)) as WriteResponse
        // Until the upsert has come, be it still in flight (beside this very call) or done.
        let onlooker = try Client(node.address)
        defer { onlooker.close() }
        while true {
            let status: GetStatusResponse = try await onlooker.call(.getStatus, GetStatusRequest())
            if status.inFlightCount > 1 || status.itemCount > 0 { break }
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(try await node.stop() == 0)
        #expect(try await written.results.count == 2_000)
    }

    @Test func `a damaged FORMAT file is refused, not served`() async throws {
        let node = try NodeProcess()
        try await node.start()
        #expect(try await node.stop() == 0)
        let format = node.directory.appendingPathComponent("data/FORMAT")
        var bytes = try Data(contentsOf: format)
        bytes[bytes.count / 2] ^= 0x20
        try bytes.write(to: format)
        node.launch()
        #expect(try await node.exitStatus() == 1)
        #expect(node.log.contains("FORMAT"))
    }
}
