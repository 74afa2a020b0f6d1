/// What can go wrong between a use case and storage; drivers map their own errors to these.
package enum StoreError: Error, Sendable, Equatable {
    /// A unique key is taken; the name is the key's (`client_alias`, `identifier`, …).
    case conflict(key: String)
    /// A constraint of the schema other than uniqueness refused the write.
    case constraint(String)
    /// The database cannot be reached, is busy beyond the time limit, or is full.
    case unavailable(String)
    /// The database answered with something the code does not expect.
    case corrupt(String)
}
