import Flows
import Kernel
package import OAuth
import Wire

/// Shows errors as pages, in the tenant's looks; made where the pages are, used wherever browsers come.
package struct PageErrors: Sendable {
    /// Draws the page of an error.
    package typealias Drawing = @Sendable (DisplayedError, WebRequest) async -> WebResponse

    private let draw: Drawing

    /// Errors drawn like this.
    package init(draw: @escaping Drawing) { self.draw = draw }

    /// A handler whose errors become pages.
    package func guarding(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request in
            do { return try await handler(request) } catch let error as DisplayedError {
                return await draw(error, request)
            } catch let error as OAuthError {
                return await draw(DisplayedError(error.status, error.code.rawValue, error.description), request)
            }
        }
    }
}
