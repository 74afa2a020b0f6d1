package import HTTPTypes
import Kernel
import Wire

/// The cookies of a request.
///
/// - SeeAlso: RFC 6265 §4.2.
package struct Cookies: Sendable {
    private let pairs: [(name: String, value: String)]

    /// Reads the `Cookie` fields of a request.
    package init(_ headers: HTTPFields) {
        pairs = headers[values: .cookie].flatMap { field in
            field.split(separator: ";").compactMap { part in
                let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2 else { return nil }
                return (halves[0].trimmedOfSpaces, halves[1].trimmedOfSpaces)
            }
        }
    }

    /// The value of a cookie, percent-decoded.
    package subscript(name: String) -> String? {
        pairs.first { $0.name == name }.flatMap { Form.decode($0.value.utf8, plusIsSpace: false) }
    }
}

/// A cookie that an answer sets.
///
/// - SeeAlso: RFC 6265 §4.1; Auth0 Authentication API: cookies.
package struct SetCookie: Sendable {
    /// Its name.
    package let name: String
    /// Its value, in the clear.
    package let value: String
    /// For how many seconds it is kept; nil until the browser closes.
    package let lifetime: Int64?

    /// A cookie; one of no value and no lifetime left is removed.
    package init(_ name: String, _ value: String, lifetime: Int64?) {
        self.name = name
        self.value = value
        self.lifetime = lifetime
    }

    /// Removes a cookie.
    package static func removing(_ name: String) -> SetCookie { SetCookie(name, "", lifetime: 0) }

    /// The fields that set it: over TLS for every site, with a twin without `SameSite` for browsers that do not know
    /// `None`; over plain HTTP, which is for trying things out, for this site alone.
    package func fields(isSecure: Bool) -> [String] {
        var text = "=\(Form.encode(value)); Path=/; HttpOnly"
        if let lifetime { text += "; Max-Age=\(lifetime)" }
        guard isSecure else { return [name + text + "; SameSite=Lax"] }
        return [name + text + "; Secure; SameSite=None", name + "_compat" + text + "; Secure"]
    }
}

extension HTTPFields {
    /// Adds the fields of a cookie.
    package mutating func add(_ cookie: SetCookie, isSecure: Bool) {
        for field in cookie.fields(isSecure: isSecure) { append(HTTPField(name: .setCookie, value: field)) }
    }
}

extension Cookies {
    /// The value of a cookie, or of its twin.
    package func value(_ name: String) -> String? { self[name] ?? self[name + "_compat"] }
}
