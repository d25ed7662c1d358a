// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 mode, with the coming defaults switched on and warnings as errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "rollcall",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "rollcall", targets: ["rollcall"]),
        // For Benchmarks/, which is a package of its own.
        .library(name: "Attendance", targets: ["Attendance"]),
        .library(name: "Formats", targets: ["Formats"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Optimised in debug builds too: playing a school's year takes ten times as long otherwise, and every server
        // and scenario that is tested does it.
        .target(
            name: "Attendance",
            swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .target(
            name: "Formats",
            dependencies: ["Attendance", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings
        ),
        // libpq, from Debian's libpq-dev.
        .systemLibrary(name: "CPostgres"),
        .target(
            name: "Store",
            dependencies: [
                "Attendance", "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Office",
            dependencies: [
                "Attendance", "Formats", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Web",
            dependencies: [
                "Attendance", "Office",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Templates"), .copy("Assets")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "rollcall",
            dependencies: [
                "Attendance", "Formats", "Office", "Store", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "AttendanceTests", dependencies: ["Attendance"], swiftSettings: settings),
        .testTarget(
            name: "FormatsTests", dependencies: ["Formats"], exclude: ["PolicyErrors"],
            swiftSettings: settings),
        // Books on either engine, for the tests of the targets that keep some.
        .target(
            name: "TestBooks", dependencies: ["Store", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/TestBooks", swiftSettings: settings),
        .testTarget(name: "StoreTests", dependencies: ["Store", "TestBooks"], swiftSettings: settings),
        .testTarget(
            name: "OfficeTests", dependencies: ["Office", "Formats", "Store", "TestBooks"],
            swiftSettings: settings),
        .testTarget(
            name: "WebTests", dependencies: ["Web", "Office", "Store", "Formats", "TestBooks"],
            swiftSettings: settings),
    ]
)
