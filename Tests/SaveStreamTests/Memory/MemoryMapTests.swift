import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MemoryMapTests {
  @Test(arguments: Fixtures.half(of: SampleKind.allCases))
  func cellsOfASampleAreWhatCountingRowsGives(_ kind: SampleKind) throws {
    try expectCounts(IndexedCapture(bytes: kind.bytes))
  }

  @Test(arguments: Fixtures.half(of: Fixtures.tiny + Fixtures.malformed))
  func cellsOfACaptureAreWhatCountingRowsGives(_ fixture: CaptureFixture) throws {
    try expectCounts(IndexedCapture(path: fixture.path))
  }

  /// Expects at every checkpoint, at several sizes of cells, the counts of a naive map.
  private func expectCounts(_ read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let map = MemoryMap(memory)
    for checkpoint in read.index.checkpoints.indices {
      let unmapped = try PFNSet(unmappedAt: checkpoint, of: read.index, capture: read.capture)
      let slots = unmapped.isEmpty ? 0 : read.index.stream?.p2mSize ?? 0
      let naive = try NaiveMap(
        read.capture, read.index, checkpoint: checkpoint, unmapped: Set((0..<slots).filter(unmapped.contains)))
      for shift in [0, 3, 30] {
        let spans = map.extent.spans.map { $0.lowerBound >> UInt64(shift)..<($0.upperBound - 1) >> UInt64(shift) + 1 }
        let area = MapArea(cells: shift == 30 ? [0..<1] : spans, shift: shift, checkpoint: checkpoint)
        let cells = try allCells(of: area, map)
        let numbers = area.cells.flatMap { Array($0) }
        #expect(cells.count == numbers.count)
        for (number, cell) in zip(numbers, cells) {
          let faults = naive.faults(of: cell, area.pfns(ofCell: number))
          if !faults.isEmpty { Issue.record("checkpoint \(checkpoint), cell \(number) of 2^\(shift): \(faults)") }
        }
        let present = try memory.presentPFNs(at: checkpoint).reduce(0) { $0 + $1.count }
        if shift == 30 { #expect(cells.reduce(0) { $0 + $1.pages } == present, "checkpoint \(checkpoint)") }
      }
    }
  }

  private func allCells(of area: MapArea, _ map: MemoryMap) throws -> [MapCell] {
    var count = map.count(area)
    var cells: [MapCell] = []
    while !count.isFinished {
      let part = try count.step()
      #expect(part.first == cells.count)
      cells += part.cells
    }
    #expect(count.part == 1)
    return cells
  }

  @Test func pfnsThatLieFarApartCostNothing() throws {
    var stream = MadeUpStream(p2mSize: 0x0fff_ffff)
    let pfns: [UInt64] = [0, 1, 5, 0x0800_0000, 0x0fff_fff0]
    stream.send(pfns.map { ($0, 1) })
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let map = try MemoryMap(GuestMemory(capture: capture, index: index))
    #expect(map.extent.end == 0x0fff_ffff)
    #expect(map.extent.spans.count == 3)
    for pfn in pfns { #expect(map.extent.spans.contains { $0.contains(pfn) }) }
    let area = MapArea(cells: [0..<8, 0x0800_0000..<0x0800_0004, 0x0fff_fff0..<0x0fff_fff1], shift: 0, checkpoint: 0)
    #expect(try allCells(of: area, map).map(\.pages) == [1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1])
    let whole = MapArea(cells: [0..<16], shift: 24, checkpoint: 0)
    #expect(try allCells(of: whole, map).map(\.pages) == [3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
  }

  private func map(_ pfns: some Sequence<UInt64>) throws -> MemoryMap {
    var stream = DeltaStream()
    stream.send(pfns.map { DeltaStream.Entry($0) })
    let read = try stream.read()
    return MemoryMap(try GuestMemory(capture: read.capture, index: read.index))
  }

  @Test func onePageFarAwayLeavesTheExtentOfTheRestAsItIs() throws {
    let pfns = Array(0..<3000) + [0xf_0000, 0xf_0001] as [UInt64]
    let far: UInt64 = 1 << 51 | 5
    let alone = try map(pfns).extent
    let extent = try map(pfns + [far]).extent
    #expect(alone.far == nil && alone.near == alone && alone.spans == [0..<3008, 0xf_0000..<0xf_0002])
    #expect(extent.far == far && extent.end == far + 1)
    #expect(extent.near.spans == [0..<3008, 0xf_0000..<0xf_0040])
    #expect(extent.spans == extent.near.spans + [far - 5..<far + 1])
  }

  @Test(arguments: [28, 29, 32, 42] as [UInt64])
  func theExtentOfAGuestIsAsFineWhereverItsPFNsAre(shift: UInt64) throws {
    let pfns = (0..<700 as Range<UInt64>).map { ($0 << shift) & ~0xf000_0000 }
    let extent = try map(pfns).extent
    // Most of them are no exception.
    #expect(extent.far == nil)
    #expect(extent.spans.count <= 1024 && extent.spans.allSatisfy { $0.count <= 64 })
    for pfn in pfns { #expect(extent.spans.contains { $0.contains(pfn) }) }
  }

  @Test func thereAreNoMoreSpansThanAMapCanUse() throws {
    let pfns = (0..<3000 as Range<UInt64>).map { $0 << 32 }
    let extent = try map(pfns).extent
    #expect(extent.spans.count <= 1024)
    for pfn in pfns { #expect(extent.spans.contains { $0.contains(pfn) }) }
  }

  @Test(arguments: [0, 3, 32, 45, 52])
  func rowsThatLieFarApartAreThoseThatWereSent(shift: Int) throws {
    let pfns = ((0..<200 as Range<UInt64>).map { $0 << 32 } + [1, 2, 64, 1 << 51, (1 << 52) - (1 << 32)]).sorted()
    let map = try map(pfns)
    var rows: [MapRow] = []
    var parts: [Double] = []
    let progress = { parts.append($0) }
    try map.forEachRow(shift: shift, at: 1, progress: progress) { rows.append($0) }
    let numbers = Set(pfns.map { $0 >> UInt64(shift) }).sorted()
    #expect(rows.map { $0.pfns.lowerBound >> UInt64(shift) } == numbers)
    #expect(rows.reduce(0) { $0 + $1.cell.pages } == pfns.count)
    #expect(parts == parts.sorted() && parts.last == 1)
  }

  @Test func aLargeAreaIsGivenOutPartByPart() throws {
    var stream = MadeUpStream(p2mSize: 0x8000)
    for first in stride(from: UInt64(0), to: 0x8000, by: 1024) {
      stream.announce(Array(first..<first + 1024), type: .broken)
    }
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let map = try MemoryMap(GuestMemory(capture: capture, index: index))
    var count = map.count(MapArea(cells: [0..<32], shift: 10, checkpoint: 0))
    let first = try count.step()
    #expect(!first.cells.isEmpty && first.cells.count < 32)
    #expect(first.cells.allSatisfy { $0.pages(of: .broken) == 1024 })
    #expect(count.part > 0 && count.part < 1)
    while !count.isFinished { _ = try count.step() }
  }

  /// A record whose length leaves no room for the images is passed, and what follows makes the checkpoint complete.
  @Test func aPageOfWhichTheRecordHasNoImageIsNotThere() throws {
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    stream.addPages([1, 2], images: [0xa1, 0xa2])
    stream.addPages([3, 4], images: [0xa3])
    stream.addHVMContext()
    stream.add(0)
    let read = try IndexedCapture(bytes: stream.bytes)
    #expect(read.index.checkpoints[0].isComplete)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    #expect(try memory.presentPFNs(at: 0) == [1..<3])
    var counted = 0
    try MemoryMap(memory).forEachRow(shift: 0, at: 0) { counted += $0.cell.pages }
    #expect(counted == 2)
  }

  @Test func aPageThatWasBrokenAndSentAgainIsThere() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.endCheckpoint()
    stream.announce([1, 9], type: .broken)
    stream.endCheckpoint()
    stream.send([(1, 0xcc)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let map = try MemoryMap(GuestMemory(capture: capture, index: index))
    let counts = try (0..<3).map { checkpoint in
      let cell = try #require(try allCells(of: MapArea(cells: [0..<1], shift: 6, checkpoint: checkpoint), map).first)
      return [cell.pages, cell.pages(of: .broken), Int(cell.sends)]
    }
    #expect(counts == [[2, 0, 2], [1, 2, 2], [2, 1, 3]])
  }

  @Test func pfnsOfTheUnmappedListCountInCellsThatHavePagesSentBeforeOrNot() throws {
    var stream = MadeUpStream(.pv)
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.endCheckpoint(unmapped: [2, 3, 4, 0x30])
    let (capture, index) = try stream.read()
    let map = try MemoryMap(GuestMemory(capture: capture, index: index))
    let cells = try allCells(of: MapArea(cells: [0..<8], shift: 3, checkpoint: 0), map)
    #expect(cells.map { $0.pages(of: .unmapped) } == [3, 0, 0, 0, 0, 0, 0, 0])
    #expect(cells.map(\.pages) == [1, 0, 0, 0, 0, 0, 0, 0])
    let whole = try allCells(of: MapArea(cells: [0..<1], shift: 6, checkpoint: 0), map)
    #expect(whole.map { $0.pages(of: .unmapped) } == [4])
  }

  @Test func aSetCountsThePFNsOfARange() {
    var random = SeededRandom(seed: 0x5e7)
    let pfns = Set((0..<500).map { _ in random.next() % (5 << 15) } + [0, 63, 64, 1 << 15, (1 << 15) - 1])
    var set = PFNSet()
    for pfn in pfns { set.insert(pfn) }
    for _ in 0..<500 {
      let ends = [random.next() % (6 << 15), random.next() % (6 << 15)].sorted()
      let range = ends[0]..<ends[1]
      #expect(set.count(in: range) == pfns.count { range.contains($0) }, "\(range)")
    }
    #expect(set.count(in: 0..<UInt64.max) == pfns.count)
    #expect(set.count(in: 64..<65) == 1 && set.count(in: 7..<7) == 0)
  }

  @Test func numbersBeyondAllPFNsAreCutOff() {
    let area = MapArea(cells: [0..<UInt64.max], shift: 99, checkpoint: 0)
    #expect(area.cells == [0..<1])
    #expect(MapArea(cells: [0..<UInt64.max], shift: 0, checkpoint: 0).count == 1 << 20)
    #expect(MapArea(cells: [UInt64.max - 1..<UInt64.max], shift: 0, checkpoint: 0).count == 0)
  }
}
