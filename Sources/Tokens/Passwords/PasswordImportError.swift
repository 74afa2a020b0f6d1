/// What is wrong with a hash in a file of users, in the words of the import's report.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/jobs/{id}/errors`.
package struct PasswordImportError: Error, Sendable, Equatable {
    /// The kinds of error.
    package enum Code: String, Sendable {
        /// A member that must be there is not.
        case required = "OBJECT_REQUIRED"
        /// A member that nobody knows.
        case additional = "OBJECT_ADDITIONAL_PROPERTIES"
        /// A value of another type.
        case type = "INVALID_TYPE"
        /// A value that is none of those allowed.
        case value = "ENUM_MISMATCH"
        /// A text that is not of its form.
        case format = "FORMAT"
        /// A member that the algorithm does not allow.
        case notAllowed = "NOT_PASSED"
        /// A number that is too small.
        case minimum = "MINIMUM"
        /// More work than one sign-in may cost.
        case maximum = "MAXIMUM"
    }

    /// The kind of error.
    package let code: Code
    /// The member, by its dotted path from the row: `custom_password_hash.hash.value`.
    package let path: String
    /// The sentence for whoever wrote the file; it never quotes the hash.
    package let message: String

    /// An error.
    package init(_ code: Code, _ path: String, _ message: String) {
        self.code = code
        self.path = path
        self.message = message
    }
}
