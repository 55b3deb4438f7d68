internal import JSON
internal import Vocabulary

// Indexes as the tool writes them with `--json`; what is said in JSONValue+Messages.swift holds here too.

extension JSONValue {
    init(_ index: FieldIndex) {
        self = [
            "codebook_hash": .string(Self.hex(index.codebookHash)), "list_count": .count(index.listCount),
            "part_count": .count(index.partCount), "transform": .string((index.transform ?? .none).word),
            "reduced_dimension": .count(index.reducedDimension), "nprobe": .count(index.nprobe),
            "sealed_count": .count(index.sealedCount), "code_bytes": .count(index.codeByteCount),
            "codebook_bytes": .count(index.codebookByteCount), "list_length_min": .count(index.listLengthMin),
            "list_length_median": .count(index.listLengthMedian), "list_length_max": .count(index.listLengthMax),
            "quantization_error": .shortest(index.quantizationError),
            "held_out": index.heldOut.map { JSONValue($0) } ?? .null,
            "given": index.given.map { JSONValue($0) } ?? .null, "sample_count": .count(index.sampleCount),
            "seed": .count(index.seed), "trained_microseconds": .count(index.trainedMicroseconds),
            "train_microseconds": .count(index.trainMicroseconds), "rerank": .string("\(index.rerank ?? .f16)"),
            "code_bits": .count(index.codeBits == 0 ? 8 : index.codeBits),
            "rerank_bytes": .count(index.rerankByteCount), "spill_weight": .shortest(index.spillWeight),
            "code_count": .count(index.codeCount),
            "reach": index.reach.map { .shortest($0) } ?? .null, "candidate_count": .count(index.candidateCount),
            "target_recall": .shortest(index.targetRecall), "points": .array(index.points.map { JSONValue($0) }),
        ]
    }

    init(_ point: OperatingPoint) {
        self = [
            "nprobe": .count(point.nprobe), "reach": .shortest(point.reach),
            "candidate_count": .count(point.candidateCount),
            "held_out": point.heldOut.map { JSONValue($0) } ?? .null,
            "given": point.given.map { JSONValue($0) } ?? .null, "list_count_mean": .shortest(point.listCountMean),
            "code_count_mean": .shortest(point.codeCountMean), "cost_microseconds": .shortest(point.costMicroseconds),
        ]
    }

    init(_ figure: RecallFigure) {
        self = [
            "recall": .shortest(figure.recall), "query_count": .count(figure.queryCount),
            "nprobe": .count(figure.nprobe), "candidate_count": .count(figure.candidateCount),
            "standard_error": .shortest(figure.standardError),
        ]
    }

    init(_ calibration: FieldCalibration) {
        self = [
            "version": .count(calibration.version), "mean": .shortest(calibration.mean),
            "best": .shortest(calibration.best), "query_count": .count(calibration.queryCount),
            "measured_microseconds": .count(calibration.measuredMicroseconds),
        ]
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
