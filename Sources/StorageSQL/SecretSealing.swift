/// Seals secrets before they reach the database and opens them after.
///
/// The context says where a secret lives; what was sealed for one place does not open in another.
package protocol SecretSealing: Sendable {
    /// Seals bytes.
    ///
    /// - Throws: when sealing fails.
    func seal(_ bytes: [UInt8], context: String) throws -> [UInt8]
    /// Opens bytes that were sealed for the same place.
    ///
    /// - Throws: when they were not, or were changed.
    func open(_ bytes: [UInt8], context: String) throws -> [UInt8]
    /// Seals a text into another text.
    ///
    /// - Throws: when sealing fails.
    func sealText(_ text: String, context: String) throws -> String
    /// Opens a text that was sealed for the same place.
    ///
    /// - Throws: when it was not, or was changed.
    func openText(_ text: String, context: String) throws -> String
}
