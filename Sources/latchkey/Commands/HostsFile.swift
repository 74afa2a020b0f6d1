import Foundation
import Server

/// Our lines in the hosts file, between two markers.
struct HostsFile {
    /// Where it is.
    static let path = "/etc/hosts"

    private static let begin = "# >>> latchkey"
    private static let end = "# <<< latchkey"

    /// The names that this machine answers to.
    let names: [String]

    /// The lines, a name each: some resolvers read no more than a few names of one line.
    var lines: [String] {
        var seen: Set<String> = []
        return [Self.begin] + names.filter { seen.insert($0).inserted }.map { "127.0.0.1 \($0)" } + [Self.end]
    }

    /// The content with our lines in the place of those that were there.
    ///
    /// - Throws: `StartupError` when a marker is without its other.
    func merged(into content: String) throws -> String {
        var rows = content.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        switch (rows.firstIndex(of: Self.begin), rows.firstIndex(of: Self.end)) {
        case (let first?, let last?) where first < last: rows.replaceSubrange(first...last, with: lines)
        case (nil, nil):
            if rows.last == "" { rows.removeLast() }
            rows += lines + [""]
        default:
            throw StartupError("\(Self.path) has one of the lines '\(Self.begin)' and '\(Self.end)' without the other.")
        }
        return rows.joined(separator: "\n")
    }

    /// Writes the file, unless it has the lines already; whether it did.
    ///
    /// - Throws: `StartupError`.
    func install() throws -> Bool {
        do {
            let present = try String(contentsOfFile: Self.path, encoding: .utf8)
            let wanted = try merged(into: present)
            guard wanted != present else { return false }
            // In its place: in containers the file is a mount that cannot be replaced.
            try wanted.write(toFile: Self.path, atomically: false, encoding: .utf8)
            return true
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError("\(Self.path) cannot be changed: \(error.localizedDescription)")
        }
    }
}
