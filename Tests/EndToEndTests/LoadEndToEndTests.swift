import Foundation
import JSON
import Testing
import TrialGround

/// `tessera load` on a real daemon.
@Suite(.serialized) struct LoadEndToEndTests {
    private static let short = ["--duration", "1", "--warm-up", "0.2", "--check", "20", "--connections", "2"]

    @Test(arguments: [[], ["--grpc"]])
    func `a load is measured, drawn, logged and compared`(more: [String]) async throws {
        let trial = try await TrainingTrial()
        _ = try await trial.train("--nlist", "16", "--parts", "4")
        let (page, log) = (try trial.node.file("load.html", ""), try trial.node.file("load.json", ""))
        let report = try await trial.node.json(
            ["load", "g", "--rate", "300", "--html", page, "--log", log] + Self.short + more)
        let step = try #require(report["steps"]?.array?.first)
        let offered = try #require(step["offered_per_second"]?.number)
        #expect(offered > 230 && offered < 370)
        #expect(step["kinds"]?.array?[0]["counts"]?.array?[1...].allSatisfy { $0.integer == 0 } == true)
        #expect(try #require(step["recall"]?.number) > 0.5)
        #expect(step["coverage"]?.number == 1)
        let stages = try #require(step["stages"]?.array)
        #expect(stages.contains { $0["name"]?.string == "scan" && $0["microsecond_sum"]?.number ?? 0 > 0 })
        #expect(try trial.node.text("load.html").contains("Latency by percentile"))
        let (status, text) = try await trial.node.tool("load", "compare", log, log)
        #expect(status == 0)
        #expect(text.contains("300 a second"))
    }

    @Test func `commands run at their time, and are marked in reports and plots`() async throws {
        let trial = try await TrainingTrial()
        let (page, log) = (try trial.node.file("load.html", ""), try trial.node.file("load.json", ""))
        let trace = try trial.node.file("trace", "")
        let report = try await trial.node.json(
            [
                "load", "g", "--rate", "100", "--html", page, "--log", log, "--at", "0.3=echo one >> '\(trace)'",
                "--at", "0.6s=exit 3",
            ] + Self.short)
        #expect(try trial.node.text("trace") == "one\n")
        let marks = try #require(report["steps"]?.array?.first?["marks"]?.array)
        #expect(marks.map { $0["status"]?.integer } == [0, 3])
        #expect(marks.allSatisfy { (0.3...1.5).contains($0["second"]?.number ?? 0) })
        #expect(try trial.node.text("load.html").contains("<line class=\"mark\""))
        let (status, text) = try await trial.node.tool("load", "compare", log)
        #expect(status == 0)
        #expect(text.contains("s: exit 3 (ended with 3)"), "\(text)")
        let (refused, words) = try await trial.node.tool("load", "g", "--ramp", "--at", "1=true")
        #expect(refused == 2)
        #expect(words.contains("--at and --ramp exclude each other"), "\(words)")
        let (late, why) = try await trial.node.tool(["load", "g", "--rate", "100", "--at", "60=true"] + Self.short)
        #expect(late == 2)
        #expect(why.contains("--at 60=… comes after the end of the measured phase"), "\(why)")
    }

