@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// A page with a long row of deltas, gone through in slices.
@Suite struct KeyframeWalkTests {
  private let read: IndexedCapture

  init() throws { read = try IndexedCapture(bytes: RemusCaptureBuilder.busyPage(7, checkpoints: 900)) }

  private func memory() throws -> GuestMemory { try GuestMemory(capture: read.capture, index: read.index) }

  @Test func afterAWalkALookIsShort() throws {
    let memory = try memory()
    var walk = try #require(memory.sendList(of: 7).longWalk(to: 899))
    var (steps, parts) = (1, [0.0])
    while try !walk.step() {
      steps += 1
      parts.append(walk.part)
    }
    #expect(steps > 2)
    #expect(parts == parts.sorted() && walk.part == 1)
    #expect(memory.sendList(of: 7).longWalk(to: 899) == nil)
    #expect(memory.sendList(of: 7).longWalk(to: 640) == nil)
  }

  @Test(arguments: [899, 700, 520]) func whatIsKeptIsThePage(_ checkpoint: Int) throws {
    let walked = try memory()
    var walk = try #require(walked.sendList(of: 7).longWalk(to: 899))
    while try !walk.step() {}
    let page = try #require(try walked.page(pfn: 7, at: checkpoint))
    var replay = try NaiveReplay(read.capture, read.index)
    for number in 0...checkpoint { replay.apply(checkpoint: number) }
    #expect(page.bytes == replay.pages[7]?.bytes)
    #expect(page.doubt == nil)
  }

  @Test func aShortWayIsNoWalk() throws {
    let memory = try memory()
    #expect(memory.sendList(of: 7).longWalk(to: 200) == nil)
    #expect(memory.sendList(of: 7).longWalk(to: -1) == nil)
    #expect(memory.sendList(of: 8).longWalk(to: 0) == nil)
  }
}
