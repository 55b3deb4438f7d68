internal import Indexing
internal import Routing
internal import Vocabulary

/// One round of a search that is run together with others.
final class LocalRound {
    let search: LocalSearch
    private let request: CandidateRequest
    private let context: ShardContext
    /// By searched field, as far as the round has come.
    private var found: [ProbeAnswer] = []
    /// Why it came no further.
    private var failure: CallFailure?

    init(_ search: LocalSearch, _ ask: CandidateAsk) {
        self.search = search
        request = ask.request
        context = ask.context
        do throws(CallFailure) {
            try search.check(request)
            for place in search.probes.indices {
                if case .lists(let probed) = search.scan(of: place, request) { try search.check(probed, place) }
            }
            try context.check()
        } catch {
            failure = error
        }
    }

    /// True when the field of probe `place` is there and is searched by codes.
    func isByCodes(_ place: Int) -> Bool {
        guard failure == nil, search.probes.indices.contains(place) else { return false }
        if case .lists = search.scan(of: place, request) { return true }
        return false
    }

    /// The search of the field of probe `place`; nil when it is not searched by codes.
    func probe(_ place: Int) -> CodeProbe? {
        guard isByCodes(place), case .lists(let probed) = search.scan(of: place, request) else { return nil }
        let context = context
        let count = request.candidatesPerField
        return CodeProbe(
            view: search.snapshot.view, field: search.probes[place].field, query: search.queries[place],
            lists: search.further(place, probed.lists, count: count), allowed: search.allowed, count: count,
            memory: search.memory, isCancelled: { (try? context.check()) == nil })
    }

    /// Takes what `probe` of the field that comes next found.
    func take(_ answer: Result<ProbeAnswer, IndexingError>) {
        switch answer {
        case .success(let answer):
            let place = found.count
            guard case .lists(let probed) = search.scan(of: place, request) else {
                preconditionFailure("codes were scanned for a field that is compared exactly")
            }
            found.append(search.completed(place, probed.lists, count: request.candidatesPerField, answer))
        case .failure: failure = LocalSearch.stopped(context)
        }
    }

    /// Searches the field of probe `place`, if there is one, by comparing all.
    func searchExactly(_ place: Int) {
        guard failure == nil, search.probes.indices.contains(place) else { return }
        do throws(CallFailure) {
            found.append(try search.nearest(place, .exact, count: request.candidatesPerField, in: context))
        } catch {
            failure = error
        }
    }

    func answer() -> Result<CandidateAnswer, CallFailure> {
        if let failure { return .failure(failure) }
        do throws(CallFailure) {
            return .success(try search.answer(found, request, in: context))
        } catch {
            return .failure(error)
        }
    }
}
