import FoundationEssentials
import Glibc

/// Hands back the pages of the program file that only starting needed.
///
/// Starting relocates the program and searches its type metadata from end to end, and every page touched on the way stays
/// mapped: some 30 MB that serving never looks at again. They are clean copies of the file, so letting go of them loses
/// nothing; what is needed after all is mapped again from the page cache when it is touched.
enum ResidentMemory {
    /// Lets go of the code pages of this process; does nothing on a system without `/proc`.
    static func releaseProgramPages() {
        guard let data = FileManager.default.contents(atPath: "/proc/self/maps") else { return }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            // Only code: it is never written. Read-only data may have been relocated before it was locked, and what is
            // in memory is then the only copy.
            guard fields.count >= 6, fields[5].first == "/", fields[1] == "r-xp" else { continue }
            let bounds = fields[0].split(separator: "-").compactMap { UInt(Substring($0), radix: 16) }
            guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else { continue }
            _ = madvise(start, Int(bounds[1] - bounds[0]), MADV_DONTNEED)
        }
    }
}
