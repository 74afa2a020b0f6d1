import COpenSSL

/// Crossing between Swift's arrays and OpenSSL's pointers.
enum OpenSSL {
    /// The text of this thread's latest error; empties the queue, so that no later call finds it.
    static func takeError() -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            latchkey_take_error(start, buffer.count)
            return String(cString: start)
        }
    }

    /// The bytes that an encoder allocates and measures; they are wiped and freed.
    static func bytes(_ encode: (inout UnsafeMutablePointer<UInt8>?) -> Int32) throws(KeyError) -> [UInt8] {
        var pointer: UnsafeMutablePointer<UInt8>?
        let count = Int(encode(&pointer))
        guard let pointer, count > 0 else { throw .failed(takeError()) }
        defer { latchkey_free(pointer, count) }
        return Array(UnsafeBufferPointer(start: pointer, count: count))
    }
}
