internal import ArgumentParser

/// `tessera gallery …`: what galleries there are and what they are made of.
struct GalleryVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery",
        abstract: "Makes, shows, changes and drops galleries.",
        discussion: """
              tessera gallery create drawings
              tessera gallery list
              tessera gallery describe drawings
              tessera gallery set drawings --weight tags=0.5
              tessera gallery alias live drawings
            """,
        subcommands: [
            GalleryCreateVerb.self, GalleryDescribeVerb.self, GalleryListVerb.self, GallerySetVerb.self,
            GalleryDropVerb.self, GalleryAliasVerb.self, GalleryUnaliasVerb.self,
        ])

    @OptionGroup var connection: ConnectionOptions
}
