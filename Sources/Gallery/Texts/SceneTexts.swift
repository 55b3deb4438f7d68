public import Vocabulary

/// The two texts of a scene, by a gallery's templates.
public struct SceneTexts: Sendable {
    private let search: TextTemplate<ScenePlaceholder>
    private let prompt: TextTemplate<ScenePlaceholder>

    /// - Parameter templates: an empty one, or nil, is the default.
    /// - Throws: `INVALID_ARGUMENT` naming the template that is wrong, and where; also when the search text's names
    ///   trigger
    ///   words.
    public init(_ templates: SceneTemplates?, at path: String = "spec.scene") throws(CallFailure) {
        let searchText = templates?.searchText ?? ""
        let generationPrompt = templates?.generationPrompt ?? ""
        search = try GalleryRules.template(
            searchText.isEmpty ? DefaultTemplates.searchText : searchText, at: "\(path).search_text")
        prompt = try GalleryRules.template(
            generationPrompt.isEmpty ? DefaultTemplates.generationPrompt : generationPrompt,
            at: "\(path).generation_prompt")
        if let trigger = search.placeholders.first(where: \.isTrigger) {
            throw .invalid(
                "trigger_in_search_text",
                "{\(trigger.rawValue)} holds words for the generator; a search never sees them",
                at: "\(path).search_text")
        }
    }

    /// What is searched for; holds no trigger word.
    public func searchText(of scene: Scene) -> String {
        search.render { SceneTexts.value($0, of: scene) }
    }

    /// What the generation is prompted with.
    public func generationPrompt(of scene: Scene) -> String {
        prompt.render { SceneTexts.value($0, of: scene) }
    }

    private static func value(_ placeholder: ScenePlaceholder, of scene: Scene) -> String {
        let first = triggerWords(scene.roleA)
        return switch placeholder {
        case .roleA: scene.roleA?.text ?? ""
        case .roleB: scene.roleB?.text ?? ""
        case .action: scene.action
        case .style: joined(scene.styleWords)
        case .triggerA: joined(first)
        // What the first role's words woke need not be woken again.
        case .triggerB: joined(triggerWords(scene.roleB).filter { !first.contains($0) })
        }
    }

    private static func triggerWords(_ role: Role?) -> [String] {
        guard let lora = role?.lora, !lora.name.isEmpty else { return [] }
        return lora.triggerWords
    }
}
