/// Finds a text in others by its bytes, in a time that grows with their length alone.
///
/// - SeeAlso: Knuth, Morris and Pratt: "Fast Pattern Matching in Strings".
package struct ByteSearch {
    private let needle: [UInt8]
    /// For every end of a beginning of the needle, how long the beginning is that ends there too.
    private let borders: [Int]

    /// A search for a text.
    package init(_ text: String) {
        let needle = Array(text.utf8)
        var borders = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            borders[index] = length
        }
        self.needle = needle
        self.borders = borders
    }

    /// Where the text occurs first; nil if it does not.
    ///
    /// Nothing occurs at the beginning.
    package func first(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard !needle.isEmpty else { return bytes.startIndex..<bytes.startIndex }
        var length = 0
        for index in bytes.indices {
            while length > 0, bytes[index] != needle[length] { length = borders[length - 1] }
            if bytes[index] == needle[length] { length += 1 }
            if length == needle.count { return index + 1 - length..<index + 1 }
        }
        return nil
    }

    /// Where the text occurs, from left to right and without overlaps; nothing occurs nowhere.
    func all(in bytes: [UInt8]) -> [Range<Int>] {
        guard !needle.isEmpty else { return [] }
        var found: [Range<Int>] = []
        var rest = bytes[...]
        while let range = first(in: rest) {
            found.append(range)
            rest = bytes[range.upperBound...]
        }
        return found
    }
}
