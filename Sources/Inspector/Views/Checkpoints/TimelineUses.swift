@_spi(Measuring) import SaveStream

/// By what the bars of the timeline are stacked.
enum TimelineStack: Int, Sendable, CaseIterable {
  /// The kinds of bytes in the stream.
  case kind
  /// What a Linux guest used the pages for.
  case use
  /// Whose they were.
  case owner

  var next: TimelineStack { TimelineStack(rawValue: rawValue + 1) ?? .kind }

  var words: String {
    switch self {
    case .kind: "by kind"
    case .use: "by use"
    case .owner: "by owner"
    }
  }
}

/// What checkpoints sent by what the guest used the pages for and by whose they were: found out for those on the
/// screen, and kept for a while.
struct TimelineUses: Sendable {
  private var known: [Int: SentUses] = [:]
  /// Those of which nothing is known, and why.
  private var missing: [Int: String] = [:]
  /// What was asked for last.
  private(set) var asked: [Int] = []
  /// The owners of the most bytes of all checkpoints that were on the screen together, in whose looks all bars are
  /// drawn.
  private(set) var owners = OwnerLooks()

  /// Checkpoints that are kept: some hundred bytes each.
  private static let most = 4096

  subscript(checkpoint: Int) -> SentUses? { known[checkpoint] }

  /// Whether nothing is known of any.
  var isEmpty: Bool { known.isEmpty }

  /// Why owners are known of no checkpoint; nil where they are of some, or nothing is known yet.
  var ownerGap: String? {
    known.values.contains { !$0.owners.isEmpty } ? nil : known.values.lazy.compactMap(\.ownerRemark).first
  }

  /// Why nothing is known of a checkpoint.
  func gap(of checkpoint: Int) -> String? { missing[checkpoint] }

  /// Those of some checkpoints that are to be asked for; none where they have been.
  mutating func ask(for checkpoints: [Int]) -> [Int] {
    let wanted = checkpoints.filter { known[$0] == nil && missing[$0] == nil }
    guard !wanted.isEmpty, !wanted.allSatisfy(asked.contains) else { return [] }
    asked = wanted
    return wanted
  }

  mutating func take(_ found: GuestFacts.Part<SentUses>, of checkpoint: Int) {
    if known.count + missing.count >= Self.most {
      let kept = Set(asked)
      known = known.filter { kept.contains($0.key) }
      missing = missing.filter { kept.contains($0.key) }
    }
    switch found {
    case .known(let uses): known[checkpoint] = uses
    case .missing(let words): missing[checkpoint] = words
    case .awaited: break
    }
  }

  /// Nobody finds out what is missing any more.
  mutating func stop() { asked = [] }

  /// What a checkpoint sent may have changed.
  mutating func forget(from checkpoint: Int) {
    known = known.filter { $0.key < checkpoint }
    missing = missing.filter { $0.key < checkpoint }
    asked = []
  }

  /// Gives the owners of the most bytes in some checkpoints a look. Those that have one keep it as long as they are
  /// among them.
  mutating func lookAtOwners(of checkpoints: [Int]) {
    var bytes: [UInt32: UInt64] = [:]
    var names: [UInt32: CaptureText] = [:]
    for owner in checkpoints.compactMap({ known[$0] }).flatMap(\.owners) {
      bytes[owner.tgid, default: 0] &+= owner.bytes
      if let name = owner.name { names[owner.tgid] = name }
    }
    let first = bytes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(OwnerLooks.most).map(\.key)
    guard Set(first) != Set(owners.looks.map(\.tgid)) else { return }
    owners = OwnerLooks(first.map { (tgid: $0, name: names[$0]) })
  }
}

/// What a bar shows of it.
extension TimelineUses {
  /// A part of the bytes of a checkpoint: how it looks, and what it is.
  struct Part {
    let segment: StackedBar.Segment
    let words: String
  }

  /// The bytes of a checkpoint parted; nil while that is not known.
  func parts(of shown: TimelineRow, by stack: TimelineStack) -> [Part]? {
    guard let uses = known[shown.number] else { return nil }
    let parts = stack == .owner ? ownerParts(uses) : useParts(uses)
    let rest = shown.row.length - min(uses.sum, shown.row.length)
    return parts + [Self.part(rest, ".", .barFraming, "no pages")]
  }

  private func useParts(_ uses: SentUses) -> [Part] {
    FrameUse.allCases.map { Self.part(uses[$0], $0.letter, $0.style, $0.name) }
      + [Self.part(uses[nil], "?", .barUnknown, "not known")]
  }

  /// Pages that several have are apart from those of one.
  private func ownerParts(_ uses: SentUses) -> [Part] {
    var others = uses.otherOwners
    var parts: [Part] = owners.looks.map { tgid, look in
      let bytes = uses.owners.first { $0.tgid == tgid }?.aloneBytes ?? 0
      return Self.part(bytes, look.letter, look.style, look.words)
    }
    for owner in uses.owners where owners[owner.tgid] == nil { others &+= owner.aloneBytes }
    for (look, bytes) in [
      (OwnerLooks.others, others), (OwnerLooks.several, uses.severalOwners), (OwnerLooks.nobody, uses.nobody),
    ] {
      parts.append(Self.part(bytes, look.letter, look.style, look.words))
    }
    return parts
  }

  private static func part(_ bytes: UInt64, _ letter: Unicode.Scalar, _ style: Style, _ words: String) -> Part {
    Part(segment: StackedBar.Segment(bytes: bytes, fill: letter, style: style), words: words)
  }

  /// What there is to say of a checkpoint: how much of it the guest had free, and how much the process wrote that wrote
  /// most.
  func sentences(on shown: TimelineRow, unicode: Bool) -> [String] {
    guard let uses = known[shown.number] else { return [] }
    let all = max(shown.row.length, 1)
    var sentences: [String] = []
    if uses[.free] > 0 {
      let share = NumberText.percent(uses[.free], of: all)
      sentences.append("\(share) of this checkpoint's bytes were pages that the guest had free")
    }
    if let owner = uses.owners.first {
      let name = owner.name.map { "\($0.escaped(unicode: unicode)) (\(owner.tgid))" } ?? "\(owner.tgid)"
      let share = NumberText.percent(owner.bytes, of: all)
      // The first image holds what was ever written.
      let words = shown.number == 0 ? "belonged to" : "were written by"
      sentences.append("\(share) of this checkpoint's bytes \(words) \(name)")
    }
    return sentences
  }
}
