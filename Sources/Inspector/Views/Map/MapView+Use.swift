@_spi(Measuring) import SaveStream

/// What is known of the use of frames and of their owners, as of a checkpoint.
struct MapUses: Sendable {
  /// What was asked for.
  struct Question: Sendable, Equatable {
    let checkpoint: Int
    let withOwners: Bool
  }

  let question: Question
  let frames: UsedFrames
  let owners: OwnerLooks

  init(_ found: KernelFrames, checkpoint: Int) {
    question = Question(checkpoint: checkpoint, withOwners: found.hasOwners)
    frames = found.frames
    let counts = found.frames.owners.frameCounts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    owners = OwnerLooks(counts.map { (tgid: $0.key, name: found.frames.names[$0.key]) })
  }

  /// Whether it answers a question.
  func answers(_ other: Question?) -> Bool {
    question.checkpoint == other?.checkpoint && (question.withOwners || other?.withOwners == false)
  }
}

/// What a Linux guest uses the pages of the map for, and whose they are.
extension MapView {
  /// What the guest has to be asked for the look that is chosen, or for the filter; nil where both go by what was sent.
  func question(_ scene: Scene) -> MapUses.Question? {
    guard look.isOfGuest || filter.asksForUse else { return nil }
    return MapUses.Question(checkpoint: checkpoint(scene), withOwners: look == .owner || filter.asksForOwner)
  }

  /// Takes what was found out, as of a checkpoint; where nothing is known, types are shown again.
  mutating func take(_ found: GuestFacts.Part<KernelFrames>, checkpoint: Int, _ scene: inout Scene) {
    guard checkpoint == asked?.checkpoint else { return }
    let isByOwner = asked?.withOwners == true
    switch found {
    case .known(let found):
      guard found.hasOwners || !isByOwner else { return }
      uses = MapUses(found, checkpoint: checkpoint)
      guard isByOwner, let words = found.ownerRemark else { return }
      let hasSome = uses?.owners.looks.isEmpty == false
      if !hasSome, look == .owner { showTypes() }
      scene.say(hasSome ? "Not all owners are known: \(words)" : "Owners are not known: \(words)")
    case .missing(let words):
      showTypes()
      scene.say("\(isByOwner ? "Owners" : "Uses") are not known: \(words)")
    case .awaited: break
    }
  }

  /// The sign of a cell by what the guest uses it for, or by whose it is: that which most of it has; of a large one, of
  /// some frames that lie evenly in it.
  func signOfGuest(_ cell: MapCell, _ pfns: Range<UInt64>, checkpoint: Int) -> MapSign? {
    guard let uses, uses.question.checkpoint == checkpoint, uses.question.withOwners || look == .use else { return nil }
    guard cell.firstPFN != nil else { return .absent }
    let most = look == .use ? Self.mostFramesOfCell : Self.mostOwnedFramesOfCell
    let step = Int(clamping: max((pfns.upperBound - pfns.lowerBound) / most, 1))
    let frames = stride(from: pfns.lowerBound, to: pfns.upperBound, by: step)
    return look == .use ? Self.signByUse(frames, uses) : Self.signByOwner(frames, uses)
  }

  private static func signByUse(_ frames: some Sequence<UInt64>, _ uses: MapUses) -> MapSign {
    var counts = [Int](repeating: 0, count: FrameUse.allCases.count)
    for pfn in frames {
      if let use = uses.frames.uses?[pfn] { counts[use.place] += 1 }
    }
    let most = FrameUse.allCases.max { counts[$0.place] < counts[$1.place] }
    return most.flatMap { counts[$0.place] > 0 ? MapSign.use($0) : nil } ?? .undefined
  }

  private static func signByOwner(_ frames: some Sequence<UInt64>, _ uses: MapUses) -> MapSign {
    var nobody = 0
    var several = 0
    var counts: [UInt32: Int] = [:]
    for pfn in frames {
      let owners = uses.frames.owners[pfn]
      switch owners.count {
      case 0: nobody += 1
      case 1: counts[owners[0], default: 0] += 1
      default: several += 1
      }
    }
    // Of as many, the one with the lower number, so that the sign does not hang on the order of a dictionary.
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let most, most.value >= max(nobody, several) { return .owner(uses.owners[most.key] ?? OwnerLooks.others) }
    return .owner(several >= nobody && several > 0 ? OwnerLooks.several : OwnerLooks.nobody)
  }

  /// The signs of the look that is chosen, for the legend.
  func legend(pfnsPerCell: UInt64) -> [MapSign] {
    let signs = look.signs(pfnsPerCell: pfnsPerCell)
    if look.hasClasses { return signs + classSigns }
    guard look == .owner, let uses else { return signs }
    return signs.prefix(1) + uses.owners.looks.map { MapSign.owner($0.look) } + signs.dropFirst()
  }

  /// Frames of a cell that are looked at.
  private static let mostFramesOfCell: UInt64 = 64
  private static let mostOwnedFramesOfCell: UInt64 = 16
}
