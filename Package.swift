// swift-tools-version: 6.3
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

/// The tests of a module: the code in `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict
    )
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")

let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")

let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

/// What the HTTP server is made of.
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
]

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "MartletContext", targets: ["MartletContext"]),
        .library(name: "MartletPayload", targets: ["MartletPayload"]),
        .library(name: "MartletDatabase", targets: ["MartletDatabase"]),
        .library(name: "MartletSQLite", targets: ["MartletSQLite"]),
        .library(name: "MartletHTTP", targets: ["MartletHTTP"]),
        .library(name: "MartletPostgres", targets: ["MartletPostgres"]),
        .library(name: "MartletHTTPClient", targets: ["MartletHTTPClient"]),
        .library(name: "MartletJobs", targets: ["MartletJobs"]),
        .library(name: "MartletResilience", targets: ["MartletResilience"]),
        .library(name: "MartletTesting", targets: ["MartletTesting"]),
        .library(name: "MartletTelemetry", targets: ["MartletTelemetry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
    ],
    targets: [
        library("MartletContext", [log]),
        tests("MartletContext"),
        library("MartletPayload", ["MartletContext", nioCore]),
        tests("MartletPayload", ["MartletContext", nioCore]),
        library("MartletDatabase", ["MartletContext", "MartletPayload", "MartletResilience", log, crypto]),
        tests("MartletDatabase", ["MartletContext", "MartletPayload", "MartletTesting"]),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]
        ),
        library("MartletSQLite", ["MartletDatabase", "CSQLite"]),
        tests("MartletSQLite", ["MartletContext", "MartletDatabase", "MartletTesting"]),
        .systemLibrary(
            name: "CLibpq",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        library("MartletPostgres", ["MartletDatabase", "MartletPayload", "CLibpq", log]),
        tests("MartletPostgres", ["MartletContext", "MartletDatabase", "MartletTesting"]),
        library(
            "MartletHTTP",
            ["MartletContext", "MartletPayload", "MartletResilience", log, metrics, nioCore, nioHTTP1, nioPosix]
                + hummingbird
        ),
        tests(
            "MartletHTTP",
            [
                "MartletContext", "MartletPayload", "MartletTesting", log, metrics, nioCore, nioHTTP1, nioPosix,
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ] + hummingbird
        ),
        library(
            "MartletHTTPClient",
            [
                "MartletContext", "MartletPayload", "MartletResilience", log, metrics, nioCore, nioHTTP1, nioPosix,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ]
        ),
        tests(
            "MartletHTTPClient",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletTesting", log, metrics,
                nioCore, nioHTTP1, nioPosix,
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        library(
            "MartletJobs",
            ["MartletContext", "MartletPayload", "MartletResilience", "MartletDatabase", log, metrics, nioCore]
        ),
        tests(
            "MartletJobs",
            [
                "MartletContext", "MartletPayload", "MartletResilience", "MartletDatabase", "MartletTesting", nioCore,
                log, .product(name: "InMemoryLogging", package: "swift-log"),
                metrics, .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        library("MartletResilience", ["MartletContext", log]),
        tests(
            "MartletResilience",
            ["MartletContext", "MartletTesting", log, .product(name: "InMemoryLogging", package: "swift-log")]
        ),
        library("MartletTesting", ["MartletContext", "MartletDatabase", "MartletPostgres", "MartletSQLite"]),
        tests("MartletTesting", ["MartletContext"]),
        library("MartletTelemetry", ["MartletContext", "MartletPayload", log, metrics]),
        tests("MartletTelemetry", ["MartletContext", "MartletPayload", "MartletTesting", log, metrics]),
    ],
    swiftLanguageModes: [.v6]
)
