/// Why a hash cannot be read, or a password not hashed or compared.
package enum PasswordHashError: Error, Sendable, Equatable {
    /// Not the text form of a hash.
    case malformed
    /// The hash asks for more work or memory than one sign-in may cost.
    case tooCostly
    /// A scheme, digest or parameter that is not known here; the text names it.
    case unsupported(String)
    /// The password has a NUL byte, which bcrypt would end at.
    case unhashable
    /// The library failed; the text is for the log.
    case failed(String)
}
