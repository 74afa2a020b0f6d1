package import Kernel

/// Ids of keys.
package enum Kid {
    /// A new id: 21 characters, 126 bits.
    package static func make(from random: RandomSource) -> String { random.text(21, from: .urlSafe) }
}
