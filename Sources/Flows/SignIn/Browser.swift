package import Kernel
package import OAuth
import Tokens

/// A browser, as far as its cookies tell.
package struct Browser: Sendable {
    /// The secret of its session; nil if it has none.
    package let sessionSecret: String?
    /// What tells it from other browsers; sign-ins are bound to it.
    package let device: Secret

    /// A browser.
    package init(sessionSecret: String?, device: Secret) {
        self.sessionSecret = sessionSecret
        self.device = device
    }

    /// What a sign-in keeps of the browser it belongs to.
    var hash: [UInt8] { Digest.sha256(Array(device.exposed.utf8)) }
}

/// What a step of signing in leads to.
package struct SignInStep: Sendable {
    /// Where the browser goes next.
    package enum Destination: Sendable {
        /// To a page of this server, by its path.
        case page(String)
        /// Back to the application.
        case application(AuthorizationResponse)
    }

    /// Where the browser goes next.
    package let destination: Destination
    /// The session that was opened, whose cookie the browser gets.
    package var opened: BrowserSessions.Opened?

    /// A step.
    package init(_ destination: Destination, opened: BrowserSessions.Opened? = nil) {
        self.destination = destination
        self.opened = opened
    }
}
