package import Applications
package import Kernel
import Synchronization

/// Something in the configuration that caches may hold has changed.
package enum ConfigurationChange: Sendable, Hashable {
    /// A document was added, replaced or removed.
    case document(tenant: TenantID, kind: DocumentKind, id: String)
    /// A tenant's signing keys changed.
    case signingKeys(tenant: TenantID)
    /// A tenant or one of its domains was added or removed.
    case tenant(TenantID)
    /// Changes may have been missed: forget everything.
    case everything
}

/// Tells subscribers of changes, those of this process before the write returns, those of others within a second.
package final class ChangeFeed: Sendable {
    private let subscribers = Mutex<[@Sendable (ConfigurationChange) -> Void]>([])

    /// A feed without subscribers.
    package init() {}

    /// Calls the handler for every change from now on.
    ///
    /// Handlers must be quick: they run where the change was seen.
    package func subscribe(_ handler: @escaping @Sendable (ConfigurationChange) -> Void) {
        subscribers.withLock { $0.append(handler) }
    }

    /// Tells every subscriber; for drivers.
    package func publish(_ changes: [ConfigurationChange]) {
        guard !changes.isEmpty else { return }
        let handlers = subscribers.withLock { $0 }
        for change in changes {
            for handler in handlers { handler(change) }
        }
    }
}
