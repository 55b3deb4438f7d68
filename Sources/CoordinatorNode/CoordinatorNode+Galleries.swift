internal import Encoding
internal import Gallery
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerGalleries(in table: inout MethodTable) {
        let store = store
        let facts = encoders.encoders.map {
            EncoderFacts(name: $0.name, dimension: $0.dimension, fingerprint: $0.fingerprint)
        }
        table.pool(.createGallery) {
            (request: CreateGalleryRequest, _) throws(CallFailure) -> DescribeGalleryResponse in
            guard let spec = request.spec else {
                throw CallFailure(.invalidArgument, "no_spec", "there is no gallery to make", field: "spec")
            }
            return try store.createGallery(GalleryRules.completed(spec, encoders: facts))
        }
        table.pool(.describeGallery) {
            (request: DescribeGalleryRequest, _) throws(CallFailure) -> DescribeGalleryResponse in
            try store.describeGallery(request.gallery)
        }
        table.pool(.listGalleries) { (request: ListGalleriesRequest, _) throws(CallFailure) -> ListGalleriesResponse in
            try store.listGalleries(tenant: request.tenant)
        }
        table.pool(.updateGallery) {
            (request: UpdateGalleryRequest, _) throws(CallFailure) -> DescribeGalleryResponse in
            let gallery = try store.record(of: request.gallery)
            return try store.updateGallery(
                request.gallery, to: GalleryRules.updated(gallery.completeSpec, by: request))
        }
        table.pool(.dropGallery) { (request: DropGalleryRequest, _) throws(CallFailure) -> DropGalleryResponse in
            try store.dropGallery(request.gallery)
        }
        table.pool(.setAlias) { (request: SetAliasRequest, _) throws(CallFailure) -> Empty in
            try GalleryRules.checkName(request.alias, at: "alias")
            try store.setAlias(request.alias, to: request.gallery)
            return Empty()
        }
        table.pool(.deleteAlias) { (request: DeleteAliasRequest, _) throws(CallFailure) -> Empty in
            try store.deleteAlias(request.alias)
            return Empty()
        }
    }
}
