internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery alias`
struct GalleryAliasVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Makes another name point to a gallery.",
        discussion: """
            If the alias points elsewhere it is moved, from one moment to the next.

              tessera gallery alias live drawings-2026-05
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "The other name.")
    var name: String
    @Argument(help: "Name of the gallery.")
    var gallery: String

    func run() async throws {
        let _: Empty = try await connection.caller().call(.setAlias, SetAliasRequest(alias: name, gallery: gallery))
        if connection.json { return Output.write(["alias": .string(name), "gallery": .string(gallery)]) }
        Output.write("'\(name)' points to '\(gallery)'")
    }
}
