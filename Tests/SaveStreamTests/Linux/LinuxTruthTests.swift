import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What is read of the Linux guests of the large captures, against what a debugger with full debug information says.
@Suite struct LinuxTruthTests {
  private func kernel(_ truth: LinuxTruth) throws -> LinuxKernel {
    let read = try IndexedCapture(path: truth.capture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let checkpoint = try truth.checkpoint ?? #require(read.index.lastCompleteCheckpoint)
    var search = try KernelSearch(memory, at: checkpoint)
    return try search.run()
  }

  @Test(arguments: LinuxTruth.all) func theLogIsTheKernels(_ truth: LinuxTruth) throws {
    let log = try KernelLog.read(kernel(truth))
    let lines = log.records.flatMap { LinuxText.lines(of: $0) }
    let expected = try truth.log()
    let firstWrong = zip(lines, expected).first { $0 != $1 }
    #expect(lines.count == expected.count && firstWrong == nil, "\(String(describing: firstWrong))")
    #expect(log.lostRecords == 0 && log.form == .ring)
  }

  @Test(arguments: LinuxTruth.all) func everyFrameIsUsedForWhatTheKernelUsesItFor(_ truth: LinuxTruth) throws {
    let kernel = try kernel(truth)
    var search = try UseSearch(kernel)
    let uses = try search.run()
    var lookup = try UseLookup(kernel)
    var wrong: [String] = []
    for (pfn, word) in try truth.uses() {
      let expected = ["reserved", "page-table"].contains(word) ? "kernel" : word == "none" ? nil : word
      let found = uses[pfn]?.name
      let alone = try lookup.use(of: pfn)?.name
      if found != expected || alone != expected { wrong.append("\(pfn): \(found ?? "-") \(alone ?? "-") \(word)") }
    }
    #expect(wrong == [])
  }

  @Test(arguments: LinuxTruth.all) func tasksAndOwnersAreTheKernels(_ truth: LinuxTruth) throws {
    let list = try TaskList(kernel(truth))
    try list.run()
    let found = list.tasks.map { task in
      LinuxTruth.Task(
        pid: task.pid, tgid: task.tgid, ppid: task.ppid, comm: task.comm.escaped(), state: task.state,
        hasUserMemory: task.hasUserMemory)
    }
    #expect(list.gap == nil)
    try #expect(found == truth.tasks())
    #expect(list.tasks.allSatisfy { $0.isKernelThread != $0.hasUserMemory })
    #expect(list.tasks.compactMap(\.vcpu).count <= 1)
    var search = try OwnerSearch(list)
    while try !search.step() {}
    let owners = try #require(search.owners)
    #expect(search.gap == nil)
    let expected = try truth.owners()
    let frames = Set(try truth.uses().keys).union(expected.keys)
    let wrong = frames.filter { owners[$0] != expected[$0] ?? [] }
    #expect(wrong == [])
  }

  @Test(arguments: LinuxTruth.all) func addressesHaveTheirSymbols(_ truth: LinuxTruth) throws {
    let kernel = try kernel(truth)
    let symbols = try KernelSymbols(kernel)
    for symbol in try truth.symbols() {
      try #expect(symbols.name(of: symbol.address)?.text() == symbol.name)
    }
    // Its description and its table agree.
    let names = ["init_uts_ns", "init_top_pgt", "prb", "node_data"]
    var search = SymbolSearch(names, in: symbols)
    let found = try search.run()
    for name in names {
      let address = try #require(kernel.info.symbol(name))
      #expect(found[name]?.contains(address) == true)
      try #expect(symbols.name(of: address)?.offset == 0)
    }
  }
}
