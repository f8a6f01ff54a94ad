/// Counts the cells of an area of the map, in slices of a few milliseconds.
package struct MapCount {
  /// Cells that a slice has finished.
  package struct Part: Sendable {
    /// The place of the first of them among the cells of the area, one range after the other.
    package let first: Int
    package let cells: [MapCell]
  }

  private let area: MapArea
  private let map: MemoryMap
  private var places: ContentPlaces
  private var walk: PFNWalk
  /// The contents that the checkpoint itself brought.
  private let contents: Range<UInt64>
  private var deltas: SentDeltas?
  /// The part of the deltas that has been walked over.
  private var walked = 0.0
  /// The PFNs without a frame; nil until they have been read.
  private var unmapped: PFNSet?
  /// The cell that is being counted, and its number: those before it are finished.
  private var cell = MapCell()
  private var number: UInt64
  /// The range of the area that the cell belongs to.
  private var range = 0
  /// Cells that are finished.
  private var finished = 0
  /// Whether every cell has been given out.
  package private(set) var isFinished: Bool

  /// PFNs that are counted in a slice.
  private static let pfnsInSlice = 1 << 14

  init(_ area: MapArea, of map: MemoryMap) {
    self.area = area
    self.map = map
    places = map.places
    number = area.cells.first?.lowerBound ?? 0
    walk = PFNWalk(map.memory.sends, from: number << UInt64(area.shift))
    isFinished = area.cells.isEmpty
    contents = map.memory.index.contents(of: area.checkpoint)
  }

  /// How much of the work is done, 0…1.
  package var part: Double {
    isFinished ? 1 : (walked + Double(finished) / Double(max(area.count, 1))) / 2
  }

  /// Counts for a slice. Returns the cells that were finished, perhaps none.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Part {
    if unmapped == nil {
      walked = try map.walkDeltas(of: area.checkpoint)
      guard walked >= 1 else { return Part(first: 0, cells: []) }
      unmapped = try map.memory.unmappedPFNs(at: area.checkpoint)
      deltas = map.deltas
    }
    let first = finished
    var cells: [MapCell] = []
    var left = Self.pfnsInSlice
    while left > 0, !isFinished {
      left -= 1
      let next = walk.next()
      let target = next.map { $0.sends.pfn >> UInt64(area.shift) } ?? .max
      finish(upTo: target, &cells)
      guard let next, target < area.cells[range].upperBound else {
        beginNextRange()
        continue
      }
      try add(next.sends, isBroken: next.isBroken)
    }
    return Part(first: first, cells: cells)
  }

  /// Gives out the cell that is being counted and empty ones, up to one that comes later or the end of the range.
  private mutating func finish(upTo target: UInt64, _ cells: inout [MapCell]) {
    while number < min(target, area.cells[range].upperBound) {
      if cell != MapCell(), let unmapped { cell.addUnmapped(unmapped.count(in: area.pfns(ofCell: number))) }
      cells.append(cell)
      cell = MapCell()
      number += 1
      finished += 1
    }
  }

  private mutating func beginNextRange() {
    range += 1
    guard range < area.cells.count else {
      isFinished = true
      return
    }
    number = area.cells[range].lowerBound
    walk = PFNWalk(map.memory.sends, from: number << UInt64(area.shift))
  }

  private mutating func add(_ list: PageSends.List, isBroken: Bool) throws(CaptureError) {
    let count = list.count(before: contents.upperBound)
    if count > 0 {
      cell.addSends(count, of: list.pfn, last: places.checkpoint(of: list[count - 1].content))
      for position in stride(from: count - 1, through: 0, by: -1) {
        guard list[position].content >= contents.lowerBound else { break }
        addSent(list[position].content)
      }
    }
    if isBroken {
      try addPageThatWasBroken(list)
    } else if !isUnmapped(list.pfn), let type = typeOfLast(list, of: count) {
      cell.addPage(type)
    }
  }

  private func isUnmapped(_ pfn: UInt64) -> Bool {
    guard let unmapped, !unmapped.isEmpty else { return false }
    return unmapped.contains(pfn)
  }

  /// The type of the last content that was applied; nil when there is none.
  private mutating func typeOfLast(_ list: PageSends.List, of count: Int) -> PageType? {
    for position in stride(from: count - 1, through: 0, by: -1) {
      let send = list[position]
      if !map.memory.sends.isCompared(send.content), places.isThere(send.content) { return send.type }
    }
    return nil
  }

  private mutating func addPageThatWasBroken(_ list: PageSends.List) throws(CaptureError) {
    if let reach = try map.memory.reach(of: list, at: area.checkpoint) {
      if !isUnmapped(list.pfn) { cell.addPage(list[reach.last].type) }
    } else if map.memory.isBroken(list.pfn, at: area.checkpoint) {
      cell.addPage(.broken)
    }
  }

  /// A content that the checkpoint itself brought.
  private mutating func addSent(_ content: UInt64) {
    let reader = map.memory.contents
    var sent: (encoding: PageEncoding, length: UInt64) = (.missing, 0)
    if reader.isImage(content) {
      if reader.isThere(content) { sent = (.raw, UInt64(pageSize)) }
    } else if let delta = deltas?[content - contents.lowerBound] {
      sent = delta
    }
    let isCompared = sent.encoding != .missing && reader.row(of: content).isVerify
    cell.addSent(isCompared ? .verify : sent.encoding, bytes: sent.length)
  }
}

extension GuestMemory {
  /// Whether a BROKEN entry came for a PFN up to the end of a checkpoint.
  fileprivate func isBroken(_ pfn: UInt64, at checkpoint: Int) -> Bool {
    let end = index.entries(of: checkpoint).upperBound
    return sends.removals(of: pfn).first.map { $0.entry < end } ?? false
  }
}
