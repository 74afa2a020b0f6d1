package import Flows
package import Kernel
package import Management
package import Web
package import Wire

/// One checked request for an operation of the table, as its handler sees it.
package struct OperationCall: Sendable {
    /// The operation's id in the table.
    package let operationID: String
    /// The parameters of the path by name, decoded.
    package let path: [String: String]
    /// The parameters of the query, typed as the table says, paging parameters among them.
    package let query: JSONObject
    /// The body; empty when there is none.
    package let body: JSONObject
    /// The body when it is a list instead of an object.
    package let bodyItems: [JSONValue]?
    /// The body when it is a string instead of an object.
    package let bodyText: String?
    /// The slice that was asked for; nil when the operation does not page or the request says nothing about it.
    package let page: PageRequest?
    /// The slice to answer with when the request names none; operations differ in style and size.
    package let defaultPage: PageRequest
    /// Who calls, where and when.
    package let context: AdministrationContext
    /// The client that calls.
    package let principal: ManagementPrincipal
    /// The use cases.
    package let administration: Administration
    /// Who reads events at the moment.
    package let subscriptions: EventSubscriptions
    /// The place among events that the `Last-Event-ID` header names.
    package let lastEventID: String?

    /// A call.
    package init(
        operationID: String,
        path: [String: String] = [:],
        query: JSONObject = [:],
        body: JSONObject = [:],
        bodyItems: [JSONValue]? = nil,
        bodyText: String? = nil,
        page: PageRequest? = nil,
        defaultPage: PageRequest = .offset(page: 0, perPage: 50, includeTotals: false),
        context: AdministrationContext,
        principal: ManagementPrincipal,
        administration: Administration,
        subscriptions: EventSubscriptions = EventSubscriptions(),
        lastEventID: String? = nil
    ) {
        self.operationID = operationID
        self.path = path
        self.query = query
        self.body = body
        self.bodyItems = bodyItems
        self.bodyText = bodyText
        self.page = page
        self.defaultPage = defaultPage
        self.context = context
        self.principal = principal
        self.administration = administration
        self.subscriptions = subscriptions
        self.lastEventID = lastEventID
    }

    /// The slice to answer with: the one asked for, or the operation's own.
    package var effectivePage: PageRequest { page ?? defaultPage }

    /// A parameter of the path; empty if the table has none of that name.
    package func path(_ name: String) -> String { path[name] ?? "" }
}

/// What a handler answers; the engine makes the envelope, the status and the headers of it.
package enum OperationAnswer: Sendable {
    /// One object; `fields` applies.
    case object(JSONObject)
    /// Any value as it is; `fields` applies to an array of objects.
    case value(JSONValue)
    /// A slice of a list; the key is the member that holds the items in an envelope.
    case list(Page<JSONObject>, key: String)
    /// No body.
    case empty
    /// No body, and nothing that was done: what was to be removed is not there.
    case unchanged
    /// A stream of events.
    case events(StreamedBody)
    /// A status other than the table's, with a body or none.
    case status(Int, JSONValue?)
}
