import SaveStream

/// A stream in plain words.
enum StreamWords {
  /// What kind of stream it is.
  static func kind(of stream: StreamDescription) -> String {
    let toolstack = stream.toolstackBits.map { ", written by a \($0)-bit toolstack" } ?? ""
    return switch stream.format {
    case .legacy: "A legacy libxc save stream (Xen 3.x to 4.5)" + toolstack
    case .v2: "A libxc v2 stream (Xen 4.6 to 4.13)"
    case .v3: "A libxc v3 stream (Xen 4.14 and later)"
    }
  }

  static func guest(of stream: StreamDescription) -> String {
    switch stream.guest {
    case .hvm: "of an HVM guest"
    case .pv: "of a \(stream.guestBits.map { "\($0)-bit " } ?? "")PV guest"
    }
  }

  /// The same, as short as the title line wants it.
  static func short(_ stream: StreamDescription) -> String {
    shortest(stream) + (stream.toolstackBits.map { ", \($0)-bit toolstack" } ?? "")
  }

  /// Format and guest only.
  static func shortest(_ stream: StreamDescription) -> String {
    let guest = stream.guest == .hvm ? "HVM" : "PV" + (stream.guestBits.map { " \($0)-bit" } ?? "")
    return "\(stream.format.rawValue) \(guest)"
  }

  /// What it means that no finding was made while a capture was read: a stream of page deltas is replayed by `verify`
  /// only.
  static func noFindings(of index: IndexSnapshot) -> String {
    index.totals.delta == nil
      ? "None: the stream is sound."
      : "None found while reading; savescope verify also replays the sender's cache of pages."
  }

  /// What verify mode does to the checkpoints behind it.
  private static func verifyMode(in index: IndexSnapshot) -> [String] {
    guard let kept = index.lastAppliedCheckpoint, kept == index.takeover, let last = index.lastCompleteCheckpoint else {
      return []
    }
    return [
      "Verify mode is never left: a receiver ends with checkpoint \(kept)'s memory and checkpoint \(last)'s state."
    ]
  }

  /// Whether it is whole, and up to where a backup could have taken over.
  static func soundness(of index: IndexSnapshot) -> [String] {
    let count = index.checkpoints.count
    guard count > 0 else { return [index.isFinished ? "It holds no checkpoint." : "No checkpoint has been read yet."] }
    let read = index.isFinished ? "" : " so far"
    guard let last = index.lastCompleteCheckpoint else {
      return ["\(DecimalText.counted(count, "checkpoint"))\(read), none of them complete: nothing can start from it."]
    }
    if count == 1, index.isCheckpointed != true {
      let whole = "One image, complete: a receiver can start from it."
      return [
        index.takeover == 0 ? whole : "One image, complete, but a receiver could not start from it: see the findings."
      ]
    }
    let rest = last == count - 1 ? "all complete" : "the last complete one is \(last)"
    return [
      "\(DecimalText.counted(count, "checkpoint"))\(read) (0 to \(count - 1)), \(rest).",
      index.takeover.map { "A backup could take over from checkpoint \($0)." }
        ?? "A backup could take over from none of them.",
    ] + verifyMode(in: index)
  }
}
