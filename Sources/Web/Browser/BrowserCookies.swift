import Applications
package import Flows
import HTTPTypes
import Kernel
import OAuth
import Tokens
package import Wire

/// The cookies by which browsers are known.
///
/// - SeeAlso: Auth0 Authentication API: cookies.
package enum BrowserCookies {
    /// The session.
    package static let session = "auth0"
    /// The device, which sign-ins are bound to.
    package static let device = "did"
    /// How long a device is known, in seconds: a year.
    private static let deviceLifetime: Int64 = 31_557_600

    /// The browser of a request, and the cookie to give it if it had none.
    package static func browser(of request: WebRequest) -> (browser: Browser, new: SetCookie?) {
        let cookies = Cookies(request.headers)
        let secret = cookies.value(session)
        if let known = cookies.value(device), isDevice(known) {
            return (Browser(sessionSecret: secret, device: Secret(known)), nil)
        }
        let random = RandomSource.system
        let made = "s:v0:\(random.text(32, from: .hexadecimal)).\(Base64.encode(random.bytes(32)))"
        return (Browser(sessionSecret: secret, device: Secret(made)), SetCookie(device, made, lifetime: deviceLifetime))
    }

    /// Only what this server could have made names a device: short names could be guessed.
    private static func isDevice(_ text: String) -> Bool {
        text.hasPrefix("s:v0:") && (80...200).contains(text.utf8.count)
    }
}

extension WebResponse {
    /// A redirect after which the browser asks with `GET`.
    ///
    /// - SeeAlso: RFC 9700 §4.12: 307 would send credentials on.
    package static func redirect(to location: String, status: Int = 302) -> WebResponse {
        var response = WebResponse(status: status)
        response.headers[.location] = location
        response.headers[.contentType] = "text/html; charset=utf-8"
        response.body = Array("Found. Redirecting.".utf8)
        return response
    }

    /// The answer that carries out a step of signing in.
    package init(_ step: SignInStep, isSecure: Bool) {
        switch step.destination {
        case .page(let path): self = .redirect(to: path)
        case .application(let response):
            switch response.target.mode {
            case .query, .fragment: self = .redirect(to: response.location)
            case .formPost:
                self = ResponsePages.formPost(to: response.target.redirectURI.text, parameters: response.parameters)
            case .webMessage: self = ResponsePages.webMessage(response.message, to: response.target.messageOrigin)
            }
        }
        if let opened = step.opened {
            headers.add(
                SetCookie(BrowserCookies.session, opened.secret.exposed, lifetime: opened.cookieLifetime),
                isSecure: isSecure
            )
        }
    }
}

extension WebRequest {
    /// Whether the browser reached this server over TLS, as far as it knows.
    package var isSecure: Bool { host.scheme == "https" }

    /// The parameters of the query.
    package var queryForm: Form? { try? Form(parsing: Array(query.utf8)) }

    /// The parameters of a form in the body.
    package var bodyForm: Form? {
        mediaType == "application/x-www-form-urlencoded" ? try? Form(parsing: body) : nil
    }
}
