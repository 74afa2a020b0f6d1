import Gateway
import Kernel
import RESP
import Testing

@Suite struct GatewayEnvironmentTests {
    @Test func everyVariableHasItsDefault() throws {
        let environment = try GatewayEnvironment([:])
        #expect(environment.port == 8080)
        #expect("\(environment.logLevel)" == "info")
        #expect(environment.prefix == "")
        #expect(environment.version == nil)
        #expect(environment.sessionDuration == 86_400)
        #expect(environment.sessionScope == "")
        #expect(environment.redis == nil)
        #expect(environment.protocolHeader == "x-forwarded-proto")
        #expect(environment.configurationFile == nil)
        #expect(!environment.logoutNamesClient)
        #expect(environment.shutdownDelay == 10)
        #expect(!environment.asksForMongoDB)
        #expect(!environment.asksForMetadata)
        #expect(environment.writeThrough == nil)
        #expect(environment.authoritiesFile == nil)
    }

    @Test func everyVariableIsRead() throws {
        let environment = try GatewayEnvironment([
            "HTTP_PORT": "3000", "LOG_LEVEL": "WARN", "SERVICE_PREFIX": "auth/", "SERVICE_VERSION": "1.2",
            "SESSION_DURATION_SECONDS": "60", "SESSION_SCOPE": "shop-dev", "REDIS_HOSTS": "one:7000, two",
            "REDIS_MODE": "sentinel", "REDIS_MASTER_NAME": "main", "REDIS_USERNAME": "u", "REDIS_PASSWORD": "p",
            "REDIS_TLS": "true", "REDIS_TLS_CACERT": "/ca.pem", "ORIGINAL_PROTOCOL_HEADER": "X-Scheme",
            "SERVICE_CONFIG_PATH": "/configs/", "SERVICE_CONFIG_FILE_NAME": "config",
            "AUTH0_LOGOUT_CLIENT_ID_ENABLED": "true", "DELAY_SHUTDOWN_SECONDS": "0", "MONGO_DB_URL": "mongodb://m",
            "USERS_DATABASE_NAME": "d", "USERS_COLLECTION_NAME": "c",
            "USERS_PROPERTIES_TO_SAVE": "email, app_metadata.plan",
            "USERS_WEBHOOK_URL": "https://r.example/users", "USERS_WEBHOOK_SECRET": "w", "SSL_CERT_FILE": "/tenant.pem",
            "METADATA_FROM_MANAGEMENT_API": "true",
        ])
        #expect(environment.port == 3000)
        #expect("\(environment.logLevel)" == "warning")
        #expect(environment.prefix == "/auth")
        #expect(environment.version == "1.2")
        #expect(environment.sessionDuration == 60)
        #expect(environment.sessionScope == "shop-dev")
        #expect(environment.redis?.hosts == [RedisHost(name: "one", port: 7000), RedisHost(name: "two")])
        #expect(environment.redis?.topology == .sentinels(master: "main"))
        #expect(environment.redis?.credentials != nil)
        #expect(environment.redis?.tls == RedisTLS(authorities: "/ca.pem"))
        #expect(environment.protocolHeader == "x-scheme")
        #expect(environment.configurationFile == "/configs/config.json")
        #expect(environment.logoutNamesClient)
        #expect(environment.shutdownDelay == 0)
        #expect(environment.asksForMongoDB)
        #expect(environment.asksForMetadata)
        #expect(environment.writeThrough?.url == "https://r.example/users")
        #expect(environment.writeThrough?.properties == ["email", "app_metadata.plan"])
        #expect(environment.authoritiesFile == "/tenant.pem")
    }

    @Test(arguments: [
        ("HTTP_PORT", "http"), ("HTTP_PORT", "70000"), ("LOG_LEVEL", "loud"), ("SESSION_DURATION_SECONDS", "0"),
        ("DELAY_SHUTDOWN_SECONDS", "-1"), ("ORIGINAL_PROTOCOL_HEADER", "a b"),
        ("AUTH0_LOGOUT_CLIENT_ID_ENABLED", "yes"), ("REDIS_HOSTS", "a:b"), ("USERS_WEBHOOK_URL", "r.example"),
        ("USERS_WEBHOOK_URL", "https://r.example/?a=b"),
    ])
    func aValueThatCannotBeIsNamedByItsVariable(_ name: String, _ value: String) {
        let error = #expect(throws: ConfigurationError.self) { try GatewayEnvironment([name: value]) }
        #expect(error?.key == name)
    }

    @Test(arguments: [
        (["REDIS_HOSTS": "a", "REDIS_MODE": "sentinel"], "REDIS_MASTER_NAME"),
        (["REDIS_HOSTS": "a", "REDIS_MODE": "cluster"], "REDIS_MODE"),
        (["REDIS_HOSTS": "a", "REDIS_USERNAME": "u"], "REDIS_PASSWORD"),
        (["SERVICE_CONFIG_PATH": "/configs"], "SERVICE_CONFIG_FILE_NAME"),
        (["USERS_WEBHOOK_URL": "https://r.example", "USERS_PROPERTIES_TO_SAVE": "a"], "USERS_WEBHOOK_SECRET"),
        (["USERS_WEBHOOK_URL": "https://r.example", "USERS_WEBHOOK_SECRET": "s"], "USERS_PROPERTIES_TO_SAVE"),
    ])
    func aVariableThatAnotherNeedsIsNamed(_ variables: [String: String], _ name: String) {
        let error = #expect(throws: ConfigurationError.self) { try GatewayEnvironment(variables) }
        #expect(error?.key == name)
    }

    @Test func whatIsSetToNothingIsNotSet() throws {
        let environment = try GatewayEnvironment([
            "HTTP_PORT": "", "REDIS_HOSTS": " ", "MONGO_DB_URL": "", "SERVICE_PREFIX": "/",
        ])
        #expect(environment.port == 8080)
        #expect(environment.redis == nil)
        #expect(environment.prefix == "")
    }

    @Test func aConnectionIsResolvedByTheRulesOfTheList() {
        let several = AllowedConnections(supported: ["a", "b"])
        let withDefault = AllowedConnections(supported: ["a", "b"], defaultName: "b")
        let single = AllowedConnections(supported: ["a"])
        #expect(AllowedConnections().resolve("anything") == .unnamed)
        #expect(AllowedConnections().resolve(nil) == .unnamed)
        #expect(several.resolve("a") == .use("a"))
        #expect(several.resolve("c") == .unsupported)
        #expect(several.resolve(nil) == .ambiguous)
        #expect(withDefault.resolve(nil) == .use("b"))
        #expect(withDefault.resolve("") == .use("b"))
        #expect(withDefault.resolve("a") == .use("a"))
        #expect(single.resolve(nil) == .use("a"))
        #expect(single.resolve("b") == .unsupported)
    }
}
