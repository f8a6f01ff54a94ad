import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What is read of the sample of a Linux guest.
@Suite struct LinuxSampleTests {
  private func frames(at checkpoint: Int) throws -> GuestFrames {
    let read = try IndexedCapture(bytes: SampleKind.v3Linux.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var search = try FrameSearch(memory, at: checkpoint, wantsAllUses: true)
    return try search.run()
  }

  @Test(arguments: 0..<3) func nothingOfItIsMissing(_ checkpoint: Int) throws {
    let frames = try frames(at: checkpoint)
    #expect(frames.useGap == nil && frames.ownerGap == nil)
    #expect(try KernelLog.read(frames.kernel).lostRecords == 0)
    let symbols = try KernelSymbols(frames.kernel)
    var search = SymbolSearch(KernelState.symbolNames, in: symbols)
    let state = try KernelState(frames.kernel, search.run())
    #expect(state.commandLine?.escaped().contains("console=hvc0") == true && state.uptime != nil)
  }

  @Test func everyCheckpointAddsToItsLog() throws {
    let logs = try (0..<3).map { try KernelLog.read(frames(at: $0).kernel) }
    #expect(logs[1].added(since: logs[0]).count == 4 && logs[2].added(since: logs[1]).count == 5)
    #expect(logs[2].records.last?.text.escaped() == "suspending xenstore...")
  }

  @Test func itsFramesHaveEveryUseThatASmallGuestHas() throws {
    let uses = try frames(at: 0).uses?.uses(in: 0..<0x80)
    #expect(uses == [.free, .slab, .anonymous, .cache, .cachePrivate, .offline, .kernel])
  }

  @Test func aFreePageBecomesOneOfTheGardeners() throws {
    let (before, after) = try (frames(at: 1), frames(at: 2))
    #expect(before.uses?[0x4a] == .free && before.owners[0x4a] == [])
    #expect(after.uses?[0x4a] == .anonymous && after.owners[0x4a] == [88])
    #expect(after.uses?[0x49] == .free && after.uses?[0x4b] == .free)
    // The library is everybody's.
    #expect(after.owners[0x38] == [1, 88])
  }

  @Test func theThreadThatSuspendsItRan() throws {
    let tasks = try #require(try frames(at: 2).tasks).tasks
    #expect(tasks.map(\.pid) == [1, 2, 14, 31, 88])
    #expect(tasks.filter { $0.vcpu == 0 }.map { $0.comm.escaped() } == ["migration/0"])
  }
}
