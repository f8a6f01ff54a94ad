// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "savescope-benchmarks",
  products: [.executable(name: "savescope-benchmarks", targets: ["Benchmarks"])],
  dependencies: [.package(name: "savescope", path: "..")],
  targets: [
    // A release build compiles C with -O2.
    .target(name: "CDeltaLoop"),
    // glibc's <malloc.h>, which the Glibc module leaves out.
    .systemLibrary(name: "CMalloc"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CDeltaLoop", "CMalloc",
        .product(name: "SaveStream", package: "savescope"),
        .product(name: "Inspector", package: "savescope"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
