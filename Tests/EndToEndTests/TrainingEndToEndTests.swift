import Foundation
import JSON
import Testing
import TrialGround
import Vocabulary

/// Compressed indexes with the real programs: trained, searched, measured, broken off.
@Suite(.serialized)
struct TrainingEndToEndTests {
    @Test func `a training tells what it measured, and describe tells it afterwards`() async throws {
        let trial = try await TrainingTrial()
        let queries = try trial.node.file("q.npy", NumpyFile.bytes(TrainingTrial.vectors(100, seed: 3)))
        let report = try await trial.train("--queries", "a=\(queries)", "--seed", "5")
        #expect(report["operation"]?["state"]?.string == "succeeded")
        let trained = try #require(report["fields"]?.array)
        #expect(trained.map { $0["name"]?.string } == ["a", "b"])
        for field in try await trial.fields() {
            let index = try #require(field["index"], "\(field)")
            #expect(field["exact"]?.bool == false)
            #expect(index["list_count"]?.integer == 9)
            #expect(index["part_count"]?.integer == 2)
            #expect(index["sealed_count"]?.integer == 2_500)
            #expect(index["seed"]?.integer == 5)
            #expect(try #require(index["held_out"]?["recall"]?.number) > 0.5)
            #expect(try #require(index["nprobe"]?.integer) > 0)
            let calibration = try #require(field["calibration"])
            #expect(try #require(calibration["best"]?.number) > #require(calibration["mean"]?.number))
        }
        #expect(try #require(trained[0]["index"]?["given"]?["query_count"]?.integer) == 100)
        #expect(trained[1]["index"]?["given"] == .null)

        let shown = try await trial.node.tool("gallery", "describe", "g")
        #expect(shown.output.contains("by codes") && shown.output.contains("trained 20"), "\(shown.output)")
    }

    @Test func `a training on a terminal's side ends with a table of figures`() async throws {
        let trial = try await TrainingTrial()
        let told = try await trial.node.tool("train", "g", "--exact-below", "1000", "--fields", "a")
        #expect(told.status == 0)
        for heading in ["nlist", "m", "bytes an item", "recall@10", "of given", "nprobe", "seconds"] {
            #expect(told.output.contains(heading), "\(told.output)")
        }
        #expect(try await trial.fields().map { $0["exact"]?.bool } == [false, true])
    }

    @Test func `after a training nearly the same is answered by codes, and the same when asked to compare all`()
        async throws
    {
        let trial = try await TrainingTrial()
        let before = try await trial.answers()
        #expect(try await trial.explanation().exact)
        _ = try await trial.train("--parts", "16")
        #expect(try await trial.answers(SearchTuning(exact: true)) == before)
        let after = try await trial.answers()
        let sharedCount = zip(before, after).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
        #expect(sharedCount > 9 * before.count, "\(sharedCount) of \(10 * before.count)")
        let explained = try await trial.explanation()
        #expect(!explained.exact && explained.nprobe > 0 && explained.plannedCount > 0)
    }

    @Test func `small fields stay exact unless the training or the gallery says otherwise`() async throws {
        let trial = try await TrainingTrial()
        let told = try await trial.node.tool("train", "g")
        #expect(told.status == 0 && told.output.contains("fewer than exact_below (20,000)"), "\(told.output)")
        #expect(try await trial.fields().allSatisfy { $0["exact"]?.bool == true && $0["calibration"] != nil })
        _ = try await trial.node.json(["gallery", "set", "g", "--exact-below", "500"])
        _ = try await trial.node.json(["train", "g"])
        #expect(try await trial.fields().allSatisfy { $0["exact"]?.bool == false })
    }

    @Test func `items written after a training are found, and counted as new`() async throws {
        let trial = try await TrainingTrial()
        _ = try await trial.train()
        let late = try trial.node.file("late.tsv", "id\tdescription\nlate\tlate\n")
        let array = try trial.node.file("late.npy", NumpyFile.bytes([TrainingTrial.vectors(1, seed: 2)[0]]))
        _ = try await trial.node.json(["import", "g", late, "--vectors", "a=\(array)", "--vectors", "b=\(array)"])
        #expect(try await trial.answers(count: 1)[0].first == "late")
        let shown = try await trial.node.tool("gallery", "describe", "g")
        #expect(shown.output.contains("1 item since"), "\(shown.output)")
    }

