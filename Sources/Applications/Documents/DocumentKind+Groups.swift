/// What groups consist of, and the documents of acts: deliveries and tickets.
extension DocumentKind {
    /// A group of users.
    package static let group = DocumentKind(rawValue: "group")
    /// A user's place in a group: the parent is the group, the key `user` names the user.
    package static let groupMember = DocumentKind(rawValue: "group_member")
    /// A role that the members of a group have: the parent is the group, the key `role` names the role.
    package static let groupRole = DocumentKind(rawValue: "group_role")
    /// A role that the members of a group have in an organization, which the key `organization` names.
    package static let organizationGroupRole = DocumentKind(rawValue: "organization_group_role")
    /// An event on its way to the destination of a stream, which is its parent.
    package static let eventDelivery = DocumentKind(rawValue: "event_delivery")
    /// How often in a row telling a stream, which has the same id, has failed.
    package static let eventStreamFailures = DocumentKind(rawValue: "event_stream_failures")
    /// A link to set up a connection, by the hash of its value.
    package static let selfServiceTicket = DocumentKind(rawValue: "self_service_ticket")
    /// A link to enroll a second factor, by the hash of its value.
    package static let enrollmentTicket = DocumentKind(rawValue: "enrollment_ticket")
}
