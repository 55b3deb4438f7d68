// swift-tools-version: 6.2
import PackageDescription

/// Set by `.ci/run`: every warning of ours is an error there, and nowhere else, so that a newer compiler's new
/// warning never stops a user's build.
let strict: [SwiftSetting] =
    Context.environment["TESSERA_WARNINGS_AS_ERRORS"] == "1" ? [.treatAllWarnings(as: .error)] : []

let swift: [SwiftSetting] =
    strict + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableExperimentalFeature("Lifetimes"),
    ]

/// Floors 3 and up touch memory only through checked types, or say `unsafe` where they must.
let safe: [SwiftSetting] = swift + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "Tessera",
    products: [
        .executable(name: "tesserad", targets: ["tesserad"]),
        .executable(name: "tessera", targets: ["tessera"]),
        .library(name: "TesseraClient", targets: ["TesseraClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // Floor 0: C.
        .target(
            name: "CVectorKernels",
            // Kernels at -O0 are ten times slower and make the tests crawl; no client library reaches this target.
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CMessages", dependencies: ["CProtobufC"]),
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
        .systemLibrary(name: "CLibuv", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
        .systemLibrary(name: "CRocksDB", pkgConfig: "rocksdb", providers: [.apt(["librocksdb-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        // No pkgConfig: its Cflags hold a -D, which SwiftPM warns about. The module map links it.
        .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),
        // Debian's package has no pkg-config file. The module map links it.
        .systemLibrary(name: "CRoaring", providers: [.apt(["libroaring-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
        .systemLibrary(name: "CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-serial-dev"])]),
        .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl")]),

        // Floor 1: ground.
        .target(name: "Vocabulary", swiftSettings: swift),
        .target(name: "Ground", dependencies: ["CXXHash"], swiftSettings: swift),

        // Floor 2: faces of C, each the only importer of its library.
        .target(name: "Wire", dependencies: ["CMessages", "CProtobufC", "Vocabulary", "Ground"], swiftSettings: swift),
        .target(
            name: "Kernels", dependencies: ["CVectorKernels", "CBLAS", "Vocabulary", "Ground"], swiftSettings: swift),
        .target(name: "Storage", dependencies: ["CRocksDB", "Ground"], swiftSettings: swift),
        .target(name: "Eventing", dependencies: ["CLibuv", "Ground"], swiftSettings: swift),
        .target(name: "Inference", dependencies: ["COnnxRuntime", "Ground"], swiftSettings: swift),
        .target(name: "JSON", dependencies: ["CJansson", "Ground"], swiftSettings: swift),
        .target(name: "Folding", dependencies: ["CUtf8proc"], swiftSettings: swift),
        .target(name: "Bitmaps", dependencies: ["CRoaring"], swiftSettings: swift),
        .target(name: "Fetching", dependencies: ["CCurl", "Ground"], swiftSettings: swift),
        .target(name: "HTTP2", dependencies: ["CNghttp2", "Ground"], swiftSettings: swift),

        // Floor 3: logic.
        .target(
            name: "Session", dependencies: ["HTTP2", "Wire", "Vocabulary", "Ground"], swiftSettings: safe),
        .target(name: "Routing", dependencies: ["Vocabulary", "Ground"], swiftSettings: safe),
        .target(name: "Quantization", dependencies: ["Kernels", "Vocabulary", "Ground"], swiftSettings: safe),
        .target(
            name: "Gallery", dependencies: ["Kernels", "JSON", "Folding", "Vocabulary", "Ground"], swiftSettings: safe),

        // Floor 4: assemblies.
        .target(
            name: "Indexing",
            dependencies: ["Quantization", "Routing", "Bitmaps", "Kernels", "Vocabulary", "Ground"],
            swiftSettings: safe),
        .target(
            name: "Serving", dependencies: ["Session", "HTTP2", "Eventing", "Wire", "Vocabulary", "Ground"],
            swiftSettings: safe),
        .target(
            name: "Calling", dependencies: ["Session", "Eventing", "Wire", "Vocabulary", "Ground"],
            swiftSettings: safe),
        .target(
            name: "Loading", dependencies: ["Session", "HTTP2", "Eventing", "Wire", "Vocabulary", "Ground", histogram],
            swiftSettings: safe),
        .target(
            name: "Encoding", dependencies: ["Inference", "Folding", "Fetching", "JSON", "Vocabulary", "Ground"],
            swiftSettings: safe),

        // Floor 5: nodes.
        .target(
            name: "ShardNode",
            dependencies: [
                "Indexing", "Quantization", "Gallery", "Routing", "Serving", "Calling", "Storage", "Wire", "Kernels",
                "Folding", "Vocabulary", "Ground",
            ],
            swiftSettings: safe),
        .target(
            name: "CoordinatorNode",
            dependencies: [
                "Routing", "Gallery", "Encoding", "Serving", "Calling", "Indexing", "Quantization", "Eventing", "Wire",
                "JSON", "Kernels", "Vocabulary", "Ground",
            ],
            swiftSettings: safe),

        .target(
            name: "TesseraClient", dependencies: ["Calling", "Wire", "Vocabulary", "Ground"], swiftSettings: safe),

        // Floor 6: programs.
        .executableTarget(
            name: "tesserad",
            dependencies: [
                "ShardNode", "CoordinatorNode", "Routing", "Serving", "Encoding", "Eventing", "Storage", "Kernels",
                "Gallery", "Vocabulary", "Ground", argumentParser, logging, yams,
            ],
            swiftSettings: safe),
        .executableTarget(
            name: "tessera",
            dependencies: [
                "Calling", "Loading", "Gallery", "Wire", "JSON", "Eventing", "Vocabulary", "Ground", argumentParser,
            ],
            swiftSettings: safe),

        // Helpers of tests: what several test targets share, and a child process that is killed while it writes.
        .target(name: "TrialGround", path: "Tests/Helpers/TrialGround", swiftSettings: swift),
        .target(
            name: "TrialSearch", dependencies: ["Gallery", "Vocabulary", "Ground"], path: "Tests/Helpers/TrialSearch",
            swiftSettings: swift),
        .executableTarget(
            name: "durability-trial", dependencies: ["ShardNode", "Storage", "Kernels", "Vocabulary", "Ground"],
            path: "Tests/Helpers/DurabilityTrial", swiftSettings: swift),

        // The bytes of HTTP/2, right and wrong ones.
        .target(
            name: "TrialHTTP2", dependencies: ["CNghttp2"], path: "Tests/Helpers/TrialHTTP2", swiftSettings: swift),

        // A server that stops now and then, for whoever measures latency.
        .target(
            name: "TrialServer", dependencies: ["Serving", "Eventing", "Wire", "Vocabulary", "Ground"],
            path: "Tests/Helpers/TrialServer", swiftSettings: swift),

        // A server of gRPC's interoperability cases.
        .executableTarget(
            name: "interop-server", dependencies: ["Serving", "Eventing", "Wire", "Vocabulary", "Ground"],
            path: "Tests/Helpers/InteropServer", swiftSettings: swift),

        // A program whose allocations and instructions are counted; its C counts what it asks memory for.
        .target(name: "CAllocations", path: "Tests/Helpers/CAllocations"),
        .executableTarget(
            name: "counted-search",
            dependencies: [
                "CAllocations", "Indexing", "Quantization", "Kernels", "Vocabulary", "Ground", "TrialGround",
            ],
            path: "Tests/Helpers/CountedSearch", swiftSettings: swift),

        // Tests, a folder a module, then those of the whole.
        .testTarget(name: "GroundTests", dependencies: ["Ground", "TrialGround"], swiftSettings: swift),
        .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: swift),
        .testTarget(name: "WireTests", dependencies: ["Wire", "Vocabulary", "Ground"], swiftSettings: swift),
        .testTarget(
            name: "KernelsTests", dependencies: ["Kernels", "CVectorKernels", "Vocabulary", "Ground", "TrialGround"],
            swiftSettings: swift),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "Ground", "TrialGround", "durability-trial"],
            swiftSettings: swift),
        .testTarget(name: "EventingTests", dependencies: ["Eventing", "Ground"], swiftSettings: swift),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: swift),
        .testTarget(name: "FoldingTests", dependencies: ["Folding"], swiftSettings: swift),
        .testTarget(name: "BitmapsTests", dependencies: ["Bitmaps", "TrialGround"], swiftSettings: swift),
        .testTarget(name: "FetchingTests", dependencies: ["Fetching", "Ground", "TrialGround"], swiftSettings: swift),
        .testTarget(
            name: "SessionTests",
            dependencies: ["Session", "HTTP2", "Wire", "Vocabulary", "Ground", "TrialHTTP2"], swiftSettings: swift),
        .testTarget(
            name: "RoutingTests", dependencies: ["Routing", "Session", "Vocabulary", "Ground", "TrialGround"],
            swiftSettings: swift),
        .testTarget(
            name: "GalleryTests",
            dependencies: ["Gallery", "JSON", "Folding", "Kernels", "Vocabulary", "Ground", "TrialSearch"],
            swiftSettings: swift),
        .testTarget(
            name: "QuantizationTests",
            dependencies: ["Quantization", "Kernels", "Vocabulary", "Ground", "TrialGround"], swiftSettings: swift),
        .testTarget(
            name: "IndexingTests",
            dependencies: [
                "Indexing", "Quantization", "Kernels", "Vocabulary", "Ground", "TrialGround", "TrialSearch",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "Serving", "Calling", "Session", "Eventing", "Wire", "Vocabulary", "Ground", "TrialHTTP2",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "LoadingTests",
            dependencies: ["Loading", "Eventing", "Wire", "Vocabulary", "Ground", "TrialServer"], swiftSettings: swift),
        .testTarget(
            name: "EncodingTests",
            dependencies: ["Encoding", "Inference", "Folding", "JSON", "Vocabulary", "Ground", "TrialGround"],
            swiftSettings: swift),
        .testTarget(
            name: "ShardNodeTests",
            dependencies: [
                "ShardNode", "Indexing", "Quantization", "Gallery", "Routing", "Storage", "Wire", "Kernels",
                "Vocabulary", "Ground", "TrialGround", "durability-trial",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "CoordinatorNodeTests",
            dependencies: [
                "CoordinatorNode", "ShardNode", "Indexing", "Quantization", "Serving", "Calling", "Gallery", "Routing",
                "Encoding", "Eventing", "JSON", "Wire", "Kernels", "Vocabulary", "Ground", "TrialGround",
                "TrialSearch",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "ToolTests",
            dependencies: [
                "tessera", "Calling", "Loading", "Gallery", "JSON", "Vocabulary", "Ground", argumentParser,
                "TrialGround",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Calling", "Gallery", "JSON", "Kernels", "Vocabulary", "Ground", "TesseraClient", "TrialGround",
                "tesserad", "tessera",
            ],
            swiftSettings: swift),
        .executableTarget(
            name: "tessera-bench",
            dependencies: [
                "ShardNode", "Indexing", "Quantization", "Gallery", "Routing", "Calling", "Serving", "Session",
                "Loading", "Kernels", "Eventing", "Wire", "Vocabulary", "Ground", "TrialGround", "TrialServer",
                argumentParser,
            ],
            path: "Tests/Benchmarks", swiftSettings: swift),
        .testTarget(name: "AllocationTests", dependencies: ["counted-search"], swiftSettings: swift),
        .testTarget(name: "TidyTests", swiftSettings: swift),
    ]
)
