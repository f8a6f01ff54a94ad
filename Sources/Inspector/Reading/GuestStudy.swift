@_spi(Measuring) import SaveStream

/// What is read of the guest's kernel as of a checkpoint, slice by slice, and kept: nothing is read twice.
final class GuestStudy {
  /// What is found out one after the other.
  private enum Part: CaseIterable {
    case kernel, log, added, symbols, state, vcpus, uses, tasks, owners, totals, tables

    /// What takes a kernel.
    static let ofKernel = Set(allCases).subtracting([.tables])

    static func needed(for depth: Depth) -> [Part] {
      switch depth {
      case .kernel: [.kernel]
      case .symbols: [.kernel, .symbols]
      case .tables: [.tables]
      case .frame: [.kernel, .symbols, .tables]
      case .uses: [.kernel, .uses]
      case .owners: [.kernel, .symbols, .uses, .tasks, .owners]
      case .everything: allCases.filter { $0 != .tables }
      }
    }
  }

  let checkpoint: Int
  let memory: GuestMemory
  /// Whether more of the checkpoint may come.
  let isOfWhole: Bool
  private(set) var facts: GuestFacts
  /// The kernel, once it is found.
  private(set) var kernel: LinuxKernel?
  /// Its symbols, once they are read; nil where there are none.
  private(set) var symbols: KernelSymbols?

  private let pages: PageRows
  /// Where the kernel was at another checkpoint.
  private let known: UInt64?
  private var done: Set<Part> = []
  private var search: KernelSearch?
  private var reading: LogReading?
  private var log: KernelLog?
  private var earlierSearch: KernelSearch?
  private var earlierReading: LogReading?
  private var names: SymbolSearch?
  private var traces: TraceReading?
  private(set) var useSearch: UseSearch?
  private(set) var list: TaskList?
  private var ownerSearch: OwnerSearch?
  private(set) var owners: FrameOwners?
  private var totals: SentTotals?
  private(set) var tables: TableSearch?

  init(_ memory: GuestMemory, at checkpoint: Int, pages: PageRows, known: UInt64?) {
    self.memory = memory
    self.checkpoint = checkpoint
    self.pages = pages
    self.known = known
    isOfWhole = memory.index.isFinished || checkpoint <= memory.index.lastCompleteCheckpoint ?? -1
    facts = GuestFacts(checkpoint: checkpoint)
  }

  /// Whether all is known.
  func has(_ depth: Depth) -> Bool { Part.needed(for: depth).allSatisfy(done.contains) }

  /// How much is known, 0…1.
  func part(of depth: Depth) -> Double {
    let parts = Part.needed(for: depth)
    let current = parts.first { !done.contains($0) }
    let whole = parts.reduce(0) { $0 + (done.contains($1) ? 1 : 0) }
    return min((Double(whole) + (current.map(progress) ?? 0)) / Double(parts.count), 1)
  }

  private func progress(_ part: Part) -> Double {
    switch part {
    case .kernel: search?.part ?? 0
    case .symbols: symbols?.part ?? 0
    case .state: names?.part ?? 0
    case .uses: useSearch?.part ?? 0
    case .owners: ownerSearch?.part ?? 0
    case .totals: totals?.part ?? 0
    case .vcpus: traces?.part ?? 0
    case .log, .added, .tasks, .tables: 0
    }
  }

  /// Finds out a slice more. Returns whether all is known.
  func step(to depth: Depth) throws(CaptureError) -> Bool {
    guard let part = Part.needed(for: depth).first(where: { !done.contains($0) }) else { return true }
    if try step(part) { done.insert(part) }
    facts.isWhole = has(.everything)
    return has(depth)
  }

  /// Returns whether a part is known, or it is known why it cannot be.
  private func step(_ part: Part) throws(CaptureError) -> Bool {
    switch part {
    case .kernel: try findKernel()
    case .log: try readLog()
    case .added: try readEarlierLog()
    case .symbols: try readSymbols()
    case .state: try readState()
    case .vcpus: try readVcpus()
    case .uses: try readUses()
    case .tasks: try readTasks()
    case .owners: try readOwners()
    case .totals: try count()
    case .tables: try findTables()
    }
  }

  // MARK: The kernel and its log

  private func findKernel() throws(CaptureError) -> Bool {
    if search == nil { search = try KernelSearch(memory, at: checkpoint, known: known) }
    guard try search?.step() == true, let search, let result = search.result else { return false }
    switch result {
    case .success(let kernel):
      self.kernel = kernel
      facts.kernel = .known(.init(release: kernel.info.release, buildID: kernel.info.buildID))
    case .failure(let gap):
      facts.kernel = .missing(LinuxText.words(for: gap, other: search.other))
      done.formUnion(Part.ofKernel)
    }
    self.search = nil
    return true
  }

