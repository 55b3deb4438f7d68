internal import Glibc
internal import Synchronization

/// Ctrl-C, noticed and not obeyed at once: the first one asks the program to stop at a good place, the second ends it.
enum Interrupt {
    private static let wasAsked = Atomic<Bool>(false)

    /// Begins to notice Ctrl-C and SIGTERM.
    static func watch() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what is safe in a signal handler: one store, and the default put back for the second time.
                Interrupt.wasAsked.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }

    /// True once the program was asked to stop.
    static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }
}
