import ArgumentParser
import Foundation
import JSON
import Testing
import TrialGround
import Vocabulary

@testable import tessera

/// What `tessera train` asks for and how indexes are shown.
struct TrainingTests {
    private func verb(_ arguments: String...) throws -> TrainVerb {
        try TrainVerb.parse(["g"] + arguments)
    }

    @Test func `what is not said is left to the daemon`() throws {
        #expect(try verb().request([]) == TrainRequest(gallery: "g"))
    }

    @Test func `every option becomes part of the request`() throws {
        let request = try verb(
            "--fields", "a,b", "--nlist", "7", "--parts", "3", "--transform", "pca", "--reduced-dimension", "12",
            "--sample", "1000", "--coarse-iterations", "4", "--part-iterations", "5", "--seed", "6", "--exact-below",
            "0", "--nprobe", "2", "--threads", "1", "--memory", "2GiB"
        ).request([QueryVectors(field: "a", values: [1])])
        #expect(
            request
                == TrainRequest(
                    gallery: "g", fields: ["a", "b"], listCount: 7, partCount: 3, transform: .pca,
                    reducedDimension: 12, sampleCount: 1_000, coarseIterationCount: 4, partIterationCount: 5, seed: 6,
                    exactBelow: 0, nprobe: 2, queries: [QueryVectors(field: "a", values: [1])], threadCount: 1,
                    memoryByteCountMax: 2 << 30))
    }

    @Test(arguments: [
        ["--fields", "a,,b"], ["--fields", "a,a"], ["--nlist", "0"], ["--parts", "-1"], ["--transform", "pcb"],
        ["--reduced-dimension", "8"], ["--reduced-dimension", "8", "--transform", "opq"], ["--sample", "0"],
        ["--memory", "2XB"], ["--memory", "99999999999999TB"], ["--queries", "a"], ["--queries", "=x"],
        ["--queries", "a=1.npy", "--queries", "a=2.npy"], ["--threads", "0"],
    ])
    func `an option without sense is wrong usage`(arguments: [String]) {
        #expect(throws: (any Error).self) { try TrainVerb.parse(["g"] + arguments) }
    }

    @Test(arguments: [("12", 12), ("3kB", 3_000), ("3KiB", 3_072), ("1MB", 1_000_000), ("5B", 5), ("2GiB", 2 << 30)])
    func `bytes are told in powers of 1,000 or of 1,024`(text: String, byteCount: UInt64) {
        #expect(ByteCountArgument(argument: text)?.byteCount == byteCount)
    }

    @Test func `a training shows its stage, how far it is and how long it has run`() {
        let line = ProgressLine(quietSeconds: 1, isTerminal: true)
        var operation = Operation(doneCount: 3, totalCount: 4, stage: "encoding field a")
        #expect(
            TrainRun.text(operation, line, microseconds: 67_000_000)
                == "[##################......] 75 %  encoding field a  1:07")
        operation.totalCount = 0
        #expect(TrainRun.text(operation, line, microseconds: 0) == "encoding field a  0:00")
        operation.stage = ""
        #expect(TrainRun.text(operation, line, microseconds: 0) == "waiting to begin  0:00")
    }

    @Test func `a failure names its reason and the field that it is about`() {
        let error = ErrorDetail(message: "recall 0.4, at least 0.9", reason: "recall_too_low", field: "fields[0]")
        #expect(
            TrainVerb.failure(Operation(error: error))
                == "the training failed (recall_too_low): fields[0]: recall 0.4, at least 0.9; the gallery answers as "
                + "before")
    }

    private func describe(_ field: FieldDescription, exactBelow: UInt32 = 0) -> [String] {
        IndexListing.table(
            DescribeGalleryResponse(spec: GallerySpec(name: "g", exactBelow: exactBelow), fields: [field])
        ).rows[0]
    }

    @Test func `a field without an index says why it is searched exactly`() {
        var field = FieldDescription(spec: FieldSpec(name: "a"), itemCount: 7_458)
        #expect(describe(field).last == "7,458 items, fewer than exact_below (20,000)")
        #expect(describe(field, exactBelow: 7_458).last == "not trained yet: tessera train g")
        field.indexDamage = ErrorDetail(message: "section 'codes' of 3.a.codes")
        #expect(describe(field).last == "its codes are damaged: section 'codes' of 3.a.codes")
        #expect(describe(field)[1] == "exactly")
    }

    @Test func `an index is shown with its sizes, its recall and its scale`() {
        let index = FieldIndex(
            listCount: 390, partCount: 48, transform: .opq, nprobe: 16, sealedCount: 100_000, codeByteCount: 5_300_000,
            codebookByteCount: 1_000_000, listLengthMin: 3, listLengthMedian: 250, listLengthMax: 1_200,
            heldOut: RecallFigure(recall: 0.962), trainedMicroseconds: 1_000_000)
        let field = FieldDescription(
            spec: FieldSpec(name: "a"), itemCount: 100_002, index: index,
            calibration: FieldCalibration(version: 1, mean: 0.125, best: 0.75))
        #expect(
            describe(field) == [
                "a", "by codes, OPQ", "390", "48", "16", "–", "0.962", "–", "3…250…1,200", "5.3 MB", "1.0 MB",
                "0.125…0.750",
                "trained 1970-01-01 00:00:01 UTC, 2 items since",
            ])
        #expect(IndexListing.byteCountPerItem(index) == "53.0")
        let json = JSONValue(
            DescribeGalleryResponse(spec: GallerySpec(name: "g"), fields: [field]))["fields"]?.array?.first
        #expect(json?["index"]?["held_out"]?["recall"]?.number == 0.962)
        #expect(json?["calibration"]?["best"]?.number == 0.75)
        #expect(json?["exact"]?.bool == false)
    }

    @Test func `an index that was tuned is shown with its target and the ways to search it`() throws {
        func point(_ nprobe: UInt32, _ recall: Float) -> OperatingPoint {
            OperatingPoint(
                nprobe: nprobe, reach: 0.5, candidateCount: 60, heldOut: RecallFigure(recall: recall),
                listCountMean: Float(nprobe) / 4, codeCountMean: 1_234, costMicroseconds: 12.4)
        }
        var index = FieldIndex(
            nprobe: 12, heldOut: RecallFigure(recall: 0.951), reach: 0.5, candidateCount: 60, targetRecall: 0.95,
            points: [point(4, 0.7), point(8, 0.9), point(12, 0.951)])
        func gallery() -> DescribeGalleryResponse {
            DescribeGalleryResponse(
                spec: GallerySpec(name: "g"), fields: [FieldDescription(spec: FieldSpec(name: "a"), index: index)])
        }
        let row = IndexListing.table(gallery()).rows[0]
        #expect(Array(row[4...6]) == ["≤ 12", "0.950", "0.951"])
        #expect(
            IndexListing.points(gallery())?.rows == [
                ["a", "", "0.900", "–", "2.0", "8", "1,234", "60", "12"],
                ["", "*", "0.951", "–", "3.0", "12", "1,234", "60", "12"],
            ])
        let json = JSONValue(gallery())["fields"]?.array?.first?["index"]
        #expect(json?["points"]?.array?.count == 3 && json?["target_recall"]?.number == 0.95)
        index.targetRecall = 0.9
        #expect(IndexListing.table(gallery()).rows[0].last?.hasSuffix("; no cheaper way finds less") == true)
        index.targetRecall = 0.99
        #expect(IndexListing.table(gallery()).rows[0].last?.hasSuffix("; no way to search reaches the target") == true)
    }

    @Test func `texts are read a line each, blank ones left out`() throws {
        let folder = TemporaryDirectory()
        let path = folder.appending("texts")
        try Data("a fox\r\n\n  \nein Wolf: ü".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try TextLines.read(path) == ["a fox", "ein Wolf: ü"])
        try Data(" \n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ToolError.self) { try TextLines.read(path) }
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: path))
        #expect(throws: ToolError.self) { try TextLines.read(path) }
        #expect(throws: ToolError.self) { try TextLines.read(folder.appending("nowhere")) }
    }

    @Test func `texts to train with are counted, and one too many is refused`() throws {
        let folder = TemporaryDirectory()
        let path = folder.appending("texts")
        let lines = (0..<Limits.trainQueryCountMax).map { "text \($0)\n" }.joined()
        try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try QueryTexts(path).texts.count == 10_000)
        try Data((lines + "another").utf8).write(to: URL(fileURLWithPath: path))
        let refused = #expect(throws: ToolError.self) { try QueryTexts(path) }
        #expect(refused?.description.hasSuffix("has more than 10,000 texts") == true)
        #expect(try TextLines.read(path).count == 10_001)
    }

    private static let spec = GallerySpec(
        name: "g",
        fields: [
            FieldSpec(name: "a", dimension: 4, encoder: "e"), FieldSpec(name: "b", dimension: 4),
            FieldSpec(name: "c", dimension: 4, encoder: "e"),
        ])

    @Test(arguments: [
        ([], [], ["a", "c"]), (["c", "b"], [], ["c"]), ([], ["a"], ["c"]), (["a"], ["c"], ["a"]),
    ])
    func `texts are queries of the trained fields with an encoder and no vectors`(
        names: [String], given: [String], fields: [String]
    ) throws {
        #expect(try QueryTexts.fields(of: Self.spec, named: names, besides: given).map(\.name) == fields)
    }

    @Test(arguments: [
        (["b"], [], "no field that is trained has an encoder (b)"),
        (["a"], ["a"], "every field that is trained and has an encoder has --queries too"),
    ])
    func `texts that are a query of no field are refused`(names: [String], given: [String], hint: String) throws {
        let refused = #expect(throws: ToolError.self) {
            try QueryTexts.fields(of: Self.spec, named: names, besides: given)
        }
        #expect(refused?.description.contains(hint) == true)
    }

    @Test(arguments: [
        ["--k", "0"], ["--nprobe", "0"], ["--nprobe", "1,x"], ["--oversampling", "0.5"], ["--oversampling", "4,"],
        ["--sample", "0"], ["--sample", "9", "--texts", "f"], ["--k", "1000", "--oversampling", "100"],
        ["--queries", "a=b", "--texts", "f"], ["--target-recall", "0"], ["--target-recall", "0.9,2"],
    ])
    func `an evaluation that cannot be is wrong usage`(arguments: [String]) {
        #expect(throws: (any Error).self) { try EvaluateVerb.parse(["g"] + arguments) }
    }

    @Test(arguments: [
        [], ["--items", "5"], ["--items", "0", "--dimension", "4"], ["--gallery", "g", "--items", "5"],
        ["--items", "5", "--dimension", "4", "--parts", "5"], ["--items", "5", "--dimension", "4", "--metric", "l3"],
        ["--items", "5", "--dimension", "4", "--reduced-dimension", "2"],
    ])
    func `a plan for nothing is wrong usage`(arguments: [String]) async {
        await #expect(throws: (any Error).self) { try await PlanVerb.parse(arguments).run() }
    }
}
