import ArgumentParser
import Kernel
import Logging
import Management
import Server
import Wire

var options = ServerOptions()
var arguments = Array(CommandLine.arguments.dropFirst())
@MainActor func take(_ name: String) -> String? {
    guard let index = arguments.firstIndex(of: name) else { return nil }
    let value = arguments[index + 1]
    arguments.removeSubrange(index...index + 1)
    return value
}
if let v = take("--data") { options.dataFolder = v }
if let v = take("--database") { options.databaseURL = v }
if let v = take("--port") { options.port = Int(v) ?? 0 }
if let v = take("--tls-port") { options.tlsPort = Int(v) }
if let v = take("--admin-port") { options.adminPort = Int(v) }
let deployment = try await Deployment.open(options)
let now = Instant(seconds: 1_795_000_000)
if arguments.first == "tenant" {
    let id = TenantID(rawValue: arguments[2])
    let made = try await deployment.administration.createTenant(id, domains: [], now: now)
    print("CLIENT_ID=\(made.explorer.clientID)\nCLIENT_SECRET=\(made.explorer.secret.exposed)\nAUDIENCE=https://\(id).latchkey.test/api/v2/\nHOST=\(id).latchkey.test")
    await deployment.close()
} else {
    if let made = try await deployment.administration.ensureTenant(.default, domains: [], now: now) {
        print("CLIENT_ID=\(made.explorer.clientID)\nCLIENT_SECRET=\(made.explorer.secret.exposed)")
    }
    try await LatchkeyServer(options: options, deployment: deployment, logger: Logger(label: "latchkey")).run(registry: PrometheusRegistry()) { print($0) }
}
