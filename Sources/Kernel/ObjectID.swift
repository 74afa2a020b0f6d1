import Wire

extension RandomSource {
    /// 24 hexadecimal digits: four bytes of time, so that ids of one kind sort roughly by age, and eight random ones.
    package func objectID(at now: Instant) -> String {
        let seconds = UInt32(truncatingIfNeeded: now.seconds)
        let time = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: seconds >> UInt32($0)) }
        return Hexadecimal.encode(time + bytes(8))
    }
}
