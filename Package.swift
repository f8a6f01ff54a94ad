// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

// The plugin that `make docs` needs is no part of any other build.
let isForDocs = Context.environment["SAVESCOPE_DOCS"] != nil

// The program of `make fuzz` is no part of any other build either. It sees what the package sees; what it is to look for
// ways through, and nothing else, is built to count them.
let isForFuzzing = Context.environment["SAVESCOPE_FUZZ"] != nil
let counted: [SwiftSetting] = isForFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []
// It types what the inspector's own tables have.
let testable: [SwiftSetting] = isForFuzzing ? [.unsafeFlags(["-enable-testing"])] : []
let fuzzing: [Target] = [
  .executableTarget(
    name: "FuzzCaptures",
    dependencies: ["SaveStream", "Inspector", "Samples", "TestSupport", "CZlib", "CZstd", "CLzma"],
    path: "Fuzz/Sources/FuzzCaptures",
    swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
]

// Digests and terminals of the tests are optimised in every build: unoptimised they take longer than all that they test.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// What the Makefile asks for (see EAGER there). Nothing is built behind the tests, whose macros would be read twice.
let isEager = Context.environment["SAVESCOPE_EAGER"] != nil
let eager: [SwiftSetting] = isEager ? [.unsafeFlags(["-emit-module-separately-wmo"])] : []
let inOneRun: [SwiftSetting] = isEager ? [.unsafeFlags(["-no-emit-module-separately-wmo"])] : []

let package = Package(
  name: "savescope",
  products: [
    .library(name: "SaveStream", targets: ["SaveStream"]),
    .library(name: "Inspector", targets: ["Inspector"]),
    .executable(name: "savescope", targets: ["savescope"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ] + (isForDocs ? [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")] : []),
  targets: [
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CZstd"),
    .systemLibrary(name: "CLzma"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CPrefetch"),
    .target(
      name: "SaveStream",
      dependencies: [
        "CPrefetch", "CZlib", "CZstd", "CLzma",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings + eager + counted + [.strictMemorySafety()]),
    .target(name: "Samples", dependencies: ["SaveStream"], swiftSettings: settings + eager),
    .target(
      name: "Inspector",
      dependencies: ["SaveStream"],
      swiftSettings: settings + eager + counted + testable + [.strictMemorySafety()]),
    .target(
      name: "Study",
      dependencies: ["SaveStream", "CSQLite"],
      swiftSettings: settings + eager + [.strictMemorySafety()]),
    .target(
      name: "CTerminal",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CUnfinished"),
    .target(name: "CBuildInfo", dependencies: ["CZlib", "CZstd", "CLzma", "CSQLite"]),
    .executableTarget(
      name: "savescope",
      dependencies: [
        "SaveStream", "Samples", "Study", "Inspector", "CTerminal", "CUnfinished", "CBuildInfo",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings + eager),
    .target(
      name: "TestSupport", dependencies: ["SaveStream", "Samples", "CZstd"], path: "Tests/TestSupport",
      swiftSettings: settings + eager + optimized),
    .testTarget(
      name: "SaveStreamTests", dependencies: ["SaveStream", "Samples", "TestSupport"],
      swiftSettings: settings + inOneRun),
    .testTarget(
      name: "InspectorTests", dependencies: ["Inspector", "TestSupport"], exclude: ["Screens", "Sessions"],
      swiftSettings: settings + inOneRun),
    // The program of docs/library.md, which sees what a package of its own would see.
    .executableTarget(
      name: "costliest-pages", dependencies: ["SaveStream"], path: "Tests/LibraryExample", packageAccess: false,
      swiftSettings: settings),
    .testTarget(
      name: "SavescopeTests", dependencies: ["savescope", "Samples", "TestSupport"],
      swiftSettings: settings + inOneRun),
    // It starts programs and sees nothing of their code. They are not named, so that it is compiled beside them: tests
    // are run when all is built.
    .testTarget(
      name: "ProgramTests", dependencies: ["Inspector", "Samples", "Study", "TestSupport"], exclude: ["Transcripts"],
      swiftSettings: settings + inOneRun),
  ] + (isForFuzzing ? fuzzing : []),
  swiftLanguageModes: [.v6]
)
