// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that an ordinary build never resolves or builds it.
let package = Package(
    name: "rollcall-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "rollcall", path: "..")],
    targets: [
        .executableTarget(
            name: "national-figures",
            dependencies: [.product(name: "Attendance", package: "rollcall")],
            path: "Sources/NationalFigures",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "rules-of-a-year",
            dependencies: [
                .product(name: "Attendance", package: "rollcall"),
                .product(name: "Formats", package: "rollcall"),
            ],
            path: "Sources/RulesOfAYear",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
        ),
    ]
)
