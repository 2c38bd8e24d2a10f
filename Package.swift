// swift-tools-version: 6.2
import PackageDescription

/// Every target is strict: Swift 6 mode, explicit existentials, internal imports, warnings as errors.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target of the house. `uses` are its only arrows; ARCHITECTURE.md says why each is there.
func target(
  _ name: String, uses: [Target.Dependency] = [], embeds: [String] = [], links: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: uses, resources: embeds.map { .embedInCode($0) }, swiftSettings: strict,
    linkerSettings: links)
}

/// The tests of one target, in a folder of the same name; golden cases are read from the source tree. All may use `TestSupport`.
func tests(_ name: String, uses: [Target.Dependency], excluding: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: uses + ["TestSupport"], exclude: excluding, swiftSettings: strict)
}

let package = Package(
  name: "Heed",
  products: [.executable(name: "heed", targets: ["heed"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Of the tests alone.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C libraries of the system
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CStandardError"),

    // The line, in order
    target("SourceText"),
    target("Syntax", uses: ["SourceText"]),
    target("Phrasing", uses: ["Syntax", "SourceText"]),
    target("Semantics", uses: ["Syntax", "SourceText", "Plan", "DataModel", "Text"]),
    target("Plan", uses: ["DataModel", "Text"]),
    target("Engine", uses: ["Plan", "Store", "Kernels", "DataModel", "SourceText", "Text"]),
    target("Answers", uses: ["Plan", "DataModel", "SourceText", "Text", "Statistics"]),
    target("Present", uses: ["DataModel", "SourceText", "Spreadsheets", "Parquet"]),

    // Beside the line
    target("DataModel", uses: ["SourceText"]),
    target(
      "Text", uses: ["CStemmer", "SourceText"],
      links: [.linkedLibrary("_FoundationICU", .when(platforms: [.linux]))]),
    target("Kernels"),
    target("Store", uses: ["DataModel", "Text", "Kernels"]),
    target("Statistics"),
    target("Archives", uses: ["DataModel"]),
    target("Parquet", uses: ["Archives", "DataModel", "Kernels"]),
    target("XML"),
    target("SQLite"),
    target("PostgreSQL", uses: ["DataModel"]),
    target("Spreadsheets"),
    target("Encodings"),
    target(
      "Import",
      uses: [
        "Archives", "Encodings", "Parquet", "SQLite", "XML", "Store", "Kernels", "DataModel", "SourceText",
        "Text",
      ]),
    target(
      "Discovery", uses: ["Import", "Store", "Kernels", "Text", "Syntax", "DataModel", "SourceText"],
      embeds: ["Exports"]),
    target("Demo", embeds: ["Phrases"]),
    target(
      "Session",
      uses: [
        "Semantics", "Syntax", "SourceText", "Phrasing", "Plan", "Engine", "Store", "Answers", "Import",
        "Discovery", "Present", "DataModel", "Text",
      ]),

    // The world
    target("HostPOSIX", uses: ["DataModel", "PostgreSQL", "CStandardError"]),
    target("LineEditor", uses: ["CEditline", "HostPOSIX", "SourceText"]),
    target(
      "REPL",
      uses: [
        "Session", "LineEditor", "Present", "Semantics", "Syntax", "SourceText", "DataModel",
        "Plan",
      ]),
    .executableTarget(
      name: "heed",
      dependencies: [
        "REPL", "Session", "Present", "HostPOSIX", "LineEditor", "Demo", "SourceText", "DataModel",
        "Syntax", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The race (`make bench`)
    .executableTarget(
      name: "benchmark-data", dependencies: ["DataModel"], path: "Benchmarks/Data", swiftSettings: strict),
    .executableTarget(
      name: "benchmark-heed", dependencies: ["Session", "Present", "HostPOSIX", "SourceText", "DataModel"],
      path: "Benchmarks/Heed", swiftSettings: strict),

    // Tests
    tests("HostTests", uses: ["HostPOSIX", "DataModel"]),
    tests("SyntaxTests", uses: ["Syntax", "SourceText", "Sentences"], excluding: ["Golden"]),
    tests("PhrasingTests", uses: ["Phrasing"]),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
    .target(
      name: "Sentences", dependencies: ["TestSupport"], path: "Tests/Sentences", swiftSettings: strict),
    tests("DataModelTests", uses: ["DataModel"]),
    tests("TextTests", uses: ["Text"]),
    tests(
      "SemanticsTests", uses: ["Semantics", "Plan", "Syntax", "SourceText", "DataModel", "Text"],
      excluding: ["Golden"]),
    tests("KernelTests", uses: ["Kernels"]),
    tests("StoreTests", uses: ["Store", "DataModel", "Text"]),
    tests("EngineTests", uses: ["Engine", "Store", "Plan", "DataModel", "Text"]),
    tests("StatisticsTests", uses: ["Statistics"]),
    tests(
      "ImportTests",
      uses: [
        "Import", "Parquet", "Store", "DataModel", "SourceText",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(
      "PostgreSQLTests",
      uses: ["PostgreSQL", "HostPOSIX", "Session", "Import", "Store", "DataModel", "SourceText"]),
    tests("PresentTests", uses: ["Present", "DataModel", "SourceText"]),
    tests("DemoTests", uses: ["Demo", "Text"]),
    tests("StoryTests", uses: ["Session", "SourceText", "DataModel", "Demo"]),
    tests("WhyTests", uses: ["Session", "SourceText", "DataModel", "Worlds"]),
    .target(
      name: "Worlds", dependencies: ["TestSupport", "Session", "SourceText", "DataModel"],
      path: "Tests/Worlds",
      swiftSettings: strict),
    .executableTarget(
      name: "why-worlds", dependencies: ["Worlds"], path: "Tests/WhyWorlds", swiftSettings: strict),
    tests("LineEditorTests", uses: ["LineEditor", "line-editor-trial"]),
    .executableTarget(
      name: "line-editor-trial", dependencies: ["LineEditor"], path: "Tests/LineEditorTrial",
      swiftSettings: strict),
    tests(
      "SessionTests",
      uses: [
        "Session", "Present", "Answers", "Engine", "Store", "Plan", "Semantics", "Syntax", "SourceText",
        "DataModel", "Text", "Demo", "Sentences",
      ], excluding: ["Golden"]),
    tests(
      "OracleTests",
      uses: [
        "Session", "Present", "Answers", "Engine", "Store", "Plan", "Semantics", "Syntax", "SourceText",
        "DataModel", "Statistics", "Text", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(
      "REPLTests",
      uses: ["REPL", "Session", "Present", "Syntax", "SourceText", "Plan", "DataModel", "Demo"]),
    tests(
      "VoiceTests",
      uses: ["Session", "Statistics", "SourceText", "DataModel", "Text", "Demo"]),
    tests("CommandTests", uses: ["heed", "SourceText"]),
    tests("TimeTests", uses: ["Session", "SourceText", "DataModel"]),
    tests(
      "ManualTests", uses: ["REPL", "Session", "Present", "Demo", "Syntax", "SourceText", "DataModel"],
      excluding: ["questions.heed", "questions.txt", "phrases.txt"]),
    .target(
      name: "Fuzzing", dependencies: ["Session", "Present", "Syntax", "Text", "SourceText", "DataModel"],
      path: "Tests/Fuzz/Targets", swiftSettings: strict),
    tests("FuzzTests", uses: ["Fuzzing", "Sentences"]),
  ]
)

// Fuzzing (`make fuzz`): libFuzzer is linked to this one program, and every target is built with its counters.
if Context.environment["HEED_FUZZING"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CFuzzer", "Fuzzing"], path: "Tests/Fuzz/Driver", swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
}
