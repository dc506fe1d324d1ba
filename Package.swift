// swift-tools-version: 6.3
import PackageDescription

/// What every target of our own is compiled with.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    // Tests look inside what is delivered, so that they find what the optimiser breaks; it costs nothing, our classes being final.
    .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
]

/// Readers that borrow a packet need lifetime dependencies; nothing else does.
let borrowing = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
    name: "dien-hong",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "dienhong", targets: ["DienHong"]),
        // Not part of what is delivered: it has a cryptography without secrecy.
        .executable(name: "dienhong-sim", targets: ["Simulate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .target(name: "Basics", swiftSettings: borrowing),
        .target(name: "Control", dependencies: ["Basics"], swiftSettings: strict),
        .target(name: "Wire", dependencies: ["Basics"], swiftSettings: borrowing),
        .target(name: "Media", dependencies: ["Wire", "Basics"], swiftSettings: borrowing),
        .target(name: "Conference", dependencies: ["Basics"], swiftSettings: strict),
        .target(name: "FollowUp", dependencies: ["Conference", "Basics"], swiftSettings: strict),
        .target(name: "Reading", dependencies: ["Basics"], swiftSettings: strict),
        .target(name: "Convene", dependencies: ["Conference", "Basics"], swiftSettings: strict),
        .target(name: "Accounts", dependencies: ["Conference", "Basics"], swiftSettings: strict),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(name: "CSockets"),
        .target(name: "CMultiBuffer"),
        .target(name: "Native", dependencies: ["Basics", "COpenSSL", "CSockets", "CMultiBuffer"], swiftSettings: borrowing),
        .target(
            name: "Journal",
            dependencies: [
                "Accounts", "FollowUp", "Convene", "Conference", "Basics",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "MediaServer",
            dependencies: ["Media", "Wire", "Native", "Control", "Basics"],
            swiftSettings: borrowing
        ),
        .target(
            name: "Web",
            dependencies: [
                "Journal", "Accounts", "Reading", "FollowUp", "Convene", "Conference", "Control", "Basics",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "LoadClient",
            dependencies: ["Media", "Wire", "Native", "Basics"],
            swiftSettings: borrowing
        ),
        .target(
            name: "Simulation",
            dependencies: ["Media", "Conference", "Wire", "Basics"],
            swiftSettings: borrowing
        ),
        .executableTarget(name: "Simulate", dependencies: ["Simulation", "Basics"], swiftSettings: strict),
        .executableTarget(
            name: "DienHong",
            dependencies: [
                "Web", "MediaServer", "LoadClient", "Journal", "Accounts", "FollowUp", "Convene", "Conference", "Reading", "Control", "Native", "Basics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BasicsTests",
            dependencies: ["Basics"],
            path: "Tests/Basics",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "ControlTests",
            dependencies: ["Control", "Basics"],
            path: "Tests/Control",
            swiftSettings: strict
        ),
        .testTarget(
            name: "WireTests",
            dependencies: ["Wire", "Basics"],
            path: "Tests/Wire",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "MediaTests",
            dependencies: ["Simulation", "Media", "Wire", "Basics"],
            path: "Tests/Media",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Media", "Wire", "Basics"],
            path: "Tests/Simulation",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "ConferenceTests",
            dependencies: ["Conference", "Basics"],
            path: "Tests/Conference",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ReadingTests",
            dependencies: ["Reading", "Basics"],
            path: "Tests/Reading",
            exclude: ["Texts"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "FollowUpTests",
            dependencies: ["FollowUp", "Conference", "Basics"],
            path: "Tests/FollowUp",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConveneTests",
            dependencies: ["Convene", "Conference", "Basics"],
            path: "Tests/Convene",
            swiftSettings: strict
        ),
        .systemLibrary(name: "CSRTP", path: "Tests/NativeSupport/CSRTP", pkgConfig: "libsrtp2", providers: [.apt(["libsrtp2-dev"])]),
        .testTarget(
            name: "NativeTests",
            dependencies: ["Native", "Basics", "COpenSSL", "CSRTP"],
            path: "Tests/Native",
            swiftSettings: borrowing
        ),
        .testTarget(name: "AccountsTests", dependencies: ["Accounts", "Conference", "Basics"], path: "Tests/Accounts", swiftSettings: strict),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "Accounts", "FollowUp", "Conference", "Basics", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/Journal",
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MediaServerTests",
            dependencies: ["MediaServer", "LoadClient", "Media", "Wire", "Native", "Control", "Basics"],
            path: "Tests/MediaServer",
            swiftSettings: borrowing
        ),
        .testTarget(
            name: "WebTests",
            dependencies: ["Web", "Journal", "Accounts", "FollowUp", "Convene", "Conference", "Control", "Basics",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/Web",
            swiftSettings: strict
        ),
        .testTarget(
            name: "LoadClientTests",
            dependencies: ["LoadClient", "Media", "Wire", "Native", "Basics"],
            path: "Tests/LoadClient",
            swiftSettings: borrowing
        ),
        .testTarget(name: "TidyTests", path: "Tests/Tidy", swiftSettings: strict),
    ]
)

/// `bin/fuzz` and `bin/sanitize` build what meets strangers' bytes, and nothing that others have written.
let core = Context.environment["DIEN_HONG_CORE"] == "1" || Context.environment["DIEN_HONG_FUZZ"] == "1"
if core {
    let outside: Set = ["Journal", "Web", "DienHong", "JournalTests", "WebTests", "TidyTests"]
    package.targets.removeAll { outside.contains($0.name) }
    package.products.removeAll { $0.name == "dienhong" }
    package.dependencies = []
}

if Context.environment["DIEN_HONG_FUZZ"] == "1" {
    // Compiled as nothing that is delivered may be: every branch reports that it was taken.
    let flags = ["-sanitize=fuzzer,address"]
    let fuzzed: Set = ["Basics", "Control", "Wire", "Media", "Conference", "Accounts", "Reading", "Simulation"]
    for target in package.targets where fuzzed.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(flags)]
    }
    package.targets.removeAll { !fuzzed.contains($0.name) }
    package.products = []
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["CFuzzer", "Simulation", "Media", "Conference", "Accounts", "Reading", "Control", "Wire", "Basics"],
            path: "Fuzzing/Program",
            swiftSettings: borrowing + [.unsafeFlags(flags)],
            linkerSettings: [.unsafeFlags(flags + ["-use-ld=lld"])]
        ),
    ]
}
