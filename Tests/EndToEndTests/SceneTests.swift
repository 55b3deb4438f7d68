import Calling
import Foundation
import JSON
import Testing
import Vocabulary

/// Scenes and texts answered by the real daemon with the real encoder.
@Suite(.enabled(if: NodeProcess.models != nil))
struct SceneTests {
    /// Pictures with one that fits each scene below; `plain` has no detections and no tags.
    private static let rows: [(id: String, description: String, tags: String, detections: String)] = [
        ("wizard", "An old wizard reads a book of spells to a small dragon", "wizard|dragon|book", "person|dragon"),
        ("knight", "A knight rides a horse to a castle", "knight|horse|castle", "person|horse"),
        ("flowers", "Flowers in a blue vase", "flower|vase", "flower|vase"),
        ("football", "Two boys play football", "boy|football", "person|ball"),
        ("ship", "A ship in a storm", "ship|sea", "ship"),
        ("car", "A red car on a road", "car|road", "car"),
        ("cook", "A cook stirs soup in a pot", "cook|soup", "person|pot"),
        ("piano", "A woman plays the piano", "music|piano", "person|piano"),
        ("bridge", "A stone bridge over a river", "bridge|river", "bridge"),
        ("plain", "A wooden table", "", ""),
    ]

    /// A daemon with the standard gallery `pictures`, filled by the tool.
    private static func node() async throws -> NodeProcess {
        let node = try NodeProcess(withModel: true)
        try await node.start()
        _ = try await node.json(["gallery", "create", "pictures"])
        let lines = rows.map { "\($0.id)\t\($0.description)\t\($0.tags)\t\($0.detections)\n" }
        let catalogue = try node.file("pictures.tsv", "id\tdescription\ttags\tdetections\n" + lines.joined())
        let report = try await node.json(["import", "pictures", catalogue])
        #expect(report["rows"]?.integer == Int64(rows.count))
        #expect(report["texts_truncated"]?.integer == 0)
        return node
    }

    private static func ids(_ found: JSONValue) -> [String] {
        (found["hits"]?.array ?? []).compactMap { $0["id"]?.string }
    }

    @Test func `a scene finds what fits it best first`() async throws {
        let node = try await Self.node()
        for (arguments, best) in [
            (["--role-a", "an old wizard", "--role-b", "a small dragon", "--action", "reading a book"], "wizard"),
            (["--role-a", "a knight", "--role-b", "a horse", "--action", "riding"], "knight"),
            (["--role-a", "a pianist", "--action", "making music"], "piano"),
            (["--prompt", "flowers in a vase"], "flowers"), (["--text", "an automobile"], "car"),
        ] {
            let found = try await node.json(["find", "pictures"] + arguments)
            #expect(Self.ids(found).first == best, "\(arguments)")
            #expect(Self.ids(found).count == 4)
            #expect(found["coverage"]?.number == 1)
        }
    }

    @Test func `trigger words are in the generation prompt, not in the search text, and change no answer`()
        async throws
    {
        let node = try await Self.node()
        let scene = [
            "find", "pictures", "--role-a", "a knight", "--action", "riding a horse", "--style", "ink drawing",
        ]
        let plain = try await node.json(scene)
        let withLora = try await node.json(scene + ["--lora-a", "knight-v2:0.8:kn1ght,shining armour"])
        let plan = try #require(withLora["plan"])
        #expect(plan["generation_prompt"]?.string == "kn1ght, shining armour, a knight, riding a horse, ink drawing")
        #expect(plan["search_text"]?.string == "a knight, riding a horse, ink drawing")
        #expect(plan["search_text"] == plain["plan"]?["search_text"])
        let lora = plan["loras"]?.array?.first
        #expect(lora?["name"]?.string == "knight-v2")
        #expect(lora?["weight"]?.number == 0.8)
        #expect(withLora["hits"] == plain["hits"])
    }

    @Test func `excluded ids, unwanted tags and others than the named ids are not answered`() async throws {
        let node = try await Self.node()
        let scene = ["find", "pictures", "--role-a", "an old wizard", "--action", "reading", "--count", "10"]
        #expect(!Self.ids(try await node.json(scene + ["--exclude", "wizard"])).contains("wizard"))
        #expect(!Self.ids(try await node.json(scene + ["--no-tag", "Dragon"])).contains("wizard"))
        let named = try await node.json(scene + ["--id", "ship", "--id", "car"])
        #expect(Set(Self.ids(named)) == ["ship", "car"])
        #expect(named["short_reason"]?.string == "exhausted")
    }

