/// Why a file cannot be moved in or out, with the place of what is wrong.
package struct MovingError: Error, CustomStringConvertible, Equatable {
    /// The file, and the key within it where there is one: `tenant.yaml: clients[2].name`.
    package let place: String
    /// The sentence.
    package let message: String

    /// A refusal of what stands at a place.
    package init(_ place: String, _ message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}
