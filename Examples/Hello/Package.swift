// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "hello",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "martlet", path: "../..")],
    targets: [
        .executableTarget(
            name: "Hello",
            dependencies: [
                .product(name: "Martlet", package: "martlet"), .product(name: "MartletSQLite", package: "martlet"),
            ]
        )
    ]
)
