// swift-tools-version: 6.2
import PackageDescription

/// Language settings every room shares.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Products of the packages below, by the names the rooms use for them.
extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let metrics = product(name: "Metrics", package: "swift-metrics")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let nioCertificateReloading = product(name: "NIOCertificateReloading", package: "swift-nio-extras")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let swiftASN1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let tracing = product(name: "Tracing", package: "swift-distributed-tracing")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let x509 = product(name: "X509", package: "swift-certificates")
    static let yams = product(name: "Yams", package: "Yams")
}

/// One room of the house: a folder under `Sources`, importing only what it names here.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: ["README.md"], swiftSettings: settings)
}

/// The tests beside a room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "latchkey",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "latchkey", targets: ["latchkey"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Layer 0: values and bytes.
        room("Wire"),
        room("Kernel", ["Wire"]),
        room("Liquid", ["Wire", "Kernel"]),
        // System libraries.
        .systemLibrary(
            name: "COpenSSL",
            path: "Sources/COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CPostgres",
            path: "Sources/CPostgres",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            path: "Sources/CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CArgon2",
            path: "Sources/CArgon2",
            pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev"])]
        ),
        .systemLibrary(
            name: "CCrypt",
            path: "Sources/CCrypt",
            pkgConfig: "libxcrypt",
            providers: [.apt(["libcrypt-dev"])]
        ),
        .target(
            name: "CManagementTable",
            exclude: ["README.md", "management-v2.json"],
            cSettings: [.headerSearchPath(".")]
        ),
        // Layer 1: synchronous rules.
        room("Tokens", ["Wire", "Kernel", "COpenSSL", "CArgon2", "CCrypt", .crypto, .swiftASN1, .x509]),
        room("Applications", ["Wire", "Kernel"]),
        room("Directory", ["Wire", "Kernel", "Tokens"]),
        room("Sessions", ["Wire", "Kernel"]),
        room("OAuth", ["Wire", "Kernel", "Tokens", "Applications", "Directory", "Sessions"]),
        room("Storage", ["Wire", "Kernel", "Applications", "Directory", "Sessions"]),
        // Layer 2: storage.
        room("StorageSQL", ["Wire", "Kernel", "Applications", "Directory", "Sessions", "Storage"]),
        room("StorageSQLite", ["Kernel", "Applications", "Storage", "StorageSQL", .grdb, .grdbSQLite]),
        room("StoragePostgres", ["Kernel", "Applications", "Storage", "StorageSQL", "CPostgres", .logging]),
        room(
            "Delivery",
            ["Wire", "Kernel", "Liquid", "Applications", "Storage", "CCurl", .logging, .metrics]
        ),
        // Layer 3: use cases.
        room(
            "Flows",
            ["Wire", "Kernel", "Tokens", "Applications", "Directory", "Sessions", "OAuth", "Storage", .metrics]
        ),
        room("Management", ["Wire", "Kernel", "Tokens", "Applications", "Directory", "Sessions", "Storage"]),
        // Layer 4: edges.
        room(
            "Web",
            [
                "Wire", "Kernel", "Tokens", "Applications", "OAuth", "Flows", .hummingbird, .httpTypes, .logging,
                .metrics, .nioCore, .nioHTTPTypes, .tracing,
            ]
        ),
        room(
            "AuthenticationAPI",
            ["Wire", "Kernel", "Tokens", "Applications", "Directory", "OAuth", "Flows", "Web", .httpTypes]
        ),
        room(
            "LoginPages",
            ["Wire", "Kernel", "Liquid", "Applications", "Directory", "OAuth", "Flows", "Web", .mustache, .httpTypes]
        ),
        room(
            "ManagementV2",
            ["Wire", "Kernel", "Applications", "Flows", "Management", "Web", "CManagementTable", .httpTypes]
        ),
        room(
            "ManagementV1",
            [
                "Wire", "Kernel", "Tokens", "Applications", "Sessions", "OAuth", "Storage", "Flows", "Management",
                "Web", .httpTypes, .mustache,
            ]
        ),
        // The gateway: a service of its own, which knows nothing of the server.
        room("RESP", [.nioCore, .nioPosix, .nioSSL, .logging]),
        room(
            "Gateway",
            [
                "Wire", "Kernel", "Tokens", "Web", "RESP", .asyncHTTPClient, .grdb, .grdbSQLite, .hummingbird,
                .hummingbirdCore, .httpTypes, .logging, .metrics, .nioCore, .nioHTTP1, .nioPosix, .nioSSL,
                .serviceLifecycle, .unixSignals,
            ]
        ),
        // Moving a tenant in and out by file.
        room("Moving", ["Wire", "Kernel", "Management", .yams]),
        // Layer 5: the program.
        room(
            "Server",
            [
                "Wire", "Kernel", "Tokens", "Applications", "Sessions", "OAuth", "Flows", "Management", "Delivery",
                "Storage", "StorageSQL", "StorageSQLite", "StoragePostgres", "Web", "AuthenticationAPI", "LoginPages",
                "ManagementV1", "ManagementV2", .hummingbird, .hummingbirdTLS, .hummingbirdCore, .httpTypes, .logging,
                .metrics, .nioCore, .nioSSL, .nioCertificateReloading, .serviceLifecycle, .unixSignals, .swiftASN1,
                .x509, .yams,
            ]
        ),
        .executableTarget(
            name: "latchkey",
            dependencies: [
                "Kernel", "Wire", "Tokens", "Applications", "Management", "Storage", "StorageSQL", "StorageSQLite",
                "StoragePostgres", "Web", "Server", "Gateway", "Moving", .argumentParser, .configuration, .logging,
                .metrics,
            ],
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        // Test support.
        room(
            "StorageConformance",
            ["Wire", "Kernel", "Applications", "Directory", "Sessions", "Storage", "StorageSQL"]
        ),
        // Tests beside the rooms.
        tests("WireTests", ["Wire"]),
        tests("KernelTests", ["Kernel", "Wire"]),
        tests("LiquidTests", ["Liquid", "Kernel", "Wire"]),
        tests("ApplicationsTests", ["Applications", "Kernel", "Wire"]),
        tests("DirectoryTests", ["Directory", "Tokens", "Kernel", "Wire"]),
        tests("DeliveryTests", ["Delivery", "Liquid", "Applications", "Kernel", "Wire"]),
        tests("LoginPagesTests", ["LoginPages", "Liquid", "Kernel", "Wire"]),
        tests("OAuthTests", ["OAuth", "Tokens", "Applications", "Directory", "Sessions", "Kernel", "Wire"]),
        tests(
            "FlowsTests",
            [
                "Flows", "OAuth", "Storage", "StorageSQL", "StorageSQLite", "StorageConformance", "Applications",
                "Directory", "Sessions", "Tokens", "Kernel", "Wire",
            ]
        ),
        tests(
            "WebTests",
            [
                "Web", "Flows", "OAuth", "Storage", "StorageSQL", "StorageSQLite", "StorageConformance",
                "Applications", "Tokens", "Kernel", "Wire", .httpTypes,
            ]
        ),
        tests(
            "AuthenticationAPITests",
            [
                "AuthenticationAPI", "Web", "Flows", "OAuth", "Storage", "StorageSQL", "StorageSQLite",
                "StorageConformance", "Applications", "Tokens", "Kernel", "Wire", .httpTypes,
            ]
        ),
        tests("TokensTests", ["Tokens", "Wire", "Kernel", .x509, .swiftASN1]),
        tests(
            "StorageSQLiteTests",
            [
                "StorageSQLite", "StorageSQL", "StorageConformance", "Storage", "Applications", "Directory", "Kernel",
                "Wire",
            ]
        ),
        tests(
            "StoragePostgresTests",
            ["StoragePostgres", "StorageSQL", "StorageConformance", "Storage", "Applications", "Kernel"]
        ),
        tests(
            "ManagementTests",
            [
                "Management", "Storage", "StorageSQL", "StorageSQLite", "Applications", "Directory", "Sessions",
                "Kernel",
                "Wire", "Tokens",
            ]
        ),
        tests(
            "ManagementV2Tests",
            ["ManagementV2", "Management", "Flows", "Storage", "Applications", "Kernel", "Wire"]
        ),
        tests("ManagementV1Tests", ["ManagementV1", "Management", "Applications", .httpTypes, "Kernel", "Wire"]),
        tests("ServerTests", ["Server", "Kernel", "Wire"]),
        tests("LatchkeyTests", ["latchkey", "Server", "Web"]),
        tests("RESPTests", ["RESP", .nioCore, .nioPosix]),
        tests("GatewayTests", ["Gateway", "RESP", "Tokens", "Kernel", "Wire", .httpTypes]),
        tests("MovingTests", ["Moving", "Kernel", "Wire"]),
    ]
)
