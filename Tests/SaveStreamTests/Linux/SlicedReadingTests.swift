import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What is read of a guest's kernel in several slices is what it is in one.
@Suite struct SlicedReadingTests {
  @Test func aLongLogOfCharactersIsReadInSlicesAndWhole() throws {
    var guest = SmallKernel()
    let lines = (0..<4000).map { "<6>[\(String(repeating: " ", count: 8))\($0 % 10).000000] line \($0)" }
    guest.putLog(lines.map { $0 + "\n" }.joined(), room: 1 << 17)
    var reading = try LogReading(.of(guest.stream()))
    var log = try reading.step()
    #expect(log == nil)
    while log == nil { log = try reading.step() }
    #expect(log?.records.map { $0.text.escaped() } == (0..<4000).map { "line \($0)" })
    #expect(log?.lostRecords == 0)
  }

  @Test(arguments: LinuxTruth.all) func usesOfCheckpointsAreThoseOfTheKernel(_ truth: LinuxTruth) throws {
    let read = try IndexedCapture(path: truth.capture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let checkpoint = try truth.checkpoint ?? #require(read.index.lastCompleteCheckpoint)
    let history = FrameHistory(memory, wantsAllUses: false)
    while try !history.step(to: checkpoint) {}
    let frames = try #require(history.frames(at: checkpoint))
    let owners = try truth.owners()
    let pages = PageRows(capture: read.capture, index: read.index)
    let wanted = try Filter<UsedRow<WhyRow<PageRow>>>("checkpoint = \(checkpoint) and owner >= 1")
    var builder = PageSelectionBuilder(pages, contentOnly: true, used: wanted, of: history)
    while try builder.step() == nil {}
    let selection = try #require(builder.selection)
    let found = try selection.rows(0..<selection.count, of: pages)
    let all = try pages.rows(pages.range(ofCheckpoint: checkpoint, contentOnly: true), contentOnly: true)
    let expected = all.filter { owners[$0.pfn]?.isEmpty == false }
    #expect(found == expected && !found.isEmpty)
    // The counts of frames are those of the ranges.
    var counts: [UInt32: UInt64] = [:]
    for tgids in owners.values { for tgid in tgids { counts[tgid, default: 0] += 1 } }
    #expect(frames.owners.frameCounts == counts)
  }
}
