// swift-tools-version: 6.3
import CompilerPluginSupport
import PackageDescription

/// The same strict settings for every target; there is no list of exceptions.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A library of Martlet: the code in `Sources/<name>`.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A library of the examples: the code in `Examples/<name>`, which sees the libraries as a user does.
func example(_ name: String, _ dependencies: [Target.Dependency], embedding resources: [String] = []) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Examples/\(name)",
        resources: resources.map { .embedInCode($0) },
        packageAccess: false,
        swiftSettings: strict
    )
}

/// The tests of a module: the code in `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict
    )
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let logTesting: Target.Dependency = .product(name: "InMemoryLogging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let metricsTesting: Target.Dependency = .product(name: "MetricsTestKit", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")

let syntax: Target.Dependency = .product(name: "SwiftSyntaxMacros", package: "swift-syntax")

/// What the HTTP server is made of.
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    httpTypes,
]

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Martlet", targets: ["Martlet"]),
        .library(name: "MartletContext", targets: ["MartletContext"]),
        .library(name: "MartletDatabase", targets: ["MartletDatabase"]),
        .library(name: "MartletHTTP", targets: ["MartletHTTP"]),
        .library(name: "MartletHTTPClient", targets: ["MartletHTTPClient"]),
        .library(name: "MartletJobs", targets: ["MartletJobs"]),
        .library(name: "MartletMacros", targets: ["MartletMacros"]),
        .library(name: "MartletPayload", targets: ["MartletPayload"]),
        .library(name: "MartletPostgres", targets: ["MartletPostgres"]),
        .library(name: "MartletResilience", targets: ["MartletResilience"]),
        .library(name: "MartletSQLite", targets: ["MartletSQLite"]),
        .library(name: "MartletTelemetry", targets: ["MartletTelemetry"]),
        .library(name: "MartletTesting", targets: ["MartletTesting"]),
        .executable(name: "atelier", targets: ["Atelier"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax.git", "600.0.0"..<"604.0.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]
        ),
        .target(name: "CLibpq"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

        library("MartletContext", [log]),
        library("MartletPayload", ["MartletContext", nioCore]),
        library("MartletResilience", ["MartletContext", log]),
        library("MartletTelemetry", ["MartletContext", "MartletPayload", log, metrics]),
        library("MartletDatabase", ["MartletContext", "MartletPayload", "MartletResilience", log, metrics, crypto]),
        library("MartletSQLite", ["MartletDatabase", "CSQLite"]),
        library(
            "MartletPostgres",
            ["MartletContext", "MartletDatabase", "MartletPayload", "MartletResilience", "CLibpq", log]
        ),
        library(
            "MartletJobs",
            ["MartletContext", "MartletPayload", "MartletResilience", "MartletDatabase", log, metrics, nioCore]
        ),
        library(
            "MartletHTTP",
            ["MartletContext", "MartletPayload", "MartletResilience", log, metrics, nioCore, nioHTTP1, nioPosix]
                + hummingbird
        ),
        library(
            "MartletHTTPClient",
            [
                "MartletContext", "MartletPayload", "MartletResilience", log, metrics, nioCore, nioHTTP1, nioPosix,
                asyncHTTPClient,
            ]
        ),
        library(
            "Martlet",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletTelemetry", "MartletDatabase",
                "MartletJobs", "MartletHTTP", "MartletHTTPClient", log, metrics, nioCore, argumentParser, configuration,
                unixSignals,
            ]
        ),
        library("MartletTesting", ["Martlet", "MartletSQLite", "MartletPostgres", log, nioCore, nioHTTP1, nioPosix]),

        // Macros are a part of their own: no other library links them or the parser of Swift behind them.
        .macro(
            name: "MartletMacrosPlugin",
            dependencies: [syntax, .product(name: "SwiftCompilerPlugin", package: "swift-syntax")],
            swiftSettings: strict
        ),
        library("MartletMacros", ["MartletDatabase", "MartletPayload", "MartletMacrosPlugin"]),

        example(
            "StandIns",
            ["Martlet", "CZlib", crypto, httpTypes, log, nioCore, nioPosix],
            embedding: ["Page/Files"]
        ),
        .executableTarget(
            name: "Atelier",
            dependencies: [
                "Martlet", "MartletMacros", "MartletSQLite", "MartletPostgres", "StandIns", argumentParser, crypto,
                httpTypes, log, metrics, nioCore, nioPosix,
            ],
            path: "Examples/Atelier",
            packageAccess: false,
            swiftSettings: strict
        ),

        tests("MartletContext"),
        tests("MartletPayload", ["MartletContext", nioCore]),
        tests("MartletResilience", ["MartletContext", "MartletTesting", log, logTesting]),
        tests("MartletTelemetry", ["MartletContext", "MartletPayload", "MartletTesting", log, metrics]),
        tests(
            "MartletDatabase",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletTesting", log, logTesting, metrics,
                metricsTesting,
            ]
        ),
        tests("MartletSQLite", ["MartletContext", "MartletDatabase", "MartletTesting"]),
        tests(
            "MartletPostgres",
            [
                "MartletContext", "MartletDatabase", "MartletPayload", "MartletTesting", log, logTesting, nioCore,
                nioPosix,
            ]
        ),
        tests(
            "MartletJobs",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletDatabase", "MartletTesting", nioCore,
                log, logTesting, metrics, metricsTesting,
            ]
        ),
        // A test that depended on the plugin itself would have all tests, and what they test, built a second time.
        tests("MartletMacros", ["MartletContext", "MartletDatabase", "MartletPayload", "MartletTesting"]),
        tests(
            "MartletHTTP",
            [
                "MartletContext", "MartletPayload", "MartletTesting", log, logTesting, metrics, metricsTesting, nioCore,
                nioHTTP1, nioPosix,
            ] + hummingbird
        ),
        tests(
            "MartletHTTPClient",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletTesting", log, logTesting, metrics,
                metricsTesting, nioCore, nioHTTP1, nioPosix,
            ]
        ),
        .executableTarget(
            name: "StubbornService",
            dependencies: ["Martlet"],
            path: "Tests/StubbornService",
            packageAccess: false,
            swiftSettings: strict
        ),
        .executableTarget(
            name: "LittleService",
            dependencies: ["Martlet", "MartletPostgres", "MartletSQLite"],
            path: "Tests/LittleService",
            packageAccess: false,
            swiftSettings: strict
        ),
        tests(
            "Martlet",
            [
                "MartletDatabase", "MartletPostgres", "MartletSQLite", "MartletTesting", "LittleService",
                "StubbornService", log, nioCore,
            ]
        ),
        tests(
            "MartletTesting",
            ["Martlet", "MartletContext", "MartletDatabase", "MartletPostgres", "MartletSQLite", nioCore, nioHTTP1]
        ),
        tests("StandIns", ["Martlet", "MartletTesting", "CZlib", httpTypes, log, nioCore, nioHTTP1]),
        tests("Atelier", ["Martlet", "MartletTesting", "StandIns", crypto, log, nioCore, nioHTTP1, nioPosix]),
    ],
    swiftLanguageModes: [.v6]
)
