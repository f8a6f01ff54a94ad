@_spi(Measuring) import SaveStream

/// The guest's own words: its kernel, log, symbols, tasks, stacks, and whose its frames are.
struct LinuxDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    var search = try KernelSearch(memory, at: checkpoint)
    while try !search.step() {}
    switch search.result {
    case .failure(let gap)?: promise(isShown(LinuxText.words(for: gap, other: search.other)), "a gap's words")
    case .success(let kernel)?: try read(kernel, at: checkpoint, &random)
    case nil: break
    }
    try readAddresses(memory, at: checkpoint, &random)
  }

  private func read(_ kernel: LinuxKernel, at checkpoint: Int, _ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    try known { try readLog(kernel, form) }
    try known { try readTasks(kernel, at: checkpoint, form) }
    try known { try readSymbols(kernel, &random) }
    var frames = try FrameSearch(kernel.reader.memory, at: checkpoint, wantsAllUses: random.flip())
    while try !frames.step() {}
    guard case .success(let found)? = frames.result else { return }
    for pfn in found.uses?.stretches.prefix(64).map(\.lowerBound) ?? [0, 1, 2] {
      _ = try found.use(of: pfn)
      _ = found.owners.owners(in: pfn..<pfn + 1)
      _ = try kernel.addresses(ofFrame: pfn)
    }
  }

  /// Runs what a guest may not have.
  private func known(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let gap as LinuxGap {
      promise(isShown(LinuxText.words(for: gap)), "a gap's words")
    }
  }

  private func readLog(_ kernel: LinuxKernel, _ form: ReportFormat) throws {
    let log = try KernelLog.read(kernel)
    promise(log.added(since: log).isEmpty, "a log has messages that it has not")
    try WrittenForm.check(form) { try LogReport(form, to: $0).write(log.records) }
    for record in log.records.prefix(100) {
      for line in LinuxText.lines(of: record) { promise(isShown(line), "a message of the log") }
    }
    _ = LinuxText.remark(of: log)
  }

  private func readTasks(_ kernel: LinuxKernel, at checkpoint: Int, _ form: ReportFormat) throws {
    let list = try TaskList(kernel)
    try list.run()
    try WrittenForm.check(form) { try TaskReport(form, to: $0).write(list.tasks, checkpoint: checkpoint) }
    _ = LinuxText.remark(of: list)
  }

  private func readSymbols(_ kernel: LinuxKernel, _ random: inout Random) throws {
    let symbols = try KernelSymbols(kernel)
    while try !symbols.step() {}
    var search = SymbolSearch(KernelState.symbolNames + ["_stext", "swapper_pg_dir"], in: symbols)
    let found = try search.run()
    _ = try KernelState(kernel, found)
    for address in found.values.joined().prefix(16) {
      let name = try symbols.name(of: address &+ UInt64(random.below(64)))
      promise(name.map { isShown($0.text()) } ?? true, "the name of a symbol")
    }
    var traces = try TraceReading(kernel, symbols)
    while try !traces.step() {}
  }

  /// What lies behind virtual addresses, by the tables of vCPUs.
  private func readAddresses(_ memory: GuestMemory, at checkpoint: Int, _ random: inout Random) throws {
    let reader = GuestReader(memory, at: checkpoint)
    for spaces in try VcpuSpaces.read(memory, at: checkpoint).prefix(2) {
      let starts: [UInt64] = [0xffff_ffff_8100_0000, 0xffff_8880_0000_0000, 0x40_0000, .max - 9000, random.next()]
      let start = random.element(of: starts)
      var bytes = VirtualBytes(spaces.space(of: start), reader, from: start, byteCount: 20_000)
      var count = 0
      while let part = try bytes.step() {
        switch part {
        case .bytes(let bytes): count += bytes.count
        case .hole(_, let byteCount, let reason):
          count += byteCount
          if case .tables(let translation) = reason { _ = LinuxText.words(for: translation) }
        }
      }
      promise(count == 20_000 || UInt64(count - 1) == .max - start, "\(count) bytes from \(start)")
    }
  }
}
