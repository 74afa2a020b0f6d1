import CCurl

/// One transfer by libcurl: made, carried out on the calling thread, and thrown away.
///
/// Only `TransferThread` calls it: libcurl blocks.
struct CurlRequest: ~Copyable {
    private let handle: UnsafeMutableRawPointer
    /// Where libcurl says what went wrong.
    private let message: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// What went wrong.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        /// The last status the other server gave: of HTTP or of SMTP; 0 if none.
        var status = 0
        /// Whether a name or password was refused.
        var isLoginRefused = false

        init(_ description: String) { self.description = description }
    }

    /// - Throws: `Failure` if libcurl has no memory.
    init() throws(Failure) {
        guard let handle = curl_easy_init() else { throw Failure("libcurl cannot begin a transfer") }
        self.handle = handle
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        latchkey_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
        // Time-outs must not use signals: other threads would get them.
        set(CURLOPT_NOSIGNAL, 1)
        // What the environment calls a proxy is not for mails and logout tokens.
        set(CURLOPT_PROXY, "")
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
        message.deallocate()
    }

    /// Sets a number or a switch.
    func set(_ option: CURLoption, _ value: Int) { latchkey_curl_set_long(handle, option, value) }

    /// Sets a text, which libcurl copies.
    func set(_ option: CURLoption, _ value: String) { latchkey_curl_set_text(handle, option, value) }

    /// Sets a list of texts.
    mutating func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) }
        guard let list else { return }
        lists.append(list)
        latchkey_curl_set_list(handle, option, list)
    }

    /// Carries the transfer out: `upload` is sent where the protocol asks for it, and what comes back is kept up to a
    /// limit, behind which the transfer ends.
    ///
    /// - Returns: The protocol's status, and the beginning of the answer.
    /// - Throws: `Failure` with libcurl's reason.
    func perform(upload: [UInt8], answerLimit: Int) throws(Failure) -> (status: Int, answer: [UInt8]) {
        var transfer = Transfer(upload: upload, limit: answerLimit)
        let result = withUnsafeMutablePointer(to: &transfer) { pointer in
            latchkey_curl_set_read(handle) { buffer, size, count, context in
                Transfer.read(into: buffer, room: size * count, context)
            }
            latchkey_curl_set_write(handle) { buffer, size, count, context in
                Transfer.write(buffer, count: size * count, context)
            }
            latchkey_curl_set_pointer(handle, CURLOPT_READDATA, pointer)
            latchkey_curl_set_pointer(handle, CURLOPT_WRITEDATA, pointer)
            return curl_easy_perform(handle)
        }
        var status = 0
        latchkey_curl_response_code(handle, &status)
        // An answer longer than anybody reads is no failure: its status came first.
        guard result == CURLE_OK || (transfer.isCut && status > 0) else {
            let detail = String(cString: message)
            var failure = Failure(detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail)
            failure.status = status
            failure.isLoginRefused = result == CURLE_LOGIN_DENIED
            throw failure
        }
        return (status, transfer.answer)
    }
}

/// What a transfer sends and receives.
private struct Transfer {
    let upload: [UInt8]
    var sent = 0
    var answer: [UInt8] = []
    var isCut = false
    let limit: Int

    init(upload: [UInt8], limit: Int) {
        self.upload = upload
        self.limit = limit
    }

    static func read(
        into buffer: UnsafeMutablePointer<CChar>?,
        room: Int,
        _ context: UnsafeMutableRawPointer?
    ) -> Int {
        guard let buffer, let transfer = context?.assumingMemoryBound(to: Transfer.self) else { return 0 }
        let start = transfer.pointee.sent
        let count = min(room, transfer.pointee.upload.count - start)
        for index in 0..<count { buffer[index] = CChar(bitPattern: transfer.pointee.upload[start + index]) }
        transfer.pointee.sent += count
        return count
    }

    static func write(
        _ buffer: UnsafeMutablePointer<CChar>?,
        count: Int,
        _ context: UnsafeMutableRawPointer?
    ) -> Int {
        guard let buffer, let transfer = context?.assumingMemoryBound(to: Transfer.self) else { return 0 }
        let room = transfer.pointee.limit - transfer.pointee.answer.count
        for index in 0..<min(count, room) { transfer.pointee.answer.append(UInt8(bitPattern: buffer[index])) }
        guard count > room else { return count }
        transfer.pointee.isCut = true
        // Any other number than was offered ends the transfer.
        return 0
    }
}
