import Sessions
import Wire

/// Where the link of a mail leads when all is done.
package struct LinkDestination: Sendable {
    /// The address, in Liquid where a mail's template names it; nil for a page of ours.
    package let url: String?
    /// Whether that place is told the person's address.
    package let tellsEmail: Bool
    /// The client that the link was made for; nil if none was named.
    package let clientID: String?
    /// The organization that it was made for; nil if none was named.
    package let organizationID: String?

    init(_ ticket: Ticket) {
        url = ticket.body["result_url"]?.string
        tellsEmail = ticket.body["includeEmailInRedirect"]?.bool ?? true
        clientID = ticket.body["client_id"]?.string
        organizationID = ticket.body["organization"]?.string
    }
}
