import FoundationEssentials
import Kernel
import Wire

/// How far an import of users got, kept in a file beside the file of users.
package struct ImportProgress: Sendable {
    /// Where the next row begins, in bytes.
    package var offset: UInt64 = 0
    /// How many rows were read.
    package var rows = 0
    /// How many users were made.
    package var inserted = 0
    /// How many users were changed.
    package var updated = 0
    /// How many rows were refused.
    package var refused = 0
    /// How long the report is, in bytes.
    var reported: UInt64 = 0
    /// When the rows were sent that come next, if they were sent already; nobody knows whether they arrived.
    var sent: Instant?
    /// What is imported into what: an import of something else does not go on here.
    let subject: JSONObject

    /// An import that begins.
    init(subject: JSONObject) { self.subject = subject }

    /// What an earlier import left, if it was the same.
    ///
    /// - Throws: `MovingError` when the file is about something else, or is none.
    init?(path: String, subject: JSONObject) throws {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard let kept = (try? JSONReader.parse(Array(data)))?.object, let about = kept["about"]?.object else {
            throw MovingError(path, "is no progress of an import")
        }
        guard JSONValue.object(about).saysTheSame(as: .object(subject)) else {
            throw MovingError(path, "is the progress of another import: remove it, or name another with --progress")
        }
        func number(_ name: String) -> Int { kept[name]?.integer.map { Int($0) } ?? 0 }
        self.subject = subject
        offset = UInt64(number("offset"))
        (rows, inserted, updated, refused) = (number("rows"), number("inserted"), number("updated"), number("refused"))
        reported = UInt64(number("reported"))
        sent = kept["sent"]?.integer.map(Instant.init(milliseconds:))
    }

    /// Writes the file anew, whole or not at all.
    ///
    /// - Throws: `MovingError`.
    func write(to path: String) throws {
        var kept: JSONObject = [
            "about": .object(subject), "offset": .integer(Int64(offset)), "rows": .integer(Int64(rows)),
            "inserted": .integer(Int64(inserted)), "updated": .integer(Int64(updated)),
            "refused": .integer(Int64(refused)), "reported": .integer(Int64(reported)),
        ]
        if let sent { kept["sent"] = .integer(sent.milliseconds) }
        do {
            try Data(JSONWriter.encode(kept)).write(to: URL(filePath: path), options: .atomic)
        } catch { throw MovingError(path, "cannot be written: \(error)") }
    }

    /// Removes the file.
    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
