import HTTPTypes
import Kernel
import Web
import Wire

/// The proof that a form comes from a browser that was shown it: it brings back the value of a cookie, which pages of
/// other sites cannot know.
struct FormProof {
    /// The sentence for a form without the proof.
    static let problem = "Your browser did not show that this form came from here. Please send it again."
    private static let name = "provisioning"
    private static let field = "form"
    private static let length = 32

    /// The value that a form must bring back: the browser's own, so that a second window does not take the first one's
    /// away, or a new one.
    let value: String
    private let isKnown: Bool

    /// The proof of a browser.
    init(_ request: WebRequest, random: RandomSource) {
        let known = Cookies(request.headers).value(Self.name) ?? ""
        isKnown =
            known.utf8.count == Self.length && known.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        value = isKnown ? known : random.text(Self.length, from: .base62)
    }

    /// The cookie of a value.
    static func cookie(_ value: String) -> SetCookie { SetCookie(name, value, lifetime: nil) }

    /// Whether a form brought it.
    func covers(_ form: Form, _ request: WebRequest) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site != "same-origin", site != "none"
        {
            return false
        }
        guard isKnown, let sent = form[Self.field] else { return false }
        return equalInConstantTime(Array(value.utf8), Array(sent.utf8))
    }
}
