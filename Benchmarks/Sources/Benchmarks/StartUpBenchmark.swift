/// The summary of a small capture, from the program's start to its end.
enum StartUpBenchmark: Benchmark {
  static let name = "start-up"

  static func run(in bench: Bench) throws {
    Figures.heading("Start-up")
    let sample = "\(bench.samples)/hvm-remus.bin"
    let nothing = try ChildProcess.best(of: 50, "true")
    Figures.line("true (what starting any program costs here)", Figures.milliseconds(nothing.seconds))
    let summary = try ChildProcess.best(of: 50, bench.program, "summary", sample)
    Figures.line(
      "savescope summary of a sample, best of 50", Figures.milliseconds(summary.seconds), "goal: under 30 ms")
  }
}
