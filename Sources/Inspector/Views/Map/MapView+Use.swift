@_spi(Measuring) import SaveStream

/// What a Linux guest uses the pages of the map for.
extension MapView {
  /// Takes what was found out, as of a checkpoint; where nothing is known, types are shown again.
  mutating func take(_ found: GuestFacts.Part<FrameUses>, checkpoint: Int, _ scene: inout Scene) {
    guard checkpoint == usesAsked else { return }
    switch found {
    case .known(let found): uses = (checkpoint, found)
    case .missing(let words):
      showTypes()
      scene.say("Uses are not known: \(words)")
    case .awaited: break
    }
  }

  /// The sign of a cell by the use that most of it has: of a large one, of some frames that lie evenly in it.
  func useSign(of cell: MapCell, _ pfns: Range<UInt64>, checkpoint: Int) -> MapSign? {
    guard let uses, uses.checkpoint == checkpoint else { return nil }
    guard cell.firstPFN != nil else { return .absent }
    var counts = [Int](repeating: 0, count: FrameUse.allCases.count)
    let step = max((pfns.upperBound - pfns.lowerBound) / Self.mostFramesOfCell, 1)
    for pfn in stride(from: pfns.lowerBound, to: pfns.upperBound, by: Int(clamping: step)) {
      if let use = uses.uses[pfn] { counts[use.place] += 1 }
    }
    let most = FrameUse.allCases.max { counts[$0.place] < counts[$1.place] }
    return most.flatMap { counts[$0.place] > 0 ? MapSign.use($0) : nil } ?? .undefined
  }

  /// Frames of a cell that are looked at.
  private static let mostFramesOfCell: UInt64 = 64
}
