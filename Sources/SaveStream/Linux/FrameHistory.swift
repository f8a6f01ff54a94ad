/// What is known of the guest's frames as of the checkpoints that are asked for: found out in slices of a few
/// milliseconds when it is asked for first, and kept for the next few.
///
/// Not for use from two threads at once.
package final class FrameHistory {
  package let memory: GuestMemory
  private let wantsAllUses: Bool
  private let givesUp: Bool
  /// What is known of checkpoints; nil of those where nothing is. The one asked for last is the last.
  private var known: [(checkpoint: Int, frames: GuestFrames?)] = []
  private var search: (checkpoint: Int, search: FrameSearch)?
  /// Why nothing, or not all, is known: each reason once.
  package private(set) var gaps: [LinuxGap] = []
  /// Another guest's kernel that was come upon.
  package private(set) var other: OtherGuest?
  /// Whether a kernel was found as of any checkpoint.
  package private(set) var hasKernel = false

  /// Checkpoints that are kept: rows come by checkpoint, or a page's from all of them.
  private static let mostKnown = 8
  /// Reasons that are told: every checkpoint may have some of its own.
  private static let mostGaps = 16

  /// - Parameters:
  ///   - wantsAllUses: whether most of the guest's frames will be asked for.
  ///   - givesUp: whether no further checkpoint is looked at once one has no kernel.
  package init(_ memory: GuestMemory, wantsAllUses: Bool, givesUp: Bool = false) {
    self.memory = memory
    self.wantsAllUses = wantsAllUses
    self.givesUp = givesUp
  }

  /// Whether it is known that there is no kernel, and looked no further.
  package var hasGivenUp: Bool { givesUp && !hasKernel && !gaps.isEmpty }

  /// What is known of the frames as of a checkpoint; nil where nothing is. To be asked once `step(to:)` says that it is
  /// known.
  package func frames(at checkpoint: Int) -> GuestFrames? {
    known.last { $0.checkpoint == checkpoint }?.frames
  }

  /// How much of what is to be found out of the checkpoint at hand is, 0…1.
  package var part: Double { search?.search.part ?? 1 }

  /// Goes a slice further to what is to be known of a checkpoint. Returns whether it is known.
  /// - Throws: when the capture cannot be read.
  package func step(to checkpoint: Int) throws(CaptureError) -> Bool {
    if known.last?.checkpoint == checkpoint || hasGivenUp { return true }
    if let place = known.firstIndex(where: { $0.checkpoint == checkpoint }) {
      known.append(known.remove(at: place))
      return true
    }
    do {
      guard let found = try found(at: checkpoint) else { return false }
      take(found, at: checkpoint)
    } catch let error as CaptureError {
      throw error
    } catch {
      note(error as? LinuxGap ?? .damaged("what the kernel says of itself"))
      keep(nil, of: checkpoint)
    }
    search = nil
    return true
  }

  /// Goes a slice further; nil while there is more to do.
  private func found(at checkpoint: Int) throws -> FrameSearch? {
    if search?.checkpoint != checkpoint {
      let earlier = known.last { $0.frames != nil }?.frames
      search = (checkpoint, try FrameSearch(memory, at: checkpoint, wantsAllUses: wantsAllUses, like: earlier))
    }
    return try search?.search.step() == true ? search?.search : nil
  }

  private func take(_ found: FrameSearch, at checkpoint: Int) {
    var frames: GuestFrames?
    switch found.result {
    case .success(let found)?:
      hasKernel = true
      frames = found
      note(found.useGap)
      note(found.ownerGap)
    case .failure(let gap)?:
      other = found.other
      note(gap)
    case nil: break
    }
    keep(frames, of: checkpoint)
  }

  private func keep(_ frames: GuestFrames?, of checkpoint: Int) {
    known.append((checkpoint, frames))
    if known.count > Self.mostKnown { known.removeFirst() }
  }

  private func note(_ gap: LinuxGap?) {
    if let gap, gaps.count < Self.mostGaps, !gaps.contains(gap) { gaps.append(gap) }
  }

  /// What has to be known of cells that are empty; nil where all was found out.
  package var remark: String? {
    gaps.isEmpty ? nil : gaps.map { LinuxText.words(for: $0, other: other) }.joined(separator: "; ")
  }
}

extension GuestFrames {
  /// A row with what is known of its frames.
  /// - Throws: when the capture cannot be read.
  package func row<Row: FilterableRow>(_ row: Row, _ pfns: Range<UInt64>) throws(CaptureError) -> UsedRow<Row> {
    UsedRow(row, uses: try uses(in: pfns), owners: owners.owners(in: pfns))
  }
}