    @Test func `Ctrl-C cancels a training, and the gallery answers as before`() async throws {
        let trial = try await TrainingTrial()
        let before = try await trial.answers()
        let tool = trial.node.startTool(["train", "g"] + TrainingTrial.endless)
        let operation = try await trial.trainingUnderWay()
        kill(tool.process.identifier, SIGINT)
        let ended = try await trial.node.end(of: tool)
        #expect(ended.status == 130)
        #expect(ended.output.contains("cancelling") && ended.output.contains("was cancelled"), "\(ended.output)")
        #expect(try await trial.node.json(["operation", "get", operation])["state"]?.string == "cancelled")
        #expect(try await trial.answers() == before)
        #expect(try await trial.fields().allSatisfy { $0["exact"]?.bool == true })
        // Nothing of it stands in the way of the next.
        _ = try await trial.train()
        #expect(try await trial.fields().allSatisfy { $0["exact"]?.bool == false })
    }

    @Test func `a training that is left running is followed, and cancelled, by its id`() async throws {
        let trial = try await TrainingTrial()
        let started = try await trial.node.tool(["train", "g", "--detach", "--json"] + TrainingTrial.endless)
        #expect(started.status == 0)
        let operation = try #require(try JSONValue(parsing: started.output)["id"]?.string)
        let second = try await trial.node.tool(["train", "g"] + TrainingTrial.endless)
        #expect(second.status == 1 && second.output.contains("training_running"), "\(second.output)")
        let watch = trial.node.startTool(["operation", "watch", operation])
        _ = try await trial.trainingUnderWay()
        _ = try await trial.node.json(["operation", "cancel", operation])
        let watched = try await trial.node.end(of: watch)
        #expect(watched.status == 1 && watched.output.contains("was cancelled"), "\(watched.output)")
    }

    @Test func `a daemon that is killed during a training answers as before it, and the operation has failed`()
        async throws
    {
        let trial = try await TrainingTrial()
        _ = try await trial.train("--fields", "a")
        let before = try await trial.answers()
        let hash = try await trial.fields()[0]["index"]?["codebook_hash"]
        let tool = trial.node.startTool(["train", "g"] + TrainingTrial.endless)
        let operation = try await trial.trainingUnderWay()
        trial.node.killNow()
        let ended = try await trial.node.end(of: tool)
        #expect(ended.status == 5 && ended.output.contains("operation get \(operation)"), "\(ended.output)")
        try await trial.node.start()
        let failed = try await trial.node.json(["operation", "get", operation])
        #expect(failed["state"]?.string == "failed")
        #expect(failed["error"]?["reason"]?.string == "interrupted")
        #expect(try await trial.answers() == before)
        #expect(try await trial.fields()[0]["index"]?["codebook_hash"] == hash)
    }

    @Test func `a codebook below the least recall is not published, and the error tells the figures`() async throws {
        let trial = try await TrainingTrial()
        _ = try await trial.node.json(["gallery", "set", "g", "--min-recall", "1"])
        let told = try await trial.node.tool(
            "train", "g", "--exact-below", "1000", "--parts", "1", "--nprobe", "1", "--fields", "a")
        #expect(told.status == 1)
        #expect(told.output.contains("error: the training failed") && told.output.contains("0."), "\(told.output)")
        #expect(try await trial.fields().allSatisfy { $0["exact"]?.bool == true })
    }

