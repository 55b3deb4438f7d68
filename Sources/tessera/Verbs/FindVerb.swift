internal import ArgumentParser
internal import Calling
internal import Gallery
internal import Ground
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera find`: pictures for a scene, a prompt, a text or another picture.
struct FindVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Finds pictures for a scene, a prompt, a text or another picture.",
        discussion: """
            A scene or a prompt answers guides with a generation plan; a text or an id answers plain search hits.

              tessera find drawings --role-a 'an old wizard' --role-b 'a dragon' \\
                --action 'reading a book' --count 6
              tessera find drawings --role-a 'a knight' --style 'ink drawing' \\
                --lora-a 'knight-v2:0.8:kn1ght,shining armour'
              tessera find drawings --prompt 'flowers in a vase' --weight tags=0.5 \\
                --explain
              tessera find drawings --like 4711 --tag dragon,lizard --no-tag toy
              tessera find drawings --prompt 'a harbour' --where 'year=1900..1950' \\
                --where 'license=cc0|cc-by'
              tessera find drawings --text castle --json | jq -r '.hits[].url'
              tessera find drawings --prompt castle --recall 0.99 --explain
              tessera find drawings --prompt castle --html sheet.html --image-root gallery
              tessera find drawings --batch prompts.txt --json
              tessera find drawings --batch description=queries.npy --count 10

            --where takes attributes: year>=1990, year<=2000, price<10, year=1990..2000, license=cc0|cc-by, \
            public=true; a value in double quotes is a text. An item without the attribute is not found.

            --html writes a contact sheet: one page with the pictures in it, their scores by field and the plan. \
            Pictures below --image-root of less than 1 MiB are part of the page (svg, png, jpg, webp, gif); of others \
            it shows the address. Nothing in it asks the network, unless --remote-images is given.

            --json writes one object: hits [{rank, score, id, url, description, tags, detections, author_id, \
            author_name, similar_ids, version, fields [{field, similarity, rank, contribution}]}], coverage, sequence, \
            short_reason (null, exhausted, min_score, similar, reply_size), texts [{encoder, token_count, truncated, \
            unknown_share}], plan {search_text, generation_prompt, loras [{name, weight, trigger_words}], image_count, \
            seed} for guides, explanation with --explain. Empty parts of an item are left out. Parts may be added to \
            this, none is taken away. With --batch it writes results, of each query in order such an object or \
            {error}; the exit code is 1 when one has an error.
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @OptionGroup(title: "WHAT TO FIND") var options: FindOptions
    @Flag(help: "Show scores by field and where the time went.")
    var explain = false
    @Option(help: "Write a contact sheet to this file.", completion: .file())
    var html: String?
    @Option(help: "Folder below which the pictures lie that the contact sheet shall hold.", completion: .directory)
    var imageRoot: String?
    @Flag(help: "Let the contact sheet load pictures that it does not hold from their addresses.")
    var remoteImages = false

    func validate() throws {
        if html == nil, imageRoot != nil { throw ValidationError("--image-root needs --html") }
        if html != nil, options.batch != nil { throw ValidationError("--html shows one search, not a --batch") }
        if html == nil, remoteImages { throw ValidationError("--remote-images needs --html") }
    }

    func run() async throws {
        try options.requireQuery()
        // Before the daemon is asked, as a mistyped folder would show too late.
        let pictures = try imageRoot.map { try PictureFolder($0) }
        let caller = try connection.caller()
        if let batch = options.batch { return try await run(try FindBatch(batch), caller) }
        let isExplained = explain || html != nil
        let found: Found
        if options.isForGuides {
            let response: FindGuidesResponse = try await caller.call(
                .findGuides, try options.guidesRequest(gallery: gallery, explain: isExplained))
            found = Found(response)
        } else {
            var described: DescribeGalleryResponse?
            if !options.weight.isEmpty {
                described = try await caller.call(.describeGallery, DescribeGalleryRequest(gallery: gallery))
            }
            let response: SearchResponse = try await caller.call(
                .search, try options.searchRequest(gallery: gallery, in: described?.spec, explain: isExplained))
            found = Found(response)
        }
        if let html {
            let sheet = ContactSheet(
                title: options.title, gallery: gallery, askedCount: options.count, seed: options.seed, found: found,
                pictures: found.hits.map { hit in pictures?.dataURI(ofPictureAt: hit.item?.url ?? "") },
                loadsRemotePictures: remoteImages)
            try FileWriter.write(sheet.html, to: html)
        }
        if connection.json {
            Output.write(found.json)
        } else {
            Output.write(
                found.text(
                    askedCount: options.count, isExplained: explain,
                    columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
            if let html { Output.write("contact sheet: \(html)") }
        }
    }

    /// Searches for all of `batch` and writes what was found, query after query.
    private func run(_ batch: FindBatch, _ caller: Caller) async throws {
        let described: DescribeGalleryResponse = try await caller.call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery))
        if let spec = described.spec { try batch.check(in: spec) }
        let template = try options.searchRequest(gallery: gallery, in: described.spec, explain: explain)
        let columnCount = Terminal.outputIsTerminal ? Terminal.columnCount : nil
        var results: [JSONValue] = []
        var firstFailure: (place: Int, failure: CallFailure)?
        try await batch.run(template, caller) { place, result in
            if let response = result.response {
                let found = Found(response)
                if connection.json { return results.append(found.json) }
                Output.write("\(place + 1). \(TerminalText.printable(batch.title(place)))")
                Output.write(
                    found.text(askedCount: options.count, isExplained: explain, columnCount: columnCount))
            } else {
                let detail = result.error ?? ErrorDetail()
                let failure = CallFailure(
                    StatusCode(rawValue: UInt16(clamping: result.status)) ?? .unknown, detail: detail)
                if firstFailure == nil { firstFailure = (place, failure) }
                if connection.json { return results.append(["error": JSONValue(detail)]) }
                Output.write("\(place + 1). \(TerminalText.printable(batch.title(place)))")
                Output.write("error: \(TerminalText.printable("\(failure)"))\n")
            }
        }
        if connection.json { Output.write(["results": .array(results)]) }
        if let (place, failure) = firstFailure {
            throw ToolError(description: "query \(place + 1) was not answered: \(failure)")
        }
    }
}
