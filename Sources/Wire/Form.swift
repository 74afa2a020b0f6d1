/// Why a form or a query string cannot be read.
package enum FormError: Error, Equatable, Sendable {
    /// A percent sign without two digits, or bytes that are not UTF-8.
    case malformed
    /// More parameters than the limit.
    case tooMany
}

/// Names and values of `application/x-www-form-urlencoded`, in order, repeats included.
///
/// - SeeAlso: WHATWG URL §5; RFC 6749 appendix B.
package struct Form: Sendable, Equatable {
    /// The most parameters one request may have.
    package static let defaultLimit = 200

    /// The parameters, in the order of the wire.
    package private(set) var parameters: [(name: String, value: String)]

    package static func == (one: Form, other: Form) -> Bool {
        one.parameters.elementsEqual(other.parameters) { $0.name == $1.name && $0.value == $1.value }
    }

    /// A form of these parameters.
    package init(_ parameters: [(name: String, value: String)] = []) { self.parameters = parameters }

    /// Reads a form.
    ///
    /// - Throws: `FormError`.
    package init(parsing bytes: some Collection<UInt8>, limit: Int = defaultLimit) throws(FormError) {
        try self.init(parsing: Array(bytes), limit: limit)
    }

    /// Reads a form.
    ///
    /// - Throws: `FormError`.
    package init(parsing bytes: [UInt8], limit: Int = defaultLimit) throws(FormError) {
        parameters = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            defer { start = end + 1 }
            guard end > start else { continue }
            guard parameters.count < limit else { throw .tooMany }
            let separator = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
            guard let name = Self.decode(bytes[start..<separator]),
                let value = separator < end ? Self.decode(bytes[(separator + 1)..<end]) : ""
            else { throw .malformed }
            parameters.append((name, value))
        }
    }

    /// The first value of a name.
    package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// All the values of a name.
    package func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

    /// A name that occurs twice, if one does.
    package var repeated: String? {
        var seen: Set<String> = []
        return parameters.first { !seen.insert($0.name).inserted }?.name
    }

    /// Undoes percent-encoding and `+`; nil if a percent sign stands alone or the bytes are not UTF-8.
    package static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool = true) -> String? {
        decode(ArraySlice(text), plusIsSpace: plusIsSpace)
    }

    /// Undoes percent-encoding and `+`; nil if a percent sign stands alone or the bytes are not UTF-8.
    package static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool = true) -> String? {
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") && plusIsSpace }) else {
            return String(validating: text, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index != text.endIndex {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard index + 1 < text.endIndex, let high = text[index].hexadecimalDigit,
                    let low = text[index + 1].hexadecimalDigit
                else { return nil }
                bytes.append(high << 4 | low)
                index += 2
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986 §2.3.
    package static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(contentsOf: Hexadecimal.encode([byte]).uppercased().utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
