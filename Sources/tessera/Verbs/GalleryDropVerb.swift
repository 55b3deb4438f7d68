internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery drop`
struct GalleryDropVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Removes a gallery with all its items and aliases.",
        discussion: """
            Asks first, unless --yes is given. An alias is refused: name the gallery itself.

              tessera gallery drop drawings
              tessera gallery drop drawings --yes
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Its name.")
    var gallery: String
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    func run() async throws {
        let caller = try connection.caller()
        if !yes {
            guard Terminal.inputIsTerminal else {
                throw ToolError(
                    description: "nobody is there to be asked; say --yes to drop '\(gallery)'",
                    exitCode: Ending.wrongUsage)
            }
            let described: DescribeGalleryResponse = try await caller.call(
                .describeGallery, DescribeGalleryRequest(gallery: gallery))
            Output.draw("Drop '\(gallery)' with \(Figures.count(described.itemCount)) items? Type its name to do so: ")
            guard readLine() == gallery else { throw ToolError(description: "nothing was dropped") }
        }
        let response: DropGalleryResponse = try await caller.call(.dropGallery, DropGalleryRequest(gallery: gallery))
        if connection.json { return Output.write(["dropped": .string(gallery), "items": .count(response.itemCount)]) }
        Output.write("'\(gallery)' is dropped, with \(Figures.count(response.itemCount)) items")
    }
}