    @Test func `a seed changes the choice, and the same seed chooses the same`() async throws {
        let node = try await Self.node()
        // The noise of a seed is small: it chooses among what fits about as well.
        let dogs = (0..<60).map { "dog\($0)\tA dog runs over meadow number \($0)\n" }
        let catalogue = try node.file("dogs.tsv", "id\tdescription\n" + dogs.joined())
        _ = try await node.json(["import", "pictures", catalogue])
        let scene = ["find", "pictures", "--prompt", "a running dog", "--count", "3"]
        var choices: Set<[String]> = []
        for seed in 1...8 {
            let first = try await node.json(scene + ["--seed", "\(seed)"])
            let again = try await node.json(scene + ["--seed", "\(seed)"])
            #expect(first["hits"] == again["hits"])
            #expect(first["plan"]?["seed"]?.integer == Int64(seed))
            choices.insert(Self.ids(first))
        }
        #expect(choices.count > 1)
    }

    @Test(arguments: [1, 2, 7, 10, 1_000])
    func `as many guides as asked for are answered, each once, or the reason why not`(count: Int) async throws {
        let node = try await Self.node()
        let found = try await node.json(["find", "pictures", "--prompt", "a picture", "--count", "\(count)"])
        #expect(Self.ids(found).count == min(count, Self.rows.count))
        #expect(Set(Self.ids(found)).count == Self.ids(found).count)
        #expect(found["short_reason"] == (count > Self.rows.count ? .string("exhausted") : .null))
    }

    @Test func `weights decide between what is said and what is tagged`() async throws {
        let node = try await Self.node()
        let catalogue = try node.file(
            "two.tsv", "id\tdescription\ttags\nsaid\tA camel in the desert\tpaper\ntagged\tA sheet of paper\tcamel\n")
        _ = try await node.json(["import", "pictures", catalogue])
        let search = ["find", "pictures", "--text", "a camel", "--count", "1", "--explain"]
        let said = try await node.json(search + ["--weight", "tags=0", "--weight", "detections=0"])
        #expect(Self.ids(said) == ["said"])
        #expect(said["hits"]?.array?[0]["fields"]?.array?.map { $0["field"]?.string } == ["description"])
        let tagged = try await node.json(search + ["--weight", "description=0", "--weight", "detections=0"])
        #expect(Self.ids(tagged) == ["tagged"])
    }

    @Test func `an item without detections is missing in that field and found by the others`() async throws {
        let node = try await Self.node()
        let fields = try #require(try await node.json(["gallery", "describe", "pictures"])["fields"]?.array)
        #expect(fields.map { $0["name"]?.string } == ["description", "tags", "detections"])
        #expect(fields.map { $0["missing"]?.integer } == [0, 1, 1])
        let found = try await node.json(["find", "pictures", "--text", "a wooden table", "--count", "1", "--explain"])
        #expect(Self.ids(found) == ["plain"])
        let scores = try #require(found["hits"]?.array?[0]["fields"]?.array)
        #expect(scores.first { $0["field"]?.string == "detections" }?["similarity"] == .null)
        let only = try await node.json(
            [
                "find", "pictures", "--text", "a table", "--count", "100", "--weight", "tags=0", "--weight",
                "description=0",
            ])
        #expect(!Self.ids(only).contains("plain"))
    }

