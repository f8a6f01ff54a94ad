/// One thing that is measured: prepares its data, measures, and prints figures.
protocol Benchmark {
  /// The word by which it is asked for on the command line.
  static var name: String { get }
  static func run(in bench: Bench) throws
}

/// What every benchmark needs.
struct Bench {
  /// The `savescope` program that is measured.
  let program: String
  /// The folder of the small samples.
  let samples: String
  /// A folder for data of the benchmarks' own, removed at the end.
  let folder: TemporaryFolder
}

/// Why a measurement could not be made.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
