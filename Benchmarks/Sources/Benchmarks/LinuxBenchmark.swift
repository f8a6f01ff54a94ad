import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// What is read of a Linux guest: its kernel found, its log, what its frames are used for, its tasks.
///
/// Log and tasks need a real kernel: with `SAVESCOPE_CAPTURES` set to the folder of the large captures they are those
/// of its `v3`, else those of the sample.
enum LinuxBenchmark: Benchmark {
  static let name = "linux"
  private static let gibibyte = (1 << 30) / 4096

  /// The views that show what the guest's kernel knows, by the keys that lead to them.
  private static let views = [
    KeyPresses(opening: "8", name: "Guest", keys: keys("jjKJjj")),
    KeyPresses(opening: "4uu", name: "Map by use and owner", keys: keys("uKJlju")),
    KeyPresses(opening: "3u", name: "Checkpoints by use", keys: keys("uKJjku")),
    KeyPresses(opening: "2&use = free\n", name: "Pages filtered by use"),
    KeyPresses(opening: "5", name: "Page", keys: keys("j)J(Kk")),
    KeyPresses(opening: "6", name: "Diff", keys: keys("njkNKJ")),
  ]

  private static func keys(_ letters: String) -> [Key] { letters.unicodeScalars.map { .character($0) } }

  static func run(in bench: Bench) throws {
    Figures.heading("What is read of a Linux guest, from a warm index")
    try find(in: bench)
    try readUses(in: bench)
    for path in captures(bench) { try readKernel(path, in: bench) }
  }

  /// A guest that is no Linux costs the most: all page starts are looked at, and nothing ends the search before.
  private static func find(in bench: Bench) throws {
    let path = bench.folder.file("one-gibibyte-no-linux.bin")
    _ = try MigrationCapture(path: path, pages: gibibyte, isSparse: false).write()
    defer { unlink(path) }
    let memory = try memory(path)
    let seconds = try Timing.best(of: 3) {
      guard try !memory.findsLinux(at: 0) else { throw BenchmarkError("a Linux in random pages") }
    }
    Figures.line("looking for it in 1 GiB that is no Linux", Figures.milliseconds(seconds), "goal: 300 ms")
  }

  private static func readUses(in bench: Bench) throws {
    let path = bench.folder.file("four-gibibytes-linux.bin")
    let frames = 4 * gibibyte
    try LinuxCapture(path: path, frames: frames).write()
    defer { unlink(path) }
    let memory = try memory(path)
    guard try memory.findsLinux(at: 0) else { throw BenchmarkError("no Linux in the made-up guest") }
    let seconds = try Timing.best(of: 3) {
      let known = try memory.knownFrameUses(at: 0)
      guard known == UInt64(frames) else { throw BenchmarkError("the uses of \(known) frames of \(frames)") }
    }
    Figures.line("the use of all frames of 4 GiB", Figures.milliseconds(seconds), "goal: 2000 ms")
  }

  private static func readKernel(_ path: String, in bench: Bench) throws {
    let indexed = try IndexedCapture(path: path)
    let memory = try GuestMemory(capture: indexed.capture, index: indexed.index)
    let checkpoint = indexed.index.lastCompleteCheckpoint ?? 0
    let size = Figures.mebibytes(Int(indexed.index.size))
    let name = path.split(separator: "/").suffix(2).joined(separator: "/")
    var (records, tasks) = (0, 0)
    let log = try Timing.best(of: 3) { records = try memory.logRecordCount(at: checkpoint) }
    Figures.line("the log of \(name)", Figures.milliseconds(log), "\(size), \(records) messages; goal: 100 ms")
    let list = try Timing.best(of: 3) { tasks = try memory.taskCount(at: checkpoint) }
    Figures.line("its types and tasks", Figures.milliseconds(list), "\(tasks) tasks; goal: 300 ms")
    guard records > 0, tasks > 0 else { throw BenchmarkError("\(path): nothing was read of its kernel") }
    for view in views { view.measure(indexed) }
  }

  private static func captures(_ bench: Bench) -> [String] {
    let sample = "\(bench.samples)/v3-linux.bin"
    guard let folder = getenv("SAVESCOPE_CAPTURES").map({ String(cString: $0) }) else { return [sample] }
    let large = ["remus-pv", "xl-pv", "xl-pvh", "xl-hvm"].map { "\(folder)/v3/\($0)/stream.bin" }
    let found = large.filter { access($0, R_OK) == 0 }
    return found.isEmpty ? [sample] : found
  }

  private static func memory(_ path: String) throws -> GuestMemory {
    let indexed = try IndexedCapture(path: path)
    return try GuestMemory(capture: indexed.capture, index: indexed.index)
  }
}
