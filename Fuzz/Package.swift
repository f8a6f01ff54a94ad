// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "savescope-fuzz",
  dependencies: [.package(name: "savescope", path: "..")],
  targets: [
    // libFuzzer brings its own `main`, and calls LLVMFuzzerTestOneInput.
    .executableTarget(
      name: "FuzzReading",
      dependencies: [.product(name: "SaveStream", package: "savescope")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-Xlinker", "--defsym=FuzzReading_main=main"])])
  ],
  swiftLanguageModes: [.v6]
)
