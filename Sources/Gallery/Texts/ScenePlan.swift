public import Vocabulary

/// What a request for guides comes to: a search, and a plan for the generation.
public struct ScenePlan: Equatable, Sendable {
    /// The search for the guides; every field that is searched is named in it, with its weight.
    public var search: SearchRequest
    /// What is answered beside the guides.
    public var generation: GenerationPlan

    /// - Parameter spec: the gallery's declaration, complete.
    /// - Throws: what `GalleryRules.check` of the request throws.
    public init(_ request: FindGuidesRequest, in spec: GallerySpec) throws(CallFailure) {
        try GalleryRules.check(request, in: spec)
        let imageCount = request.imageCount == 0 ? UInt32(Limits.guideCountDefault) : request.imageCount
        var diversity = request.diversity ?? Diversity(mmr: true)
        if let seed = request.seed { diversity.seed = seed }

        generation = GenerationPlan(imageCount: imageCount, seed: diversity.seed)
        if let scene = request.scene {
            let texts = try SceneTexts(spec.scene)
            generation.searchText = texts.searchText(of: scene)
            generation.generationPrompt = texts.generationPrompt(of: scene)
            generation.loras = ScenePlan.loras(of: scene)
        } else {
            generation.searchText = tidied(request.prompt)
            generation.generationPrompt = generation.searchText
        }

        search = SearchRequest(
            gallery: request.gallery, limit: imageCount, filter: request.filter, excludeIds: request.excludeIds,
            fusion: request.fusion, diversity: diversity, minScore: request.minScore, readMask: request.readMask,
            minCoverage: request.minCoverage, explain: request.explain, tuning: request.tuning)
        search.fields = ScenePlan.queries(request, searchText: generation.searchText, in: spec)
        guard !search.fields.isEmpty else {
            throw .invalid(
                "nothing_to_search", "no field with a weight has an encoder for the text or a vector of its own")
        }
    }

    /// One query per field that has a weight and something to look for: its vector, else the text.
    private static func queries(
        _ request: FindGuidesRequest, searchText: String, in spec: GallerySpec
    ) -> [FieldQuery] {
        spec.fields.compactMap { field in
            let stated = request.weights.first { $0.field == field.name }?.weight
            let weight = stated ?? field.weight ?? 1
            guard weight > 0 else { return nil }
            if let vector = request.vectors.first(where: { $0.field == field.name }) {
                return FieldQuery(
                    field: field.name, vector: vector.values, weight: weight,
                    encoderFingerprint: vector.encoderFingerprint)
            }
            guard !searchText.isEmpty, !field.encoder.isEmpty else { return nil }
            return FieldQuery(field: field.name, text: searchText, weight: weight)
        }
    }

    /// The LoRAs in the order of the roles, strength filled in; one that both roles have alike stands once.
    private static func loras(of scene: Scene) -> [Lora] {
        var loras: [Lora] = []
        for role in [scene.roleA, scene.roleB] {
            guard var lora = role?.lora, !lora.name.isEmpty else { continue }
            if lora.weight == 0 { lora.weight = 1 }
            if !loras.contains(where: { $0.name == lora.name && $0.weight == lora.weight }) { loras.append(lora) }
        }
        return loras
    }
}