    @Test func `texts that are empty, foreign, all emoji or of 10,000 words are imported and told`() async throws {
        let node = try await Self.node()
        let long = String(repeating: "dragon ", count: 10_000)
        let rows = ["empty\t", "chinese\t一只猫在睡觉", "emoji\t🐉🐉🐉", "long\t\(long)", "blank\t   "]
        let catalogue = try node.file("odd.tsv", "id\tdescription\n" + rows.joined(separator: "\n") + "\n")
        let told = try await node.json(["import", "pictures", catalogue], status: 3)
        #expect(told["rejected"]?.integer == 1)
        #expect(try node.text("odd.tsv.rejects.tsv").contains("65536"))
        #expect(told["rows"]?.integer == 5)

        // 10,000 short words fit the limit of a text, not that of the encoder.
        let short = try node.file(
            "short.tsv",
            "id\tdescription\nlong\t\(String(repeating: "dragon", count: 1)) "
                + String(repeating: "fire ", count: 10_000) + "\n")
        let cut = try await node.json(["import", "pictures", short])
        #expect(cut["texts_truncated"]?.integer == 1)
        #expect(try await node.itemCount("pictures") == Self.rows.count + 5)

        let missing = try await node.json(["gallery", "describe", "pictures"])["fields"]?.array?[0]["missing"]?.integer
        #expect(missing == 2)
        let chinese = try await node.json(["find", "pictures", "--text", "一只猫在睡觉", "--count", "1"])
        #expect(try #require(chinese["texts"]?.array?[0]["unknown_share"]?.number) > 0.5)
        let emoji = try await node.tool("find", "pictures", "--text", "🐉🐉🐉")
        #expect(emoji.status == 0 && emoji.output.contains("does not know 100 %"), "\(emoji.output)")
        let query = try await node.json(["find", "pictures", "--text", String(repeating: "fire ", count: 10_000)])
        #expect(query["texts"]?.array?[0]["truncated"]?.bool == true)
        #expect(Self.ids(query).first == "long")
    }

    @Test(arguments: [
        (["--role-a", ""], "empty_role"), (["--role-a", " "], "empty_role"),
        (["--text", " "], "empty_text"), (["--prompt", ""], "nothing_to_search"),
    ])
    func `a scene without words is refused`(arguments: [String], reason: String) async throws {
        let node = try await Self.node()
        let (status, output) = try await node.tool(["find", "pictures"] + arguments)
        #expect(status == 1 && output.contains(reason), "\(output)")
    }

    @Test func `texts that a training is given are encoded and measured, but for fields with vectors`() async throws {
        let node = try await Self.node()
        let texts = try node.file("texts.txt", "a man reading\n\na boat at sea\nmusic\n")
        let vectors = try node.file(
            "q.npy", NumpyFile.bytes([[Float]](repeating: [1] + Array(repeating: 0, count: 383), count: 5)))
        let report = try await node.json(
            [
                "train", "pictures", "--exact-below", "1", "--parts", "8", "--texts", texts, "--queries",
                "tags=\(vectors)",
            ])
        let fields = try #require(report["fields"]?.array)
        #expect(fields.map { $0["name"]?.string } == ["description", "tags", "detections"])
        #expect(fields.map { $0["index"]?["given"]?["query_count"]?.integer } == [3, 5, 3])
        // Of ten items all are among the candidates that are compared.
        #expect(fields.allSatisfy { $0["index"]?["given"]?["recall"]?.number == 1 }, "\(fields)")
    }

    @Test func `another encoder than the one that made the vectors answers no text, and both are named`() async throws {
        let node = try await Self.node()
        #expect(try await node.stop() == 0)
        let configuration = try node.text("tesserad.yaml")
        try (configuration + "    token_limit: 64\n").write(
            to: node.configurationFile, atomically: true, encoding: .utf8)
        try await node.start()
        let refused = try await node.tool("find", "pictures", "--role-a", "a knight")
        #expect(refused.status == 1)
        #expect(refused.output.contains("FAILED_PRECONDITION"), "\(refused.output)")
        #expect(refused.output.contains("tokens=256") && refused.output.contains("tokens=64"), "\(refused.output)")

        // Vectors are answered as before: those of an item, and those a caller brings.
        let like = try await node.json(["find", "pictures", "--like", "knight", "--count", "2"])
        #expect(Self.ids(like).count == 2)
        let client = try Client(node.address)
        defer { client.close() }
        let mask = ReadMask(vectors: true)
        let stored: GetItemsResponse = try await client.call(
            .getItems, GetItemsRequest(gallery: "pictures", ids: ["ship"], readMask: mask))
        let vector = try #require(stored.items.first?.vectors.first { $0.field == "description" })
        let query = FieldQuery(field: "description", vector: vector.values)
        let found: SearchResponse = try await client.call(
            .search, SearchRequest(gallery: "pictures", limit: 1, fields: [query]))
        #expect(found.hits.first?.item?.id == "ship")

        // Rows that need the encoder are refused one by one, and nothing of theirs is written.
        let catalogue = try node.file("more.tsv", "id\tdescription\nnew\tA new picture\n")
        let written = try await node.tool("import", "pictures", catalogue)
        #expect(written.status != 0, "\(written.output)")
        #expect(try await node.itemCount("pictures") == Self.rows.count)
    }
}
