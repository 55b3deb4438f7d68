internal import Wire

/// Making, showing and dropping galleries.
extension GuideClient {
    /// A new, empty gallery.
    ///
    /// - Throws: `ALREADY_EXISTS` when the name, or an alias of it, is taken.
    public func createGallery(
        _ spec: GallerySpec, timeout: Duration? = nil
    ) async throws(CallFailure) -> DescribeGalleryResponse {
        try await call(.createGallery, CreateGalleryRequest(spec: spec), timeout: timeout, isIdempotent: false)
    }

    /// Everything about one gallery.
    ///
    /// - Parameter gallery: name or alias.
    public func describeGallery(
        _ gallery: String, timeout: Duration? = nil
    ) async throws(CallFailure) -> DescribeGalleryResponse {
        try await call(.describeGallery, DescribeGalleryRequest(gallery: gallery), timeout: timeout)
    }

    /// All galleries, by name.
    ///
    /// - Parameter tenant: only those of this one; of all when empty.
    public func galleries(
        of tenant: String = "", timeout: Duration? = nil
    ) async throws(CallFailure) -> [GallerySummary] {
        let response: ListGalleriesResponse = try await call(
            .listGalleries, ListGalleriesRequest(tenant: tenant), timeout: timeout)
        return response.galleries
    }

    /// The gallery with other templates, weights, fusion or aims of training.
    public func updateGallery(
        _ request: UpdateGalleryRequest, timeout: Duration? = nil
    ) async throws(CallFailure) -> DescribeGalleryResponse {
        try await call(.updateGallery, request, timeout: timeout)
    }

    /// Removes a gallery with all items and aliases, durably.
    ///
    /// - Parameter gallery: its name; an alias is refused, so that nothing is dropped by mistake.
    /// - Returns: items that went with it.
    @discardableResult
    public func dropGallery(_ gallery: String, timeout: Duration? = nil) async throws(CallFailure) -> UInt64 {
        let response: DropGalleryResponse = try await call(
            .dropGallery, DropGalleryRequest(gallery: gallery), timeout: timeout, isIdempotent: false)
        return response.itemCount
    }

    /// Makes `alias` point to `gallery`, from one moment to the next if it pointed elsewhere.
    public func setAlias(
        _ alias: String, to gallery: String, timeout: Duration? = nil
    ) async throws(CallFailure) {
        let _: Empty = try await call(.setAlias, SetAliasRequest(alias: alias, gallery: gallery), timeout: timeout)
    }

    /// Removes an alias.
    public func deleteAlias(_ alias: String, timeout: Duration? = nil) async throws(CallFailure) {
        let _: Empty = try await call(
            .deleteAlias, DeleteAliasRequest(alias: alias), timeout: timeout, isIdempotent: false)
    }
}
