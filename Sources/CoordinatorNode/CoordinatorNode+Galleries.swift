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
            (request: CreateGalleryRequest, call) throws(CallFailure) -> DescribeGalleryResponse in
            guard let spec = request.spec else {
                throw CallFailure(.invalidArgument, "no_spec", "there is no gallery to make", field: "spec")
            }
            return try store.traced(call.trace).createGallery(GalleryRules.completed(spec, encoders: facts))
        }
        table.pool(.describeGallery) {
            (request: DescribeGalleryRequest, call) throws(CallFailure) -> DescribeGalleryResponse in
            try store.traced(call.trace).describeGallery(request.gallery)
        }
        table.pool(.listGalleries) {
            (request: ListGalleriesRequest, call) throws(CallFailure) -> ListGalleriesResponse in
            try store.traced(call.trace).listGalleries(tenant: request.tenant)
        }
        table.pool(.updateGallery) {
            (request: UpdateGalleryRequest, call) throws(CallFailure) -> DescribeGalleryResponse in
            let gallery = try store.record(of: request.gallery)
            return try store.traced(call.trace).updateGallery(
                request.gallery, to: GalleryRules.updated(gallery.completeSpec, by: request))
        }
        table.pool(.dropGallery) { (request: DropGalleryRequest, call) throws(CallFailure) -> DropGalleryResponse in
            try store.traced(call.trace).dropGallery(request.gallery)
        }
        table.pool(.setAlias) { (request: SetAliasRequest, call) throws(CallFailure) -> Empty in
            try GalleryRules.checkName(request.alias, at: "alias")
            try store.traced(call.trace).setAlias(request.alias, to: request.gallery)
            return Empty()
        }
        table.pool(.deleteAlias) { (request: DeleteAliasRequest, call) throws(CallFailure) -> Empty in
            try store.traced(call.trace).deleteAlias(request.alias)
            return Empty()
        }
    }
}
