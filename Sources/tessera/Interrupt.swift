internal import Glibc
internal import Synchronization

/// Ctrl-C, noticed and not obeyed at once: the first one asks the program to stop at a good place, the second ends it.
enum Interrupt {
    private static let wasAsked = Atomic<Bool>(false)
    private static let notice: StaticString = "\nfinishing what is under way; Ctrl-C again ends at once\n"

    private static let isSilent = Atomic<Bool>(false)

    /// Begins to notice Ctrl-C and SIGTERM.
    ///
    /// - Parameter silently: nothing is said at the signal; the program says itself what it does.
    static func watch(silently: Bool = false) {
        isSilent.store(silently, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what is safe in a signal handler: a store, a write, and the default put back for the next time.
                Interrupt.wasAsked.store(true, ordering: .relaxed)
                if !Interrupt.isSilent.load(ordering: .relaxed) {
                    unsafe _ = write(STDERR_FILENO, Interrupt.notice.utf8Start, Interrupt.notice.utf8CodeUnitCount)
                }
                signal(number, SIG_DFL)
            }
        }
    }

    /// Asks the program to stop as Ctrl-C does.
    static func ask() { wasAsked.store(true, ordering: .relaxed) }

    /// True once the program was asked to stop.
    static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }
}
