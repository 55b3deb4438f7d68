internal import Glibc

/// The terminal that the program runs in.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Columns of the terminal on standard output or standard error; nil when neither is one.
    static var columnCount: Int? {
        for file in [STDOUT_FILENO, STDERR_FILENO] where isatty(file) == 1 {
            var size = winsize()
            if unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        }
        return nil
    }
}
