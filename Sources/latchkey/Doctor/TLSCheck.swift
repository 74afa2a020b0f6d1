import FoundationEssentials
import Kernel
import Server
import Tokens

/// Whether HTTPS can be served: certificate and key are there, belong together and last.
struct TLSCheck {
    private static let renewBefore: Int64 = 30 * 86_400

    let options: ServerOptions
    let now: Instant

    func findings() -> [Finding] {
        guard options.tlsPort != nil else { return [.note("tls", "off")] }
        if let certificate = options.tlsCertificate, let key = options.tlsKey {
            return [pair(certificate, key, ending: "replace it")]
        }
        let files = ["tls.pem", "tls-key.pem", "ca.pem", "ca-key.pem"].map(options.path)
        let missing = files.filter { !FileManager.default.fileExists(atPath: $0) }
        guard missing.count < files.count else {
            return [.note("tls", "no development certificate yet; the first start makes it")]
        }
        guard missing.isEmpty else {
            return [.note("tls", "\(missing.joined(separator: ", ")) missing; the next start makes what it needs")]
        }
        return [
            pair(files[0], files[1], ending: "the next start makes another"),
            pair(files[2], files[3], ending: "remove it"),
        ]
    }

    private func pair(_ certificate: String, _ key: String, ending remedy: String) -> Finding {
        do {
            let chain = try Certificates.der(pem: try text(certificate))
            let privateKey = try SigningKey(pem: try text(key))
            guard try Certificates.publicKey(chain).spkiDER == privateKey.publicKey.spkiDER else {
                return .wrong("tls", "\(key) is not the key of \(certificate)")
            }
            let (begin, end) = (try Certificates.notBefore(chain), try Certificates.notAfter(chain))
            if begin > now { return .wrong("tls", "\(certificate) is valid only from \(begin.iso8601)") }
            if end < now { return .wrong("tls", "\(certificate) ended \(end.iso8601): \(remedy)") }
            if end < now.adding(seconds: Self.renewBefore) {
                return .wrong("tls", "\(certificate) ends \(end.iso8601): \(remedy)")
            }
            return .fine("tls", "\(certificate) is valid until \(end.iso8601)")
        } catch let error as StartupError {
            return .wrong("tls", error.description)
        } catch {
            return .wrong("tls", "\(certificate) and \(key) are not a PEM certificate and an unencrypted PEM key")
        }
    }

    private func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartupError("\(path) cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
