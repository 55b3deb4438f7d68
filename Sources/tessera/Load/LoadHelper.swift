internal import Glibc
internal import Ground
internal import Loading

/// Another process of this program, which makes its share of a load as this one says.
final class LoadHelper: Sendable {
    private struct State {
        var latest = LoadProgress()
        var lastHeard = MonotonicTime.now
        /// How it ended too early.
        var loss: String?
        var isClosed = false
    }

    /// A helper that is at work says every half second how it goes; one that says nothing for so long hangs.
    private static let silenceMicroseconds: UInt64 = 10_000_000

    /// No other child inherits it: the end of its other side is to be seen.
    private static let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

    private let name: String
    private let program: ChildProgram
    /// Its standard input and output.
    private let channel: Int32
    private let state: Guarded<State>
    /// All it says but how it goes.
    private let words: AsyncStream<LoadWord>
    private let listener: NamedThread

    /// Starts it with this program's own arguments.
    init(_ share: LoadShare) throws(ToolError) {
        let name = "process \(share.number + 1) of \(share.count)"
        var ends: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Self.kind, 0, &ends) == 0 else {
            throw ToolError(description: "\(name) cannot be started: \(errno)")
        }
        var arguments = CommandLine.arguments
        let place = arguments.firstIndex(of: "--") ?? arguments.endIndex
        arguments.insert(contentsOf: ["--as-process", "\(share.number)/\(share.count)"], at: place)
        let program = ChildProgram(
            "/proc/self/exe", arguments, files: [ends[1]: STDIN_FILENO, ends[1]: STDOUT_FILENO])
        Glibc.close(ends[1])
        guard let program else {
            Glibc.close(ends[0])
            throw ToolError(description: "\(name) cannot be started")
        }
        let (channel, state) = (ends[0], Guarded(State()))
        let (words, said) = AsyncStream.makeStream(of: LoadWord.self)
        self.name = name
        self.program = program
        self.channel = channel
        self.state = state
        self.words = words
        listener = NamedThread(name: "tessera-helper") {
            var lines = LineReader(channel)
            while let line = lines.next(), let word = try? LoadWord(line) {
                state.withLock { state in
                    state.lastHeard = .now
                    if case .progress(let progress) = word { state.latest = progress }
                }
                if case .progress = word { continue }
                said.yield(word)
            }
            // It ends by itself where it is closed; what has closed its output else is of no more use.
            program.kill()
            let status = program.wait()
            state.withLock { state in
                if !state.isClosed { state.loss = state.loss ?? "\(name) has ended with \(status)" }
            }
            said.finish()
        }
    }

    /// How it was lost; nil while it is well.
    var loss: String? { state.withLock { $0.loss } }

    var progress: LoadProgress { state.withLock { $0.latest } }

    /// Returns once it is prepared.
    func ready() async throws(ToolError) {
        switch await nextWord {
        case .ready: return
        case .failed(let text, let exitCode): throw ToolError(description: "\(name): \(text)", exitCode: exitCode)
        case nil: throw ToolError(description: loss ?? "\(name) has ended")
        case .progress, .span: throw ToolError(description: "\(name) answers what it was not asked")
        }
    }

    func begin(_ phase: LoadPhase, at start: MonotonicTime) {
        state.withLock { state in
            state.latest = LoadProgress()
            state.lastHeard = start
        }
        say(.run(phase, start: start))
    }

    /// What it saw of the phase that has begun; nil when it is lost.
    func span() async -> LoadSpan? {
        guard case .span(let span) = await nextWord else { return nil }
        return span
    }

    private var nextWord: LoadWord? {
        get async {
            var iterator = words.makeAsyncIterator()
            return await iterator.next()
        }
    }

    func stop() {
        say(.stop)
    }

    /// Ends it if it hangs. Called now and then while a phase goes on.
    func tend() {
        let hangs = state.withLock { state in
            let silence = MonotonicTime.now.microseconds(since: state.lastHeard)
            guard silence > Self.silenceMicroseconds else { return false }
            state.loss = state.loss ?? "\(name) has said nothing for 10 s"
            return true
        }
        if hangs { shutdown(channel, Int32(SHUT_RDWR)) }
    }

    private func say(_ order: LoadOrder) {
        var rest = Array(order.line.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(channel, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // One that is gone is noticed by its listener.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Ends it. Call exactly once, last.
    func close() {
        state.withLock { $0.isClosed = true }
        shutdown(channel, Int32(SHUT_RDWR))
        listener.join()
        Glibc.close(channel)
    }
}
