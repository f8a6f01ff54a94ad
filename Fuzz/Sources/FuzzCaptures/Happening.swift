@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// What happens to the inspector beside keys: a capture that grows, files that are written, media that fail.
enum Happening {
  static func events(_ random: inout Random, _ reading: Reading) -> [InspectorEvent] {
    let index = reading.index
    let error = CaptureError(.unreadable, path: Subject.path, offset: 40, reason: "fails\u{1b}[2J")
    switch random.below(11) {
    case 0:
      return [.following(true), .index(StreamIndex().snapshot, milliseconds: 5), .index(index, milliseconds: 900)]
    case 1: return [.following(true), .index(index, milliseconds: 5), .following(false)]
    case 2: return [.grown]
    case 3: return [.trouble("something\u{9b} failed"), .changed("something\u{9b} changed")]
    case 4: return [.done("it is done\u{202e}")]
    case 5: return [.searchFailed(error)]
    case 6: return [.exporting(nil)]
    case 7: return [.workFailed(.pageWalk, error), .workFailed(.sends, error)]
    case 8...9:
      // It was shorter a while ago, and goes on.
      let before = Subject(
        Array(reading.subject.bytes.prefix(1 + random.below(reading.subject.bytes.count))), reading.subject.options)
      guard let earlier = before.index else { return [] }
      return [
        .following(true), .index(earlier, milliseconds: 1000), .index(index, milliseconds: 3500),
        .index(index, milliseconds: 9000), .following(random.flip()),
      ]
    default: return [.goOn]
    }
  }
}