  private func readLog() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    let result = try attempt { () throws -> KernelLog? in
      if reading == nil { reading = try LogReading(kernel) }
      return try reading?.step()
    }
    switch result {
    case .success(nil): return false
    case .success(let log?):
      self.log = log
      facts.log = .known(.init(records: log.records, lostCount: log.lostRecords, absentCount: log.absentRecords))
    case .failure(let gap): facts.log = .missing(LinuxText.words(for: gap))
    }
    reading = nil
    return true
  }

  /// Reads the log as of the checkpoint before, for what was added since.
  private func readEarlierLog() throws(CaptureError) -> Bool {
    guard let kernel, let log, checkpoint > 0 else { return true }
    if earlierReading == nil {
      if earlierSearch == nil { earlierSearch = try KernelSearch(memory, at: checkpoint - 1, known: kernel.pfn) }
      guard try earlierSearch?.step() == true, let result = earlierSearch?.result else { return false }
      earlierSearch = nil
      guard case .success(let earlier) = result,
        case .success(let reading) = try attempt({ try LogReading(earlier) })
      else { return true }
      earlierReading = reading
      return false
    }
    switch try attempt({ try earlierReading?.step() }) {
    case .success(nil): return false
    case .success(let earlier?):
      if case .known(var known) = facts.log {
        known.firstNew = log.records.count - log.added(since: earlier).count
        facts.log = .known(known)
      }
    case .failure: break
    }
    earlierReading = nil
    return true
  }

  // MARK: Symbols and what they lead to

  private func readSymbols() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    let result = try attempt { () throws -> Bool in
      if symbols == nil { symbols = try KernelSymbols(kernel) }
      return try symbols?.step() ?? true
    }
    if case .success(let isDone) = result { return isDone }
    symbols = nil
    return true
  }

  private func readState() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    guard let symbols else {
      facts.state = .missing("the kernel has no table of its symbols")
      return true
    }
    if names == nil { names = SymbolSearch(KernelState.symbolNames, in: symbols) }
    guard case .success(let isDone) = try attempt({ try names?.step() ?? true }) else {
      facts.state = .missing("the kernel's table of symbols is damaged")
      return true
    }
    guard isDone else { return false }
    facts.state = .known(try KernelState(kernel, names?.found ?? [:]))
    names = nil
    return true
  }

  private func readVcpus() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    if traces == nil { traces = try TraceReading(kernel, symbols) }
    guard try traces?.step() == true, let traces else { return false }
    facts.vcpus = .known(traces.traces)
    self.traces = nil
    return true
  }

  // MARK: Frames and tasks

  private func readUses() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    let result = try attempt { () throws -> Bool in
      if useSearch == nil { useSearch = try UseSearch(kernel) }
      return try useSearch?.step() ?? true
    }
    switch result {
    case .success(let isDone): return isDone
    case .failure(let gap):
      useSearch = nil
      facts.memory = .missing(LinuxText.words(for: gap))
      return true
    }
  }

  private func readTasks() throws(CaptureError) -> Bool {
    guard let kernel else { return true }
    let result = try attempt { () throws -> Bool in
      if list == nil { list = try TaskList(kernel, symbols) }
      return try list?.step() ?? true
    }
    switch result {
    case .success(let isDone):
      guard isDone, let list else { return false }
      facts.tasks = .known(list.tasks.map { .init(task: $0, sent: nil) })
      facts.tasksRemark = LinuxText.remark(of: list)
    case .failure(let gap):
      list = nil
      facts.tasks = .missing(LinuxText.words(for: gap))
    }
    return true
  }

  private func readOwners() throws(CaptureError) -> Bool {
    guard let list else { return true }
    if ownerSearch == nil { ownerSearch = try OwnerSearch(list) }
    guard try ownerSearch?.step() == true else { return false }
    owners = ownerSearch?.owners
    if let gap = ownerSearch?.gap, facts.tasksRemark == nil {
      facts.tasksRemark = "not all owners are known: \(LinuxText.words(for: gap))"
    }
    ownerSearch = nil
    return true
  }

  private func findTables() throws(CaptureError) -> Bool {
    if tables == nil { tables = try TableSearch(memory, at: checkpoint) }
    return try tables?.step() ?? true
  }

  /// Counts what the checkpoint sent, by use and by owner.
  private func count() throws(CaptureError) -> Bool {
    if totals == nil { totals = SentTotals(of: checkpoint, pages, memory.sends, useSearch?.result, owners) }
    guard try totals?.step() == true, let totals else { return false }
    if let rows = totals.rows { facts.memory = .known(.init(rows: rows)) }
    if case .known(let tasks) = facts.tasks, owners != nil {
      facts.tasks = .known(
        tasks.map { .init(task: $0.task, sent: totals.byOwner[$0.task.tgid] ?? .init(pages: 0, bytes: 0)) })
    }
    self.totals = nil
    return true
  }

  /// Runs what may find that the guest does not have what it takes.
  private func attempt<Value>(_ body: () throws -> Value) throws(CaptureError) -> Result<Value, LinuxGap> {
    do {
      return .success(try body())
    } catch let gap as LinuxGap {
      return .failure(gap)
    } catch let error as CaptureError {
      throw error
    } catch {
      return .failure(.damaged("what the kernel says of itself"))
    }
  }
}
