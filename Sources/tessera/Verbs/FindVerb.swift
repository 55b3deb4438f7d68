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
              tessera find drawings --text castle --json | jq -r '.hits[].url'
              tessera find drawings --prompt castle --nprobe 64 --explain
              tessera find drawings --prompt castle --html sheet.html --image-root gallery

            --html writes a contact sheet: one page with the pictures in it, their scores by field and the plan. \
            Pictures below --image-root of less than 1 MiB are part of the page (svg, png, jpg, webp, gif); of others \
            it shows the address. Nothing in it asks the network, unless --remote-images is given.

            --json writes one object: hits [{rank, score, id, url, description, tags, detections, author_id, \
            author_name, similar_ids, version, fields [{field, similarity, rank, contribution}]}], coverage, sequence, \
            short_reason (null, exhausted, min_score, similar, reply_size), texts [{encoder, token_count, truncated, \
            unknown_share}], plan {search_text, generation_prompt, loras [{name, weight, trigger_words}], image_count, \
            seed} for guides, explanation with --explain. Empty parts of an item are left out. Parts may be added to \
            this, none is taken away.
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
        if html == nil, remoteImages { throw ValidationError("--remote-images needs --html") }
    }

    func run() async throws {
        // Before the daemon is asked, as a mistyped folder would show too late.
        let pictures = try imageRoot.map { try PictureFolder($0) }
        let caller = try connection.caller()
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
}
