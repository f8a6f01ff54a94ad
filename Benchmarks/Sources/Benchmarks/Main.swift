import Glibc

@main
struct Main {
  // The first must stay first: the peak memory of a child counts from that of its parent, which is small only as
  // long as nothing large has been measured.
  static var benchmarks: [any Benchmark.Type] {
    [
      IndexingBenchmark.self, StartUpBenchmark.self, RowsBenchmark.self, FirstScreenBenchmark.self,
      KeyPressBenchmark.self, DeltaScanBenchmark.self, DeltaBreakdownBenchmark.self, DeltaApplyBenchmark.self,
      DeltaEncodeBenchmark.self, GuestMemoryBenchmark.self, PageAtCheckpointBenchmark.self, IndexMemoryBenchmark.self,
      FarPFNsBenchmark.self, SelectionBenchmark.self, LinuxBenchmark.self,
    ]
  }

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let names = benchmarks.map { $0.name }
    let chosen = arguments.dropFirst(2)
    guard arguments.count >= 2, chosen.allSatisfy(names.contains) else {
      print("usage: savescope-benchmarks PROGRAM SAMPLES-FOLDER [\(names.joined(separator: "|"))]…")
      exit(2)
    }
    do {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let bench = Bench(program: arguments[1], samples: arguments[2], folder: folder)
      for benchmark in benchmarks where chosen.isEmpty || chosen.contains(benchmark.name) {
        try benchmark.run(in: bench)
        fflush(nil)
      }
    } catch {
      print("benchmarks: \(error)")
      exit(1)
    }
  }
}
