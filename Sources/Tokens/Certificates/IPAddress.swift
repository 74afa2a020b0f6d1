import Wire

/// The 4 or 16 bytes of an IP address as a certificate holds it.
///
/// - Throws: `DevelopmentAuthority.Failure.address`.
/// - SeeAlso: RFC 5280 §4.2.1.6; RFC 4291 §2.2.
func octets(_ address: String) throws(DevelopmentAuthority.Failure) -> [UInt8] {
    guard let octets = address.utf8.contains(UInt8(ascii: ":")) ? version6(address) : version4(address) else {
        throw .address(address)
    }
    return octets
}

private func version4(_ address: String) -> [UInt8]? {
    let parts = address.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var octets: [UInt8] = []
    for part in parts {
        guard (1...3).contains(part.count), part.allSatisfy(\.isDigit), let octet = UInt8(Substring(part)) else {
            return nil
        }
        octets.append(octet)
    }
    return octets
}

private func version6(_ address: String) -> [UInt8]? {
    // Cut at "::": the zeros it stands for fill what is missing between the halves.
    var halves: [Substring] = []
    var rest = Substring(address)
    while let cut = rest.firstRange(of: "::"), halves.count < 2 {
        halves.append(rest[..<cut.lowerBound])
        rest = rest[cut.upperBound...]
    }
    halves.append(rest)
    guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
    guard halves.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
}

private func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var octets: [UInt8] = []
    for group in text.split(separator: ":", omittingEmptySubsequences: false) {
        guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy({ $0.hexadecimalDigit != nil }),
            let value = UInt16(group, radix: 16)
        else { return nil }
        octets.append(UInt8(value >> 8))
        octets.append(UInt8(value & 0xFF))
    }
    return octets
}
