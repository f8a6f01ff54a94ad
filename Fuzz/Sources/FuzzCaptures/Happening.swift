@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// What happens to the inspector beside keys: a capture that grows, files that are written, media that fail.
enum Happening {
  static func events(_ random: inout Random, _ index: IndexSnapshot) -> [InspectorEvent] {
    let error = CaptureError(.unreadable, path: Subject.path, offset: 40, reason: "fails\u{1b}[2J")
    switch random.below(9) {
    case 0:
      return [.following(true), .index(StreamIndex().snapshot, milliseconds: 5), .index(index, milliseconds: 900)]
    case 1: return [.following(true), .index(index, milliseconds: 5), .following(false)]
    case 2: return [.grown]
    case 3: return [.trouble("something\u{9b} failed")]
    case 4: return [.done("it is done\u{202e}")]
    case 5: return [.searchFailed(error)]
    case 6: return [.exporting(nil)]
    case 7: return [.workFailed(.pageWalk, error), .workFailed(.sends, error)]
    default: return [.goOn]
    }
  }
}
