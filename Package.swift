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
func room(
  _ name: String, uses: [Target.Dependency] = [], embeds: [String] = [], links: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: uses, resources: embeds.map { .embedInCode($0) }, swiftSettings: strict,
    linkerSettings: links)
}

/// The tests of one target, in a folder of the same name; golden cases are read from the source tree.
func trial(_ name: String, uses: [Target.Dependency], excluding: [String] = []) -> Target {
  .testTarget(name: name, dependencies: uses, exclude: excluding, swiftSettings: strict)
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

    // The line, in order
    room("SourceText"),
    room("Syntax", uses: ["SourceText"]),
    room("Semantics", uses: ["Syntax", "SourceText", "Plan", "DataModel", "Text"]),
    room("Plan", uses: ["DataModel", "Text"]),
    room("Engine", uses: ["Plan", "Store", "Kernels", "DataModel", "Text"]),
    room("Answers", uses: ["Plan", "DataModel", "Text", "Statistics"]),
    room("Present", uses: ["DataModel", "SourceText"]),

    // Beside the line
    room("DataModel", uses: ["SourceText"]),
    room(
      "Text", uses: ["CStemmer", "SourceText"],
      links: [.linkedLibrary("_FoundationICU", .when(platforms: [.linux]))]),
    room("Kernels"),
    room("Store", uses: ["DataModel", "Text", "Kernels"]),
    room("Statistics"),
    room("Import", uses: ["Store", "Kernels", "DataModel", "SourceText", "Text"]),
    room("Demo", embeds: ["Phrases"]),
    room(
      "Session",
      uses: [
        "Semantics", "Syntax", "SourceText", "Plan", "Engine", "Store", "Answers", "Import",
        "Present", "DataModel", "Text",
      ]),

    // The world
    room("HostPOSIX", uses: ["DataModel"]),
    room("LineEditor", uses: ["CEditline", "HostPOSIX", "SourceText"]),
    room(
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
    trial("HostTests", uses: ["HostPOSIX", "DataModel"]),
    trial("SyntaxTests", uses: ["Syntax", "SourceText", "Sentences"], excluding: ["Golden"]),
    .target(name: "Sentences", path: "Tests/Sentences", swiftSettings: strict),
    trial("DataModelTests", uses: ["DataModel"]),
    trial("TextTests", uses: ["Text"]),
    trial(
      "SemanticsTests", uses: ["Semantics", "Plan", "Syntax", "SourceText", "DataModel", "Text"],
      excluding: ["Golden"]),
    trial("KernelTests", uses: ["Kernels"]),
    trial("StoreTests", uses: ["Store", "DataModel", "Text"]),
    trial("EngineTests", uses: ["Engine", "Store", "Plan", "DataModel", "Text"]),
    trial("StatisticsTests", uses: ["Statistics"]),
    trial("ImportTests", uses: ["Import", "Store", "DataModel", "SourceText"]),
    trial("PresentTests", uses: ["Present", "DataModel", "SourceText"]),
    trial("DemoTests", uses: ["Demo", "Text"]),
    trial("StoryTests", uses: ["Session", "SourceText", "DataModel", "Demo"]),
    trial("WhyTests", uses: ["Session", "SourceText", "DataModel", "Worlds"]),
    .target(
      name: "Worlds", dependencies: ["Session", "SourceText", "DataModel"], path: "Tests/Worlds",
      swiftSettings: strict),
    .executableTarget(
      name: "why-worlds", dependencies: ["Worlds"], path: "Tests/WhyWorlds", swiftSettings: strict),
    trial("LineEditorTests", uses: ["LineEditor", "line-editor-trial"]),
    .executableTarget(
      name: "line-editor-trial", dependencies: ["LineEditor"], path: "Tests/LineEditorTrial",
      swiftSettings: strict),
    trial(
      "SessionTests",
      uses: [
        "Session", "Present", "Answers", "Engine", "Store", "Plan", "Semantics", "Syntax", "SourceText",
        "DataModel", "Text", "Demo", "Sentences",
      ], excluding: ["Golden"]),
    trial(
      "OracleTests",
      uses: [
        "Session", "Present", "Answers", "Engine", "Store", "Plan", "Semantics", "Syntax", "SourceText",
        "DataModel", "Statistics", "Text", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    trial(
      "REPLTests",
      uses: ["REPL", "Session", "Present", "Syntax", "SourceText", "Plan", "DataModel", "Demo"]),
    trial(
      "VoiceTests",
      uses: ["Session", "Statistics", "SourceText", "DataModel", "Text", "Demo"]),
    trial("CommandTests", uses: ["heed", "SourceText"]),
    trial("TimeTests", uses: ["Session", "SourceText", "DataModel"]),
    trial(
      "ManualTests", uses: ["REPL", "Session", "Present", "Demo", "Syntax", "SourceText", "DataModel"],
      excluding: ["questions.heed", "questions.txt"]),
    .target(
      name: "Fuzzing", dependencies: ["Session", "Present", "Syntax", "Text", "SourceText", "DataModel"],
      path: "Tests/Fuzz/Targets", swiftSettings: strict),
    trial("FuzzTests", uses: ["Fuzzing"]),
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
