internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery unalias`
struct GalleryUnaliasVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unalias", abstract: "Removes another name of a gallery; the gallery stays.",
        discussion: "  tessera gallery unalias live")

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "The alias.")
    var name: String

    func run() async throws {
        let _: Empty = try await connection.caller().call(.deleteAlias, DeleteAliasRequest(alias: name))
        if connection.json { return Output.write(["removed": .string(name)]) }
        Output.write("'\(name)' points to nothing any more")
    }
}
