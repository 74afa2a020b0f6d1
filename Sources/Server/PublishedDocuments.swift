import Delivery
import FoundationEssentials
import Management

/// What clients publish about themselves, fetched as posts are sent: to no address of this network, unless the operator
/// allows it.
struct PublishedDocuments: DocumentFetching {
    private let poster: HTTPPoster

    /// Documents for a server with these options.
    init(_ options: ServerOptions) {
        poster = HTTPPoster(
            allowsPrivateAddresses: options.allowsPrivateNetworks,
            authorities: ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
        )
    }

    func document(at url: String, limit: Int) async throws(FetchFailure) -> [UInt8] {
        do { return try await poster.document(at: url, limit: limit) } catch {
            throw FetchFailure(error.description)
        }
    }
}
