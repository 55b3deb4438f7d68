internal import ArgumentParser
internal import Calling
internal import Eventing
internal import Ground
internal import JSON
internal import Loading
internal import Vocabulary
internal import Wire

/// `tessera load run`: one load.
struct LoadRunVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Puts a daemon under load and measures it as its callers see it.",
        discussion: """
            Calls begin by a schedule that does not wait for answers, as workers do that know nothing of each other, \
            and a call's time runs from when it was scheduled: a stall of the daemon is charged to every call that it \
            held up. The word run may be left out.

              tessera load stock --rate 500
              tessera load stock --rate 70% --duration 60 --html load.html
              tessera load stock --rate 200% --deadline 50
              tessera load stock --in-flight 64
              tessera load stock --ramp --goal p99=10ms --html curve.html --log curve.json
              tessera load stock --rate 200 --texts prompts.txt --mix find
              tessera load stock --rate 200 --scenes scenes.jsonl --mix find
              tessera load stock --rate 70% --mix search=18,upsert=1,delete=1
              tessera load stock --rate 1000 --queries tags=queries.npy --k 20 --grpc
              tessera load stock --rate 70% --at '10=deploy/local-cluster kill 0.1'
              tessera load stock --replay slow.jsonl
              tessera load stock --replay slow.jsonl --rate 200

            --rate takes calls a second, or a share of the peak, which is measured first with --peak-in-flight calls \
            always under way. --ramp goes through shares of the peak and looks for the highest rate that keeps --goal.

            Queries are vectors of the gallery's own items unless given; those of your users tell more. Texts are \
            encoded by the daemon, as part of the call. Scenes are JSON, a line each: {"role_a": "an old wizard", \
            "role_b": "a dragon", "action": "reading", "style": ["ink"], "lora_a": "wiz:0.8", "count": 4}.

            --replay sends the requests of a slow-query log again, in their order, each as it was: once and when they \
            came, or, again and again, as fast as --rate, --in-flight or --ramp says.

            With --mix, calls of several kinds come in turn: search, find (guide images), get, upsert, delete, ping. \
            Upserts write \(Figures.count(1_000)) items of this test's own, which are deleted at the end.

            Recall is against comparing every item, found out before the load for --check of the queries; then a \
            twentieth of the answers at most is looked at, which ask for their times as well and cost the daemon \
            nothing else. With upserts of others under way the truth may move.

            --at runs commands while it goes on, to see what callers notice of a fault; reports and plots mark them.

            Answered means within --deadline. Refused calls (RESOURCE_EXHAUSTED) stand apart from late and failed \
            ones. When this program could not keep its own schedule, the report says so. Ctrl-C ends the run; what \
            was measured is reported.

            --processes shares rate or calls in flight, connections and queries out to so many processes, which begin \
            each phase together; the report tells of all. Several machines do the same with --start-at and a --seed \
            each; tessera load merge adds their logs up.

            --log writes all counts, which tessera load compare and tessera load merge read.
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String

    @Option(help: ArgumentHelp("Calls a second, or a share of the peak.", valueName: "n|n%"))
    var rate: LoadRate?
    @Option(help: "Calls always under way, each answer making the next one begin.")
    var inFlight: Int?
    @Flag(help: "Rates up to the peak, and the highest one that keeps --goal.")
    var ramp = false
    @Option(help: ArgumentHelp("A promise about latency to judge by.", valueName: "p99=10ms"))
    var goal: LatencyGoal?
    @Option(help: "Seconds of each measured phase. (default: 20; of a recording as long as it takes)")
    var duration: Double?
    @Option(help: "Seconds before it that are not counted.")
    var warmUp = 2.0
    @Option(help: "Calls under way while the peak is looked for.")
    var peakInFlight = 64
    @Option(
        help: ArgumentHelp(
            "A shell command to run so many seconds into the measured phase; may be repeated.",
            valueName: "seconds=command"))
    var at: [ScheduledCommand] = []
    @Flag(help: "Space calls evenly. (default: at random, as independent callers come)")
    var evenly = false

    @Option(
        help: ArgumentHelp(
            "Kinds of calls and their weights: search, find, get, upsert, delete, ping.", valueName: "call=weight,…"))
    var mix = LoadMix.searches
    @Option(help: ArgumentHelp("Queries of a field; once per field.", valueName: "field=file.npy"))
    var queries: [String] = []
    @Option(help: "A file of texts to look for, a line each.", completion: .file())
    var texts: String?
    @Option(help: "A file of scenes to find guide images for, one JSON object a line.", completion: .file())
    var scenes: String?
    @Option(
        help: ArgumentHelp("A slow-query log whose requests are sent again.", valueName: "file"), completion: .file())
    var replay: String?
    @Option(help: "Items of the gallery to take as queries, 1...10000. (default: 1000)")
    var sample: Int?
    @Option(name: .customLong("k"), help: "Hits of a search, 1...1000.")
    var hitCount = 10
    @Option(help: ArgumentHelp("Only items with one of these tags; repeated: each must hold.", valueName: "tag,tag"))
    var tag: [String] = []
    @Option(help: ArgumentHelp("Only items without this tag; may be repeated.", valueName: "tag"))
    var noTag: [String] = []
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only items whose attribute is so; repeated: each must hold.",
            valueName: "name=a|b, name=low..high, name>=n"))
    var conditions: [String] = []
    @Option(help: "Recall@10 to look for, 0...1. (default: the gallery's target)")
    var recall: Float?
    @Option(help: "Lists to look into per field. (default: as the recall takes)")
    var nprobe: UInt32?
    @Option(help: "Candidates per field as a multiple of --k, 1...1000. (default: as the recall takes)")
    var oversampling: Float?
    @Option(help: "Share of the planned work that an answer needs, 0...1.")
    var minCoverage: Float?

    @Option(
        help: ArgumentHelp(
            "Milliseconds that a caller waits. (default: 1000; in a recording as long as it waited)", valueName: "ms"))
    var deadline: Double?
    @Option(help: "Connections that share the calls.")
    var connections = 4
    @Flag(help: "Call over gRPC. (default: by the framed protocol)")
    var grpc = false
    @Option(help: "Threads that make calls, each with its share of calls and connections.")
    var threads = 1
    @Option(help: "Processes that make calls, each with its share of all and threads of its own.")
    var processes = 1
    @Option(
        help: ArgumentHelp(
            "When to begin, in seconds since 1970, so that several machines begin together.", valueName: "seconds"))
    var startAt: Int?
    /// A moment that a program may name, far away.
    private static let startAtMax = 1 << 40

    /// Set in the further ones of --processes.
    @Option(help: .hidden, transform: { try LoadShare($0) })
    var asProcess: LoadShare?
    @Option(help: "Queries whose recall is watched; 0: none.")
    var check = 100
    @Option(help: "Seed of schedule and choice.")
    var seed: UInt64 = 0

    @Option(help: "Write a page with plots to this file.", completion: .file())
    var html: String?
    @Option(help: "Write all counts to this file.", completion: .file())
    var log: String?
    @Option(help: "What the report calls this run. (default: the gallery's name)")
    var name: String?

    /// Seconds of a measured phase, unless said otherwise.
    private static let usualSeconds = 20.0

    func validate() throws {
        let paceCount = [rate != nil, inFlight != nil, ramp].count { $0 }
        guard paceCount == 1 || (paceCount == 0 && replay != nil) else {
            throw ValidationError(
                paceCount == 0
                    ? "say how much: --rate, --in-flight or --ramp"
                    : "--rate, --in-flight and --ramp exclude each other")
        }
        let sources = [!queries.isEmpty, texts != nil, scenes != nil, replay != nil, sample != nil]
        guard sources.count(where: { $0 }) <= 1 else {
            throw ValidationError("--queries, --texts, --scenes, --replay and --sample exclude each other")
        }
        if !at.isEmpty, ramp { throw ValidationError("--at and --ramp exclude each other") }
        let seconds = duration ?? Self.usualSeconds
        if replay == nil, let late = at.first(where: { $0.second >= seconds }) {
            throw ValidationError(
                "--at \(LoadText.number(late.second))=… comes after the end of the measured phase, "
                    + "\(LoadText.number(seconds)) s: say a longer --duration")
        }
        if replay != nil, mix != .searches {
            throw ValidationError("--replay makes the calls of its file, and no --mix")
        }
        if scenes != nil, !mix.has(.find) || mix.has(.search) {
            throw ValidationError("--scenes are for --mix find, and no search takes them")
        }
        func check<Number: Comparable>(_ option: String, _ value: Number?, _ range: ClosedRange<Number>) throws {
            guard let value, !range.contains(value) else { return }
            throw ValidationError("\(option): \(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
        try check("--in-flight", inFlight, 1...100_000)
        try check("--peak-in-flight", peakInFlight, 1...100_000)
        try check("--duration", duration, 0.1...86_400)
        try check("--warm-up", warmUp, 0...3_600)
        try check("--deadline", deadline, 0.1...600_000)
        try check("--connections", connections, 1...10_000)
        try check("--threads", threads, 1...min(256, connections, inFlight ?? peakInFlight))
        let processCountMax = min(256, min(connections, inFlight ?? peakInFlight) / threads)
        guard (1...processCountMax).contains(processes) else {
            throw ValidationError(
                "--processes: \(processes) is not between 1 and \(processCountMax); each thread of each needs one of "
                    + "--connections, and a call in flight")
        }
        try check("--start-at", startAt, 0...Self.startAtMax)
        try check("--check", self.check, 0...10_000)
        try check("--sample", sample, 1...Limits.batchItemCountMax)
        try check("--k", hitCount, 1...Limits.searchLimitMax)
        try check("--recall", recall, 0...1)
        try check("--nprobe", nprobe, 1...UInt32(Limits.listCountMax))
        try check("--oversampling", oversampling, 1...1_000)
        try check("--min-coverage", minCoverage, 0...1)
        if recall != nil, nprobe != nil { throw ValidationError("--recall and --nprobe exclude each other") }
        if case .ofPeak(let share) = rate, share > 100 { throw ValidationError("--rate: more than 10000 %") }
        _ = try QueryFiles.paths(queries)
        _ = try filter()
    }

    private func filter() throws(ValidationError) -> Filter? {
        try FindOptions.filter(tags: tag, noTags: noTag, conditions: conditions)
    }

    private var tuning: SearchTuning? {
        guard recall != nil || nprobe != nil || oversampling != nil else { return nil }
        return SearchTuning(
            nprobe: nprobe ?? 0, oversampling: oversampling ?? 0, targetRecall: recall ?? 0)
    }

    func run() async throws {
        if let share = asProcess {
            await LoadServant(share).serve {
                var line = ProgressLine(quietSeconds: 5, isForPeople: false, isTerminal: false)
                let (caller, described) = try await describe()
                let traffic = try await self.traffic(described, caller, share, &line)
                return try await self.team(traffic, share)
            }
            return
        }
        // Found out now rather than when there is something to lose.
        for path in [log, html].compactMap({ $0 }) { try FileWriter.check(path) }
        let (caller, described) = try await describe()
        Interrupt.watch(silently: true)
        var helpers: [LoadHelper] = []
        defer { for helper in helpers { helper.close() } }
        for number in 1..<processes { helpers.append(try LoadHelper(LoadShare(number, of: processes))) }
        var line = ProgressLine(quietSeconds: 5, isForPeople: !connection.json)
        let share = LoadShare(0, of: processes)
        let traffic = try await self.traffic(described, caller, share, &line)
        let team = try await self.team(traffic, share)
        defer { team.close() }
        let crew = LoadCrew(team, helpers)
        try await crew.assemble()
        try await waitForStart(&line)
        let spec = described.spec ?? GallerySpec()
        var run = LoadRun(
            course(traffic), seconds: duration ?? Self.usualSeconds, warmUpSeconds: warmUp, peakInFlight: peakInFlight,
            spacing: evenly ? .constant : .poisson, goal: goal, seed: seed, crew: crew,
            report: report(spec, traffic.words), line: line)
        run.commands = at
        let report = await run.run()
        if mix.has(.upsert) {
            let _: WriteResponse? = try? await caller.call(
                .deleteItems, DeleteItemsRequest(gallery: spec.name, ids: LoadTraffic.writtenIds))
        }
        try report.write(log: log, html: html, isJSON: connection.json)
        if !report.losses.isEmpty { throw ExitCode(1) }
        if report.wasInterrupted { throw ExitCode(Ending.interrupted) }
    }

    /// Somebody to ask, and what the gallery is.
    private func describe() async throws -> (Caller, DescribeGalleryResponse) {
        let caller = try connection.caller(timeoutSeconds: 60)
        return (caller, try await caller.call(.describeGallery, DescribeGalleryRequest(gallery: gallery)))
    }

    /// Connections and threads of one process.
    private func team(_ traffic: Traffic, _ share: LoadShare) async throws -> LoadTeam {
        let address: SocketAddress
        do throws(LoopError) {
            address = try SocketAddress(connection.address)
        } catch {
            throw ToolError(description: "\(error)", exitCode: Ending.wrongUsage)
        }
        let team = LoadTeam(
            address: address, connectionCount: share.part(of: connections), threadCount: threads, speaksGRPC: grpc,
            kinds: traffic.kinds, recording: traffic.recording, seed: share.seed(of: seed))
        do {
            try await team.connect()
        } catch {
            team.close()
            throw error
        }
        return team
    }

    private func waitForStart(_ line: inout ProgressLine) async throws(ToolError) {
        guard let startAt else { return }
        let start = UInt64(startAt) * 1_000_000
        let now = WallTime.microsecondsNow
        guard start >= now else {
            throw ToolError(
                description: "--start-at is \(Figures.fixed(Double(now - start) / 1e6, digitCount: 1)) s ago: getting "
                    + "ready took longer; choose a later moment")
        }
        guard start - now <= 86_400_000_000 else {
            throw ToolError(description: "--start-at is more than a day ahead; it wants seconds since 1970")
        }
        while WallTime.microsecondsNow < start, !Interrupt.isAsked {
            let left = start - min(start, WallTime.microsecondsNow)
            line.show { "begins in \(Figures.time(seconds: left / 1_000_000))" }
            try? await Task.sleep(nanoseconds: min(left * 1_000, 200_000_000))
        }
        line.clear()
    }

    private func course(_ traffic: Traffic) -> LoadRun.Course {
        if let rate { return .rate(rate) }
        if let inFlight { return .inFlight(inFlight) }
        if let seconds = traffic.recordedSeconds, !ramp {
            return .recorded(seconds: min(seconds, duration ?? .infinity))
        }
        return .ramp
    }

    /// What is sent.
    private struct Traffic {
        let kinds: [LoadKind]
        /// Its order; nil: as the mix has it.
        var recording: LoadRecording?
        /// How long that of all processes took; nil without one.
        var recordedSeconds: Double?
        /// What searches look for.
        let words: String
    }

    private func traffic(
        _ described: DescribeGalleryResponse, _ caller: Caller, _ share: LoadShare, _ line: inout ProgressLine
    ) async throws -> Traffic {
        let spec = described.spec ?? GallerySpec()
        if let replay {
            let replay = try Replay(path: replay, galleries: [gallery, spec.name])
            guard threads * processes <= replay.calls.count else {
                throw ToolError(description: "\(threads * processes) threads for \(replay.words)")
            }
            let (kinds, recording) = replay.traffic(timeoutMicroseconds: deadline.map { UInt32($0 * 1_000) })
            return Traffic(
                kinds: kinds, recording: share.recording(of: recording), recordedSeconds: recording.seconds,
                words: replay.words)
        }
        let files = queries.isEmpty ? nil : try QueryFiles(queries)
        let lines = try texts.map { try TextLines.read($0) }
        let scenes = try scenes.map { try SceneLines.read($0) }
        try files?.check(in: spec)
        let looked = try await self.lookedFor(files, lines, scenes, in: spec, caller, share)
        let settings = LoadTraffic.Settings(
            mix: mix, hitCount: hitCount, filter: try filter(), tuning: tuning, minCoverage: minCoverage,
            timeoutMicroseconds: UInt32((deadline ?? 1_000) * 1_000), checkCount: share.part(of: check),
            seed: share.seed(of: seed))
        let kinds = try await LoadTraffic(described, settings, caller: caller).kinds(
            looked.queries, isStopped: { Interrupt.isAsked }
        ) { done, all in
            let bar = line.bar(Double(done) / Double(all))
            line.show { "finding out what is true \(bar)" }
        }
        line.clear()
        return Traffic(kinds: kinds, words: looked.words)
    }

    /// What this process's searches look for, and what all look for, in words.
    private func lookedFor(
        _ files: QueryFiles?, _ lines: [String]?, _ scenes: [SceneLines.Entry]?, in spec: GallerySpec,
        _ caller: Caller, _ share: LoadShare
    ) async throws -> (queries: [LoadQuery], words: String) {
        guard mix.has(.search) || mix.has(.find) else { return ([], "") }
        if let files {
            return (try dealt(LoadQuery.queries(of: files), share), QuerySupply.Source.files(files).words)
        }
        if let scenes {
            return (
                try dealt(scenes.map { LoadQuery(scene: $0) }, share), "\(Figures.count(scenes.count)) scenes"
            )
        }
        if let lines {
            return (try dealt(lines.map { LoadQuery(text: $0) }, share), QuerySupply.Source.texts(lines).words)
        }
        let count = max(1, share.part(of: sample ?? 1_000))
        let queries = try await LoadQuery.queries(drawing: count, from: spec.name, seed: share.seed(of: seed), caller)
        guard !queries.isEmpty else {
            throw ToolError(description: "gallery '\(spec.name)' has no item with a vector to search for")
        }
        let words = "\(Figures.count(queries.count)) items of the gallery"
        return (queries, share.count > 1 ? words + " for each process" : words)
    }

    /// A process's share of the queries of a file.
    private func dealt(_ queries: [LoadQuery], _ share: LoadShare) throws(ToolError) -> [LoadQuery] {
        guard queries.count >= share.count else {
            throw ToolError(description: "--processes: \(share.count) for \(Figures.count(queries.count)) queries")
        }
        return share.dealt(queries)
    }

    private func report(_ spec: GallerySpec, _ queries: String) -> LoadReport {
        let calls = replay == nil ? mix.words : "as recorded"
        var facts = [("gallery", spec.name), ("daemon", connection.address), ("calls", calls)]
        if !queries.isEmpty { facts.append(("queries", queries)) }
        if let recall { facts.append(("recall asked for", "\(recall)")) }
        if let nprobe { facts.append(("nprobe", "\(nprobe)")) }
        if replay == nil { facts.append(("hits", "\(hitCount)")) }
        let ownDeadline = replay == nil ? "1000 ms" : "as recorded"
        if check > 0, mix.has(.search) || mix.has(.find), replay == nil {
            facts.append(("queries whose truth was found out before", "\(Figures.count(check)) at most"))
        }
        facts += [
            ("deadline", deadline.map { "\(LoadText.number($0)) ms" } ?? ownDeadline),
            ("connections", "\(connections)"), ("threads", "\(threads * processes)"), ("processes", "\(processes)"),
            ("protocol", grpc ? "gRPC" : "framed"), ("spacing", evenly ? "even" : "Poisson"),
            ("seconds a step", duration.map { LoadText.number($0) } ?? (replay == nil ? "20" : "as recorded")),
        ]
        return LoadReport(
            name: name ?? spec.name, startMicroseconds: WallTime.microsecondsNow,
            facts: facts.map { (name: $0.0, value: $0.1) })
    }
}
