package import Directory
package import Kernel
package import Wire

/// What one transaction changes for a tenant that somebody follows, as events will tell it.
///
/// Of a thing that changes more than once in a transaction one event tells: who makes a user and sets their picture has
/// made a user. What goes with a thing that is removed, such as its members, is told of by that one removal.
package struct EventJournal: Sendable {
    /// What can happen to a thing.
    package enum Step: String, Sendable { case created, updated, deleted }

    /// What has a life of its own.
    package enum Kind: String, Sendable { case user, organization, group }

    /// What happened to whom.
    private struct Entry {
        /// The kind of a thing that has a life of its own; nil for what stands between such things.
        var kind: Kind?
        /// Its id, or those of the things that it stands between.
        var ids: [String]
        var type: String
        var object: JSONObject
        /// The member of the object that says when.
        var moment: String?
    }

    /// What happened, in order; nil where it came to nothing.
    private var slots: [Entry?] = []
    /// Where the things stand that have a life of their own.
    private var places: [String: Int] = [:]

    private var entries: [Entry] { slots.compactMap { $0 } }

    /// A journal in which nothing has happened.
    package init() {}

    /// Whether nothing has happened.
    package var isEmpty: Bool { entries.isEmpty }

    /// The ids of the users whose last state is to be looked up.
    package var users: [String] { entries.filter { $0.kind == .user && $0.object.isEmpty }.flatMap(\.ids) }

    /// Notes what happened to a thing.
    ///
    /// - Parameter object: What the event shows; nothing for a user, who is looked up at the end.
    package mutating func note(_ kind: Kind, _ step: Step, _ id: String, object: JSONObject = [:]) {
        let place = "\(kind.rawValue) \(id)"
        let former = places[place]
        let wasMade = former.flatMap { slots[$0]?.type } == Self.type(kind, .created)
        if step == .deleted, let former {
            slots[former] = nil
            places[place] = nil
            if wasMade { return }
        }
        let entry = Entry(
            kind: kind,
            ids: [id],
            type: Self.type(kind, wasMade ? .created : step),
            object: object,
            moment: step == .deleted && kind == .user ? "deleted_at" : nil
        )
        if step != .deleted, let former {
            slots[former] = entry
        } else {
            places[place] = slots.count
            slots.append(entry)
        }
    }

    /// Notes what happened between things.
    ///
    /// - Parameters:
    ///   - things: The ids of the things; the removal of one of them makes this needless.
    ///   - moment: The member of the object that says when.
    package mutating func note(_ type: String, between things: [String], object: JSONObject, moment: String? = nil) {
        slots.append(Entry(kind: nil, ids: things, type: type, object: object, moment: moment))
    }

    /// The events of the transaction, in order.
    ///
    /// - Parameters:
    ///   - users: Those whose last state was looked up.
    ///   - now: When it happened.
    package func events(users: [User], at now: Instant) -> [(type: String, object: JSONObject)] {
        let people = Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
        let gone = Set(entries.filter { $0.kind != nil && $0.type.hasSuffix(".deleted") }.flatMap(\.ids))
        return entries.compactMap { entry in
            var object = entry.object
            if entry.kind == nil {
                guard gone.isDisjoint(with: entry.ids) else { return nil }
            } else if entry.kind == .user, object.isEmpty {
                guard let user = people[entry.ids[0]] else { return nil }
                object = EventObject.user(user)
            }
            if let moment = entry.moment { object[moment] = now.json }
            return (entry.type, object)
        }
    }

    private static func type(_ kind: Kind, _ step: Step) -> String { "\(kind.rawValue).\(step.rawValue)" }
}