    @Test(arguments: [
        (["--fields", "c"], 1, "fields[0]"), (["--parts", "17"], 1, "part_count"),
        (["--nlist", "2501", "--exact-below", "1"], 1, "list_count"),
        (["--queries", "a=/nowhere.npy"], 1, "/nowhere.npy"),
        (["--texts", "/nowhere.txt"], 1, "/nowhere.txt"), (["--texts", "/dev/null"], 1, "/dev/null"),
        (["--texts", "/etc/passwd"], 1, "no field that is trained has an encoder (a, b)"),
        (["--texts", "/etc/passwd", "--fields", "bb"], 1, "no field 'bb'"),
        (["--transform", "pcb"], 2, "pcb"),
        (["--nlist", "0"], 2, "--nlist"),
    ])
    func `what a training cannot do is told with the name of it`(
        arguments: [String], status: Int, hint: String
    ) async throws {
        let trial = try await TrainingTrial()
        let told = try await trial.node.tool(["train", "g"] + arguments)
        #expect(told.status == status && told.output.contains(hint), "\(told.output)")
        #expect(told.output.hasPrefix("error: "), "\(told.output)")
    }

    @Test func `an evaluation is a table, a document and a page with plots`() async throws {
        let trial = try await TrainingTrial()
        _ = try await trial.train()
        let page = trial.node.directory.appendingPathComponent("recall.html").path
        let queries = try trial.node.file("q.npy", NumpyFile.bytes(TrainingTrial.vectors(20, seed: 3)))
        let given = ["--queries", "a=\(queries)", "--queries", "b=\(queries)"]
        let measured = try await trial.node.json(["evaluate", "g", "--html", page] + given)
        let series = try #require(measured["series"]?.array)
        #expect(series.map { $0["name"]?.string } == ["a", "b", "fused"])
        for one in series {
            let points = try #require(one["points"]?.array)
            #expect(points[0]["exact"]?.bool == true && points[0]["recall"]?.number == 1)
            #expect(points.contains { $0["default"]?.bool == true })
            let recalls = points.dropFirst().filter { $0["nprobe"] != .null }.compactMap { $0["recall"]?.number }
            #expect(recalls.count >= 5)
            // All lists find no less than one list does.
            #expect(try #require(recalls.last) >= recalls[0])
            #expect(points.allSatisfy { ($0["p50_microseconds"]?.integer ?? 0) > 0 })
        }
        #expect(try #require(series[0]["points"]?.array?.last?["recall"]?.number) > 0.8)
        let html = try trial.node.text("recall.html")
        #expect(html.components(separatedBy: "<polyline").count - 1 == 6)
        #expect(!html.contains("<script") && !html.contains("http:") && !html.contains("https:"))

        let told = try await trial.node.tool(
            ["evaluate", "g", "--nprobe", "2,4", "--oversampling", "1,20", "--fields", "a"] + given)
        #expect(told.status == 0 && told.output.contains("recall@10") && told.output.contains("20.0"), "\(told.output)")
        // Looking for what is like an item leaves that one out, and so few are compared rather than scanned.
        let sampled = try await trial.node.tool("evaluate", "g", "--sample", "5", "--fields", "a", "--nprobe", "1")
        #expect(sampled.status == 0 && sampled.output.contains("5 items of the gallery"), "\(sampled.output)")
        #expect(sampled.output.contains("compared exactly where codes were asked for"), "\(sampled.output)")
    }

    @Test func `a plan tells what the index then takes`() async throws {
        let trial = try await TrainingTrial()
        let planned = try await trial.node.json(["plan", "--gallery", "g", "--parts", "4"])
        _ = try await trial.train("--parts", "4")
        let plans = try #require(planned["fields"]?.array)
        for (plan, field) in zip(plans, try await trial.fields()) {
            let index = try #require(field["index"])
            func number(_ value: JSONValue?) throws -> Double { Double(try #require(value?.integer)) }
            let codes =
                try number(plan["codes_bytes"]) + number(plan["ordinals_bytes"]) + number(plan["list_tables_bytes"])
            // The file has a header, and two of its parts begin on pages of 4,096 bytes.
            let rest = try number(index["code_bytes"]) - codes
            #expect((-0.05 * codes...0.05 * codes + 16_384).contains(rest), "\(plan) \(index)")
            #expect(try abs(number(plan["codebook_bytes"]) / number(index["codebook_bytes"]) - 1) < 0.05)
            #expect(plan["list_count"] == index["list_count"])
        }
        let told = try await trial.node.tool("plan", "--items", "1000000", "--fields", "3", "--dimension", "384")
        #expect(told.status == 0 && told.output.contains("each of 3 fields"), "\(told.output)")
    }
}