    @Test func `the peak is found, and calls of all kinds leave the gallery as it was`() async throws {
        let trial = try await TrainingTrial()
        let report = try await trial.node.json(
            ["load", "g", "--rate", "20%", "--mix", "search=4,get=2,upsert=2,delete=1,ping=1"] + Self.short)
        let steps = try #require(report["steps"]?.array)
        #expect(steps.count == 2)
        for step in steps {
            for kind in try #require(step["kinds"]?.array) {
                let counts = try #require(kind["counts"]?.array).map { $0.integer ?? 0 }
                #expect(counts[0] > 0, "\(kind["name"]?.string ?? "")")
                #expect(counts[3] == 0, "\(kind["name"]?.string ?? ""): \(step["errors"]?.text ?? "")")
            }
        }
        #expect(try await trial.node.itemCount("g") == TrainingTrial.itemCount)
    }

    @Test func `a ramp finds the highest rate that keeps the goal`() async throws {
        let trial = try await TrainingTrial()
        let report = try await trial.node.json(
            ["load", "g", "--ramp", "--goal", "p50=500ms", "--duration", "0.2", "--warm-up", "0", "--check", "0"])
        #expect(try #require(report["sustained_rate"]?.number) > 0)
        #expect(try #require(report["steps"]?.array).count >= 9)
        let missed = try await trial.node.json(
            ["load", "g", "--ramp", "--goal", "p99=0.001ms", "--duration", "0.2", "--warm-up", "0", "--check", "0"])
        #expect(missed["sustained_rate"] == .null)
    }

    @Test func `bad input is refused before the daemon is loaded`() async throws {
        let trial = try await TrainingTrial()
        let wide = try trial.node.file("wide.npy", NumpyFile.bytes([[1, 2, 3]]))
        for (arguments, status, words) in [
            (["load", "g"], 2, "say how much"),
            (["load", "g", "--rate", "0"], 64, "--rate"),
            (["load", "none", "--rate", "10"], 4, "none"),
            (["load", "g", "--rate", "10", "--queries", "a=\(wide)"], 1, "dimensions"),
            (["load", "g", "--rate", "10", "--queries", "x=\(wide)"], 1, "no field 'x'"),
            (["load", "g", "--rate", "10", "--deadline", "0"], 2, "--deadline"),
            (["load", "compare", wide], 1, wide),
            (["load", "merge", wide], 2, "one report alone"),
            (["load", "merge", wide, wide], 2, "named twice"),
            (["load", "g", "--rate", "10", "--processes", "5"], 2, "--processes: 5 is not between 1 and 4"),
            (["load", "g", "--rate", "10", "--start-at", "7", "--check", "0"], 1, "s ago"),
            (["load", "g", "--rate", "10", "--start-at", "99999999999", "--check", "0"], 1, "more than a day"),
            (["load", "g", "--rate", "10", "--start-at", "-1"], 2, "--start-at"),
            (["load", "g", "--rate", "10", "--start-at", "99999999999999"], 2, "--start-at"),
            (["load", "g", "--rate", "10", "--log", wide + "/x.json"], 1, "cannot be written"),
            (["load", "g", "--rate", "10", "--html", "/"], 1, "cannot be written"),
        ] {
            let (ended, output) = try await trial.node.tool(arguments)
            #expect(output.contains(words), "\(arguments): \(output)")
            #expect(ended == status || ended == 2, "\(arguments): \(ended)")
            #expect(ended != 0)
        }
        // Where files cannot be written is known before the load, and nothing of the trial is left.
        let log = try trial.node.file("kept.json", "as it was")
        let (missing, _) = try await trial.node.tool("load", "none", "--rate", "10", "--log", log)
        #expect(missing == 4)
        #expect(try trial.node.text("kept.json") == "as it was")
        _ = try await trial.node.stop()
        let (ended, output) = try await trial.node.tool("load", "g", "--rate", "10")
        #expect(ended == 5, "\(output)")
    }

    @Test func `a run that is broken off reports what it had`() async throws {
        let trial = try await TrainingTrial()
        let log = try trial.node.file("broken.json", "")
        let running = trial.node.startTool(
            ["load", "g", "--rate", "200", "--duration", "600", "--warm-up", "0", "--check", "0", "--log", log])
        try await Task.sleep(for: .seconds(2))
        running.process.terminate()
        let (status, output) = try await trial.node.end(of: running)
        #expect(status == 130, "\(output)")
        let report = try JSONValue(parsing: try trial.node.text("broken.json"))
        #expect(report["interrupted"]?.bool == true)
        #expect(try #require(report["steps"]?.array?[0]["answered_per_second"]?.number) > 100)
    }

    @Test func `a gallery that is dropped under load is told as errors, and the run ends`() async throws {
        let trial = try await TrainingTrial()
        let running = trial.node.startTool(
            ["load", "g", "--rate", "200", "--duration", "3", "--warm-up", "0", "--check", "0"])
        try await Task.sleep(for: .seconds(1))
        _ = try await trial.node.tool("gallery", "drop", "g", "--yes")
        let (status, output) = try await trial.node.end(of: running)
        #expect(status == 0, "\(output)")
        #expect(output.contains("NOT_FOUND gallery_not_found"), "\(output)")
    }

    @Test func `several processes make one load, and the report tells of all`() async throws {
        let trial = try await TrainingTrial()
        let report = try await trial.node.json(
            [
                "load", "g", "--rate", "50%", "--processes", "3", "--duration", "1", "--warm-up", "0.2",
                "--peak-in-flight", "7", "--check", "20",
            ])
        let steps = try #require(report["steps"]?.array)
        #expect(steps.map { $0["name"]?.string } == ["peak, 7 in flight", "50 % of the peak"])
        let peak = try #require(steps.first?["answered_per_second"]?.number)
        let offered = try #require(steps.last?["offered_per_second"]?.number)
        #expect(offered > 0.4 * peak && offered < 0.6 * peak, "\(offered) of \(peak)")
        for step in steps {
            #expect(step["kinds"]?.array?[0]["counts"]?.array?[1...].allSatisfy { $0.integer == 0 } == true)
            #expect(step["seconds"]?.number == 1)
        }
        #expect(try #require(steps.last?["recall"]?.number) > 0.5)
        // Marks are made once, by one of them.
        let trace = try trial.node.file("trace", "")
        let marked = try await trial.node.json(
            [
                "load", "g", "--in-flight", "4", "--processes", "2", "--threads", "2", "--duration", "0.5",
                "--check", "0", "--at", "0.1=echo one >> '\(trace)'",
            ])
        #expect(try trial.node.text("trace") == "one\n")
        #expect(marked["steps"]?.array?[0]["marks"]?.array?.count == 1)
    }

    /// Processes that a running tool has started.
    private static func children(of tool: RunningTool) -> [pid_t] {
        let tasks = "/proc/\(tool.process.identifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.flatMap { thread in
            let text = (try? String(contentsOfFile: "\(tasks)/\(thread)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { pid_t($0) }
        }
    }

    /// Waits until the processes of a tool answer as `isDone` wants.
    private static func wait(_ isDone: () -> Bool) async throws {
        for _ in 0..<1_000 where !isDone() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func `a process that is lost ends the run, and what the others saw is told`() async throws {
        let trial = try await TrainingTrial()
        let log = try trial.node.file("lost.json", "")
        let running = trial.node.startTool(
            [
                "load", "g", "--rate", "200", "--duration", "600", "--warm-up", "0", "--check", "0", "--processes", "3",
                "--log", log,
            ])
        try await Self.wait { Self.children(of: running).count == 2 }
        try await Task.sleep(for: .seconds(2))
        let victim = try #require(Self.children(of: running).first)
        kill(victim, SIGKILL)
        let (status, output) = try await trial.node.end(of: running)
        #expect(status == 1, "\(output)")
        #expect(output.contains("of 3 has ended with 137: its share is missing"), "\(output)")
        let report = try JSONValue(parsing: try trial.node.text("lost.json"))
        #expect(try #require(report["steps"]?.array?[0]["answered_per_second"]?.number) > 50)
        #expect(report["lost"]?.array?.count == 1)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `processes that are broken off report what all had, and none is left`(signal: Int32) async throws {
        let trial = try await TrainingTrial()
        let log = try trial.node.file("broken.json", "")
        let running = trial.node.startTool(
            [
                "load", "g", "--rate", "300", "--duration", "600", "--warm-up", "0", "--check", "0", "--processes", "3",
                "--log", log,
            ])
        try await Self.wait { Self.children(of: running).count == 2 }
        try await Task.sleep(for: .seconds(2))
        let children = Self.children(of: running)
        // Ctrl-C goes to all.
        if signal == SIGINT { for child in children { kill(child, SIGINT) } }
        kill(running.process.identifier, signal)
        let (status, output) = try await trial.node.end(of: running)
        #expect(status == 130, "\(output)")
        let report = try JSONValue(parsing: try trial.node.text("broken.json"))
        #expect(report["interrupted"]?.bool == true)
        #expect(report["lost"]?.array?.isEmpty == true)
        #expect(try #require(report["steps"]?.array?[0]["answered_per_second"]?.number) > 200)
        #expect(children.allSatisfy { kill($0, 0) != 0 })
    }

    @Test func `processes end with the one that directs them`() async throws {
        let trial = try await TrainingTrial()
        let running = trial.node.startTool(
            ["load", "g", "--rate", "100", "--duration", "600", "--check", "0", "--processes", "3"])
        try await Self.wait { Self.children(of: running).count == 2 }
        try await Task.sleep(for: .seconds(1))
        let children = Self.children(of: running)
        running.process.kill()
        try await Self.wait { children.allSatisfy { kill($0, 0) != 0 } }
        #expect(children.count == 2 && children.allSatisfy { kill($0, 0) != 0 })
    }

    @Test func `logs of loads that ran together are added up, others refused`() async throws {
        let trial = try await TrainingTrial()
        let start = "\(Int(Date().timeIntervalSince1970) + 3)"
        let logs = try ["one", "two"].map { try trial.node.file("\($0).json", "") }
        let tools = logs.enumerated().map { seed, log in
            trial.node.startTool(
                [
                    "load", "g", "--rate", "100", "--seed", "\(seed)", "--start-at", start, "--log", log,
                ] + Self.short)
        }
        for tool in tools {
            let (status, output) = try await trial.node.end(of: tool)
            #expect(status == 0, "\(output)")
        }
        let (both, page) = (try trial.node.file("both.json", ""), try trial.node.file("both.html", ""))
        let (status, output) = try await trial.node.tool(
            "load", "merge", logs[0], logs[1], "--log", both, "--html", page, "--name", "together")
        #expect(status == 0, "\(output)")
        #expect(output.contains("200 a second"), "\(output)")
        func count(_ name: String) throws -> Int64 {
            let report = try JSONValue(parsing: try trial.node.text(name))
            return report["steps"]?.array?[0]["kinds"]?.array?[0]["counts"]?.array?[0].integer ?? -1
        }
        #expect(try count("both.json") == count("one.json") + count("two.json"))
        #expect(try trial.node.text("both.html").contains("together"))
        let later = try trial.node.file("later.json", "")
        _ = try await trial.node.json(["load", "g", "--rate", "100", "--log", later] + Self.short)
        let (refused, words) = try await trial.node.tool("load", "merge", logs[0], later)
        #expect(refused == 1)
        #expect(words.contains("tessera load compare shows them side by side"), "\(words)")
    }
}
