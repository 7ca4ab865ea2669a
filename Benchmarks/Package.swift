// swift-tools-version: 6.3
import PackageDescription

/// The settings of the libraries that are measured.
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

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "arena", targets: ["Arena"]),
        .executable(name: "benchmarks", targets: ["Benchmarks"]),
        .executable(name: "data", targets: ["Data"]),
        .executable(name: "intake", targets: ["Intake"]),
        .library(name: "SlowDisk", type: .dynamic, targets: ["SlowDisk"]),
    ],
    dependencies: [
        .package(name: "martlet", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "Arena",
            dependencies: [
                .product(name: "Martlet", package: "martlet"),
                .product(name: "MartletPostgres", package: "martlet"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                .product(name: "MartletContext", package: "martlet"),
                .product(name: "MartletHTTPClient", package: "martlet"),
                .product(name: "MartletPayload", package: "martlet"),
                .product(name: "MartletResilience", package: "martlet"),
                .product(name: "MartletTesting", package: "martlet"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "Data",
            dependencies: [
                .product(name: "MartletContext", package: "martlet"),
                .product(name: "MartletDatabase", package: "martlet"),
                .product(name: "MartletPostgres", package: "martlet"),
                .product(name: "MartletSQLite", package: "martlet"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        // Preloaded by the benchmark, never linked.
        .target(name: "SlowDisk"),
        .executableTarget(
            name: "Intake",
            dependencies: [
                .product(name: "Martlet", package: "martlet"),
                .product(name: "MartletSQLite", package: "martlet"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
