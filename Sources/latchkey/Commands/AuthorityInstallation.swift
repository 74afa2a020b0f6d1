import Foundation
import Server

/// Installs the development authority where the system's programs look for authorities.
struct AuthorityInstallation {
    private static let target = "/usr/local/share/ca-certificates/latchkey-development.crt"
    private static let update = "/usr/sbin/update-ca-certificates"

    /// The path of the authority's certificate, PEM.
    let certificate: String

    /// What an administrator types to the same end.
    var commands: [String] { ["cp \(Self.quoted(certificate)) \(Self.target)", "update-ca-certificates"] }

    /// Installs the authority; a sentence on what was done.
    ///
    /// - Throws: `StartupError`.
    func install() throws -> String {
        let files = FileManager.default
        guard let wanted = files.contents(atPath: certificate) else {
            throw StartupError("\(certificate) cannot be read.")
        }
        guard files.contents(atPath: Self.target) != wanted else {
            return "The development authority is installed already."
        }
        guard files.isExecutableFile(atPath: Self.update) else {
            throw StartupError(
                "\(Self.update) is not there: install the package ca-certificates, or add \(certificate) by hand."
            )
        }
        do {
            let folder = URL(fileURLWithPath: Self.target).deletingLastPathComponent().path
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try wanted.write(to: URL(fileURLWithPath: Self.target))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Self.update)
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw StartupError("update-ca-certificates failed with status \(process.terminationStatus).")
            }
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError("The authority cannot be installed: \(error.localizedDescription)")
        }
        return "The development authority is installed."
    }

    /// A path as a shell reads it.
    static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            byte >= 0x80 || "/._-+@%,".utf8.contains(byte) || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
                || (0x30...0x39).contains(byte)
        }
        return plain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }
}
