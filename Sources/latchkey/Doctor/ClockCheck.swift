import Glibc
import Kernel

/// Whether the clock can be right: it cannot be earlier than this very program.
struct ClockCheck {
    /// Files that were unpacked in another time zone are some hours off.
    private static let tolerance: Int64 = 86_400

    let now: Instant

    func findings() -> [Finding] {
        var program = stat()
        guard stat("/proc/self/exe", &program) == 0 else { return [.note("clock", "\(now.iso8601)")] }
        let built = Instant(seconds: Int64(program.st_mtim.tv_sec))
        guard now.adding(seconds: Self.tolerance) > built else {
            return [.wrong("clock", "\(now.iso8601) is before this program was made (\(built.iso8601)): set the clock")]
        }
        return [.fine("clock", now.iso8601)]
    }
}
