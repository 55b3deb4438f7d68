internal import Ground
internal import Routing
internal import Vocabulary

extension ClusterStore {
    /// How often another number is tried for a gallery, as shards have used those before.
    private static let numberAttemptCountMax = 4

    func createGallery(_ spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        let (names, numbers) = fleet.catalogue.withLock { ($0.names, $0.galleries.keys) }
        guard !names.contains(spec.name) else {
            throw CallFailure(
                .alreadyExists, "gallery_exists", "there is a gallery or alias named \(spec.name)", field: "spec.name")
        }
        var request = AddGalleryRequest(
            number: (numbers.max() ?? 0) + 1, spec: spec, createdMicroseconds: WallTime.microsecondsNow)
        for attempt in 1...Self.numberAttemptCountMax {
            let results: [Result<DescribeGalleryResponse, CallFailure>] = ask(
                shards.map { ($0, request) }, .addGallery)
            let failures = results.compactMap { result -> CallFailure? in
                if case .failure(let failure) = result { failure } else { nil }
            }
            guard let failure = failures.first else { break }
            // None of it stays: those that made it remove it again.
            let made = shards.filter { if case .success = results[$0] { true } else { false } }
            let _: [Result<DropGalleryResponse, CallFailure>] = ask(
                made.map { ($0, DropGalleryRequest(gallery: spec.name)) }, .dropGallery)
            let next = failures.filter { $0.reason == "number_used" }.compactMap(\.limit).max()
            guard let next, attempt < Self.numberAttemptCountMax else { throw failure }
            request.number = UInt32(clamping: max(next, Int64(request.number) + 1))
        }
        refresh()
        return try describeGallery(spec.name)
    }

    func describeGallery(_ name: String) throws(CallFailure) -> DescribeGalleryResponse {
        let parts: [DescribeGalleryResponse] = try askAll(DescribeGalleryRequest(gallery: name), .describeGallery)
        return DescribeGalleryResponse(ofParts: parts)
    }

    func listGalleries(tenant: String) throws(CallFailure) -> ListGalleriesResponse {
        let parts: [ListGalleriesResponse] = try askAll(ListGalleriesRequest(tenant: tenant), .listGalleries)
        var merged: [String: GallerySummary] = [:]
        for summary in parts.flatMap(\.galleries) {
            merged[summary.name, default: GallerySummary(name: summary.name, fields: summary.fields)].itemCount +=
                summary.itemCount
            merged[summary.name]?.aliases = summary.aliases
        }
        return ListGalleriesResponse(galleries: merged.values.sorted { $0.name < $1.name })
    }

    func updateGallery(_ name: String, to spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        let request = UpdateGalleryRequest(
            gallery: name, scene: spec.scene, fusion: spec.fusion,
            weights: spec.fields.compactMap { field in field.weight.map { FieldWeight(field: field.name, weight: $0) }
            },
            exactBelow: spec.exactBelow,
            minRecall: spec.minRecall, targetRecall: spec.targetRecall)
        let parts: [DescribeGalleryResponse] = try askAll(request, .updateGallery)
        refresh()
        return DescribeGalleryResponse(ofParts: parts)
    }

    func dropGallery(_ name: String) throws(CallFailure) -> DropGalleryResponse {
        let results: [Result<DropGalleryResponse, CallFailure>] = ask(
            shards.map { ($0, DropGalleryRequest(gallery: name)) }, .dropGallery)
        refresh()
        var itemCount: UInt64 = 0
        var isFound = false
        for result in results {
            do throws(CallFailure) {
                itemCount += try result.get().itemCount
                isFound = true
            } catch {
                // One on which an earlier drop got so far already.
                guard error.status == .notFound else { throw error }
            }
        }
        guard isFound else {
            throw CallFailure(
                .notFound, "gallery_not_found", "there is no gallery or alias named \(name)", field: "gallery")
        }
        return DropGalleryResponse(itemCount: itemCount)
    }

    func setAlias(_ alias: String, to gallery: String) throws(CallFailure) {
        let _: [Empty] = try askAll(SetAliasRequest(alias: alias, gallery: gallery), .setAlias)
        refresh()
    }

    func deleteAlias(_ alias: String) throws(CallFailure) {
        let _: [Empty] = try askAll(DeleteAliasRequest(alias: alias), .deleteAlias)
        refresh()
    }
}
