import SaveStream

/// What the guest used pages for, and whose they were, at the checkpoints that rows ask for: found out when the first of them
/// asks, and kept for those after it.
final class UsedPages {
  private let memory: GuestMemory
  private let wantsAllUses: Bool
  private let watch: ReportWatch
  /// What is known of checkpoints; nil of those where nothing is. The one asked for last is the last.
  private var known: [(checkpoint: Int, frames: GuestFrames?)] = []
  /// Why nothing, or not all, is known.
  private var gaps: [LinuxGap] = []
  private var other: OtherGuest?

  /// Checkpoints that are kept: rows come by checkpoint, or a page's from all of them.
  private static let mostKnown = 8

  /// - Parameter wantsAllUses: whether most of the guest's frames will be asked for.
  init(_ memory: GuestMemory, wantsAllUses: Bool, _ watch: ReportWatch) {
    self.memory = memory
    self.wantsAllUses = wantsAllUses
    self.watch = watch
  }

  /// A row with what is known of its frames as of a checkpoint.
  func row<Row: FilterableRow>(_ row: Row, _ pfns: Range<UInt64>, at checkpoint: Int) throws -> UsedRow<Row> {
    guard let frames = try frames(at: checkpoint) else { return UsedRow(row) }
    return UsedRow(row, uses: try frames.uses(in: pfns), owners: frames.owners.owners(in: pfns))
  }

  /// What is known of the guest's frames as of a checkpoint; nil where nothing is.
  func frames(at checkpoint: Int) throws -> GuestFrames? {
    if let last = known.last, last.checkpoint == checkpoint { return last.frames }
    if let place = known.firstIndex(where: { $0.checkpoint == checkpoint }) {
      known.append(known.remove(at: place))
    } else {
      known.append((checkpoint, try found(at: checkpoint)))
      if known.count > Self.mostKnown { known.removeFirst() }
    }
    return known.last?.frames
  }

  private func found(at checkpoint: Int) throws -> GuestFrames? {
    let earlier = known.last { $0.frames != nil }?.frames
    var search = try FrameSearch(memory, at: checkpoint, wantsAllUses: wantsAllUses, like: earlier)
    while try !search.step() { try watch.check() }
    switch search.result {
    case .success(let frames)?:
      note(frames.useGap)
      note(frames.ownerGap)
      return frames
    case .failure(let gap)?:
      other = search.other
      note(gap)
      return nil
    case nil: return nil
    }
  }

  private func note(_ gap: LinuxGap?) {
    if let gap, !gaps.contains(gap) { gaps.append(gap) }
  }

  /// What has to be known of cells that are empty; nil where all was found out.
  var remark: String? {
    gaps.isEmpty ? nil : gaps.map { LinuxText.words(for: $0, other: other) }.joined(separator: "; ")
  }
}
