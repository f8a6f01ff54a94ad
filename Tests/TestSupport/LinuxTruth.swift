/// What a debugger with full debug information says of the Linux guest of a large capture, at a checkpoint.
public struct LinuxTruth: Sendable, CustomStringConvertible {
  public let capture: CaptureFixture
  /// nil for the last complete one.
  public let checkpoint: Int?
  private let folder: String

  /// A process as the debugger tells of it.
  public struct Task: Sendable, Equatable {
    public let pid, tgid, ppid: UInt32
    public let comm: String
    public let state: UInt32
    public let hasUserMemory: Bool

    public init(pid: UInt32, tgid: UInt32, ppid: UInt32, comm: String, state: UInt32, hasUserMemory: Bool) {
      (self.pid, self.tgid, self.ppid, self.comm) = (pid, tgid, ppid, comm)
      (self.state, self.hasUserMemory) = (state, hasUserMemory)
    }
  }

  public var description: String { capture.name + (checkpoint.map { "-\($0)" } ?? "") }

  /// One for each capture and checkpoint of which something is known; none where the large captures are missing.
  public static var all: [LinuxTruth] {
    Fixtures.v3.flatMap { capture -> [LinuxTruth] in
      let folder = Fixtures.folderOfLinux(capture)
      return FixtureFile.names(in: folder).filter { $0.hasPrefix("tasks") }.map { name in
        let number = name.dropFirst("tasks".count).dropLast(".tsv".count).dropFirst()
        return LinuxTruth(capture: capture, checkpoint: Int(number), folder: folder)
      }
    }
  }

  private func path(_ name: String, _ kind: String) -> String {
    "\(folder)/\(name)\(checkpoint.map { "-\($0)" } ?? "").\(kind)"
  }

  /// The lines of the kernel log. The file ends in a line break more than the log does.
  public func log() throws -> [String] {
    try FixtureFile.text(path("dmesg", "txt")).split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
      .map(String.init)
  }

  /// The word for the use of each frame.
  public func uses() throws -> [UInt64: String] {
    var uses: [UInt64: String] = [:]
    for line in try FixtureFile.lines(path("use", "tsv")).dropFirst() {
      let cells = line.split(separator: "\t")
      if cells.count == 2, let pfn = UInt64(cells[0], radix: 16) { uses[pfn] = String(cells[1]) }
    }
    return uses
  }

  public func tasks() throws -> [Task] {
    try FixtureFile.lines(path("tasks", "tsv")).dropFirst().compactMap { line in
      let cells = line.split(separator: "\t").map(String.init)
      guard cells.count == 6, let pid = UInt32(cells[0]), let tgid = UInt32(cells[1]), let ppid = UInt32(cells[2]),
        let state = UInt32(cells[4], radix: 16)
      else { return nil }
      return Task(pid: pid, tgid: tgid, ppid: ppid, comm: cells[3], state: state, hasUserMemory: cells[5] == "1")
    }
  }

  /// The owners of each frame, ascending.
  public func owners() throws -> [UInt64: [UInt32]] {
    var owners: [UInt64: [UInt32]] = [:]
    for line in try FixtureFile.lines(path("owners", "tsv")).dropFirst() {
      let cells = line.split(separator: "\t")
      guard cells.count == 2, let tgid = UInt32(cells[0]) else { continue }
      for range in cells[1].split(separator: ",") {
        let ends = range.split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard let first = ends.first, let last = ends.last else { continue }
        for pfn in first...last { owners[pfn, default: []].append(tgid) }
      }
    }
    return owners.mapValues { $0.sorted() }
  }

  /// Addresses in the kernel's image and their symbols; none where nothing is known of them.
  public func symbols() throws -> [(address: UInt64, name: String)] {
    guard FixtureFile.exists(path("symbols", "tsv")) else { return [] }
    return try FixtureFile.lines(path("symbols", "tsv")).compactMap { line in
      let cells = line.split(separator: "\t")
      guard cells.count == 2, let address = UInt64(cells[0], radix: 16) else { return nil }
      return (address, String(cells[1]))
    }
  }
}
