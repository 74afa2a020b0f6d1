package import Applications
package import Kernel
package import Storage
package import Wire

/// A kind of document that administrators keep here whole: this says where one kind differs from the others.
///
/// Everything has a default, so a kind names only what is its own.
package protocol KeptDocument: SendableMetatype {
    /// The kind of the documents.
    static var kind: DocumentKind { get }
    /// The member that holds the id.
    static var idMember: String { get }
    /// The members that the wire shows first, in its order.
    static var order: [String] { get }
    /// Whether the documents tell when they were made and changed.
    static var hasTimes: Bool { get }
    /// Whether deleting what is gone already is no error.
    static var forgivesDeletion: Bool { get }

    /// The id of a new document.
    static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String
    /// The refusal of a document that is not there.
    static func unknown(_ id: String) -> APIProblem
    /// The refusal of a document whose unique key another one has.
    static func taken(_ body: JSONObject) -> APIProblem
    /// The keys that documents are found by.
    static func keys(of body: JSONObject) -> [DocumentKey]
    /// The members of a new document beside its id and times.
    static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject
    /// The members of a document after a change.
    static func patched(_ body: JSONObject, _ patch: JSONObject, _ context: KeptContext) throws -> JSONObject
    /// Refuses what other documents forbid, before a document is written.
    static func check(_ document: Document, _ transaction: any WriteTransaction) throws
    /// Does what else follows from a document that has just been made or changed, in the same transaction.
    ///
    /// - Parameters:
    ///   - former: The document before the change; nil for a new one.
    ///   - request: What was asked for.
    static func follow(
        _ document: Document,
        after former: Document?,
        _ request: JSONObject,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws
    /// Removes what belongs to a document that is being deleted, or refuses to.
    static func remove(_ document: Document, _ transaction: any WriteTransaction) throws
    /// What the wire shows of a document.
    static func shown(_ document: Document, _ view: KeptView) -> JSONObject
    /// What the wire shows of a document at a moment, for those that change by themselves.
    static func shown(_ document: Document, _ view: KeptView, at now: Instant) -> JSONObject
}

/// On which occasion a document is shown.
package enum KeptView: Sendable {
    /// It has just been made.
    case made
    /// It has just been changed.
    case changed
    /// It was asked for alone.
    case read
    /// It is one of a list.
    case listed
}

/// What members of a document may be made of.
package struct KeptContext: Sendable {
    /// Who asks, where and when.
    package let call: AdministrationContext
    /// Where random ids and names come from.
    package let random: RandomSource
    /// The document's id.
    package let id: String
}

extension KeptDocument {
    package static var idMember: String { "id" }
    package static var order: [String] { [idMember] }
    package static var hasTimes: Bool { true }
    package static var forgivesDeletion: Bool { true }
    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A resource with the same name already exists.")
    }
    package static func keys(of body: JSONObject) -> [DocumentKey] { [] }
    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        Patching.withoutNulls(request)
    }
    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        Patching.merge(body, patch)
    }
    package static func check(_ document: Document, _ transaction: any WriteTransaction) throws {}
    package static func follow(
        _ document: Document,
        after former: Document?,
        _ request: JSONObject,
        at now: Instant,
        _ transaction: any WriteTransaction
    ) throws {}
    package static func remove(_ document: Document, _ transaction: any WriteTransaction) throws {}
    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject { members(document) }
    package static func shown(_ document: Document, _ view: KeptView, at now: Instant) -> JSONObject {
        shown(document, view)
    }

    /// The members of a document in the order of the wire.
    static func members(_ document: Document) -> JSONObject {
        var body = document.body
        if hasTimes {
            body["created_at"] = document.createdAt.json
            body["updated_at"] = document.updatedAt.json
        }
        return body.inOrder(of: order)
    }

    /// The document of an id.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(
        _ id: String,
        in tenant: TenantID,
        _ transaction: some DocumentReading
    ) throws -> Document {
        guard let document = try transaction.document(kind, id: id, in: tenant) else { throw unknown(id) }
        return document
    }

    /// Runs a write and tells a taken key as the wire does.
    static func refusingTaken(_ body: JSONObject, _ write: () throws -> Void) throws {
        do { try write() } catch StoreError.conflict { throw taken(body) }
    }
}
