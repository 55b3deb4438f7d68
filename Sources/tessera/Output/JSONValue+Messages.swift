internal import JSON
internal import Vocabulary

// Messages as the tool writes them with `--json`: names as in the .proto files, unknown and absent parts left out.
// These shapes are promised; parts may be added.

extension JSONValue {
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    static func count(_ number: UInt64) -> JSONValue { .integer(Int64(clamping: number)) }

    static func count(_ number: UInt32) -> JSONValue { .integer(Int64(number)) }

    /// The members that have a value that is not the empty one.
    private static func parts(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { key, value in value.map { JSONMember(key, $0) } })
    }

    private static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

    init(_ item: Item) {
        self = Self.parts([
            "id": .string(item.id), "url": Self.text(item.url), "description": Self.text(item.description),
            "tags": item.tags.isEmpty ? nil : .strings(item.tags),
            "detections": item.detections.isEmpty ? nil : .array(item.detections.map { JSONValue($0) }),
            "author_id": Self.text(item.authorId), "author_name": Self.text(item.authorName),
            "similar_ids": item.similarIds.isEmpty ? nil : .strings(item.similarIds),
            "attributes": item.attributes.isEmpty
                ? nil : .object(item.attributes.map { JSONMember($0.name, JSONValue($0.value)) }),
        ])
    }

    init(_ value: Attribute.Value?) {
        switch value {
        case .text(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .flag(let flag): self = .bool(flag)
        case nil: self = .null
        }
    }

    init(_ detection: Detection) {
        self = Self.parts([
            "label": .string(detection.label), "score": detection.score == 0 ? nil : .shortest(detection.score),
            "box": detection.box.isEmpty ? nil : .array(detection.box.map { .shortest($0) }),
        ])
    }

    init(_ vector: FieldVector) {
        self = Self.parts([
            "field": .string(vector.field), "values": .array(vector.values.map { .shortest($0) }),
            "encoder_fingerprint": Self.text(vector.encoderFingerprint),
        ])
    }

    init(_ stored: StoredItem) {
        let item = JSONValue(stored.item ?? Item())
        let vectors =
            stored.vectors.isEmpty ? [] : [JSONMember("vectors", .array(stored.vectors.map { JSONValue($0) }))]
        self = .object((item.object ?? []) + [JSONMember("version", .count(stored.version))] + vectors)
    }

    init(_ hit: Hit, rank: Int) {
        let scores: [JSONMember] =
            hit.fields.isEmpty ? [] : [JSONMember("fields", .array(hit.fields.map { JSONValue($0) }))]
        self = .object(
            [JSONMember("rank", .integer(Int64(rank))), JSONMember("score", .shortest(hit.score))]
                + (JSONValue(hit.item ?? Item()).object ?? []) + [JSONMember("version", .count(hit.version))] + scores)
    }

    init(_ score: FieldScore) {
        self = [
            "field": .string(score.field), "similarity": score.similarity.map { .shortest($0) } ?? .null,
            "rank": .count(score.rank), "contribution": .shortest(score.contribution),
        ]
    }

    init(_ plan: GenerationPlan) {
        self = Self.parts([
            "search_text": .string(plan.searchText), "generation_prompt": .string(plan.generationPrompt),
            "loras": .array(plan.loras.map { JSONValue($0) }), "image_count": .count(plan.imageCount),
            "seed": plan.seed.map { .count($0) },
        ])
    }

    init(_ lora: Lora) {
        self = [
            "name": .string(lora.name), "weight": .shortest(lora.weight), "trigger_words": .strings(lora.triggerWords),
        ]
    }

    init(_ report: TextReport) {
        self = [
            "encoder": .string(report.encoder), "token_count": .count(report.tokenCount),
            "truncated": .bool(report.truncated), "unknown_share": .shortest(report.unknownShare),
        ]
    }

    init(_ explanation: Explanation) {
        let times = explanation.times ?? StageTimes()
        self = Self.parts([
            "candidates_per_field": .count(explanation.candidatesPerField),
            "union_count": .count(explanation.unionCount), "round_count": .count(explanation.roundCount),
            "allowed_count": .count(explanation.allowedCount),
            "times_microseconds": [
                "queue": .count(times.queue), "encode": .count(times.encode), "filter": .count(times.filter),
                "plan": .count(times.plan), "scan": .count(times.scan), "rerank": .count(times.rerank),
                "fuse": .count(times.fuse), "fetch": .count(times.fetch), "reply": .count(times.reply),
            ],
            "fusion": explanation.fusion.map { .string("\($0)") },
            "weights": .object(explanation.weights.map { JSONMember($0.field, .shortest($0.weight)) }),
            "fields": .array(explanation.fields.map { JSONValue($0) }),
        ])
    }

    init(_ field: FieldExplanation) {
        self = [
            "field": .string(field.field), "exact": .bool(field.exact), "nprobe": .count(field.nprobe),
            "planned": .count(field.plannedCount),
        ]
    }

    init(_ operation: Operation) {
        self = Self.parts([
            "id": .string(operation.id), "kind": .string(operation.kind.map { "\($0)" } ?? "unknown"),
            "state": .string(operation.state.map { "\($0)" } ?? "unknown"), "gallery": .string(operation.gallery),
            "done": .count(operation.doneCount),
            "total": operation.totalCount == 0 ? nil : .count(operation.totalCount),
            "rejected": .count(operation.rejectedCount), "source": Self.text(operation.source),
            "stage": Self.text(operation.stage),
            "error": operation.error.map { JSONValue($0) },
            "created_microseconds": .count(operation.createdMicroseconds),
            "updated_microseconds": .count(operation.updatedMicroseconds), "revision": .count(operation.revision),
        ])
    }

    init(_ error: ErrorDetail) {
        self = Self.parts([
            "message": .string(error.message), "reason": Self.text(error.reason), "field": Self.text(error.field),
            "limit": error.limit.map { .integer($0) }, "value": error.value.map { .integer($0) },
        ])
    }

    init(_ spec: GallerySpec) {
        self = Self.parts([
            "name": .string(spec.name), "fields": .array(spec.fields.map { JSONValue($0) }),
            "scene": spec.scene.map {
                ["search_text": .string($0.searchText), "generation_prompt": .string($0.generationPrompt)]
            },
            "fusion": spec.fusion.map { .string("\($0)") },
            "exact_below": spec.exactBelow == 0 ? nil : .count(spec.exactBelow),
            "min_recall": spec.minRecall == 0 ? nil : .shortest(spec.minRecall),
            "target_recall": spec.targetRecall == 0 ? nil : .shortest(spec.targetRecall),
        ])
    }

    init(_ field: FieldSpec) {
        self = Self.parts([
            "name": .string(field.name), "dimension": .count(field.dimension),
            "metric": field.metric.map { .string($0.word) }, "template": Self.text(field.template),
            "encoder": Self.text(field.encoder), "encoder_fingerprint": Self.text(field.encoderFingerprint),
            "weight": field.weight.map { .shortest($0) }, "precision": field.precision.map { .string("\($0)") },
            "rerank": field.rerank.map { .string("\($0)") },
        ])
    }

    init(_ gallery: DescribeGalleryResponse) {
        let fields = gallery.fields.map { field in
            Self.parts([
                "name": .string(field.spec?.name ?? ""), "items": .count(field.itemCount),
                "missing": .count(field.missingCount), "recall": field.recall.map { .shortest($0) },
                "bytes": .count(field.byteCount), "calibration_version": .count(field.calibrationVersion),
                "exact": .bool(field.index == nil), "index": field.index.map { JSONValue($0) },
                "calibration": field.calibration.map { JSONValue($0) },
                "index_damage": field.indexDamage.map { JSONValue($0) },
            ])
        }
        self = Self.parts([
            "spec": gallery.spec.map { JSONValue($0) }, "fields": .array(fields), "items": .count(gallery.itemCount),
            "sequence": .count(gallery.sequence), "aliases": .strings(gallery.aliases),
            "created_microseconds": .count(gallery.createdMicroseconds), "number": .count(gallery.number),
            "memory_bytes": .count(gallery.memoryByteCount),
        ])
    }

    init(_ gallery: GallerySummary) {
        self = [
            "name": .string(gallery.name), "items": .count(gallery.itemCount), "fields": .strings(gallery.fields),
            "aliases": .strings(gallery.aliases),
        ]
    }

    init(_ status: GetStatusResponse) {
        self = [
            "version": .string(status.version), "state": .string(status.state.map { "\($0)" } ?? "unknown"),
            "uptime_microseconds": .count(status.uptimeMicroseconds),
            "instruction_set": .string(status.instructionSet), "connections": .count(status.connectionCount),
            "in_flight": .count(status.inFlightCount), "answered": .count(status.answeredCount),
            "failed": .count(status.failedCount), "refused": .count(status.refusedCount),
            "galleries": .count(status.galleryCount), "items": .count(status.itemCount),
            "disk_bytes": .count(status.diskByteCount), "resident_bytes": .count(status.residentByteCount),
            "encoders": .array(
                status.encoders.map {
                    [
                        "name": .string($0.name), "fingerprint": .string($0.fingerprint),
                        "dimension": .count($0.dimension), "token_limit": .count($0.tokenLimit),
                        "encoded": .count($0.encodedCount), "cache_hits": .count($0.cacheHitCount),
                    ]
                }),
            "replicas": .array(
                status.replicas.map {
                    [
                        "shard": .count($0.shard), "replica": .count($0.replica), "address": .string($0.address),
                        "zone": .string($0.zone), "fault": .string($0.fault), "left_out": .bool($0.isLeftOut),
                        "in_flight": .count($0.inFlightCount), "items": .count($0.itemCount),
                    ]
                }),
        ]
    }
}
