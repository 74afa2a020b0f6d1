/// The passwords that everybody uses.
///
/// Ten thousand, the size of Auth0's default list: the first of those that Royce Williams ranked by their use in leaked
/// collections and Django ships (BSD licence), without what is only damaged text. In lower case.
enum CommonPasswords {
    // Made when the first password is checked: a connection without a dictionary does not pay for it.
    private static let all: Set<Substring> = {
        var all: Set<Substring> = []
        all.reserveCapacity(10_000)
        for list in [firstHalf, secondHalf] {
            for line in list.split(separator: "\n") { all.formUnion(line.split(separator: " ")) }
        }
        return all
    }()

    /// Whether a password, in lower case, is among them.
    static func contains(_ password: String) -> Bool { all.contains(Substring(password)) }
}
