@_spi(Measuring) import SaveStream

/// How fast indexing goes, from the times at which snapshots came.
struct IndexingRate: Sendable {
  private var start: (bytes: UInt64, milliseconds: UInt64)?
  private var now: (bytes: UInt64, milliseconds: UInt64) = (0, 0)

  /// Where one was a little while ago: the rate of what is followed is that since then.
  private var recent: [(bytes: UInt64, milliseconds: UInt64)] = []

  /// When bytes came last.
  private var lastArrival: UInt64 = 0

  mutating func update(_ index: IndexSnapshot, milliseconds: UInt64, isFollowing: Bool = false) {
    let bytes = index.isArriving ? index.size : max(index.bytesRead, isFollowing ? index.size : 0)
    if start == nil || bytes < now.bytes { start = (bytes, milliseconds) }
    if bytes != now.bytes { lastArrival = milliseconds }
    if recent.last.map({ milliseconds >= $0.milliseconds + Self.window }) ?? true {
      recent = recent.suffix(1) + [(bytes, milliseconds)]
    }
    now = (bytes, milliseconds)
  }

  /// Bytes a second; nil before there is anything to tell from.
  private var bytesPerSecond: Double? {
    guard let start, now.milliseconds > start.milliseconds, now.bytes > start.bytes else { return nil }
    return Double(now.bytes - start.bytes) * 1000 / Double(now.milliseconds - start.milliseconds)
  }

  /// Milliseconds without a byte after which one waits.
  private static let patience: UInt64 = 2000
  /// Milliseconds over which the rate of what is followed is told.
  private static let window: UInt64 = 2000
  /// Bytes before the end of a followed capture from which on it counts as read.
  private static let nearEnd: UInt64 = 64 << 20

  /// "reading 45 %, 1.2 GiB/s, 0:12 left"; "arriving, 33 KiB/s" where nobody knows the end; nothing when reading has
  /// ended.
  func text(_ index: IndexSnapshot, _ units: SizeUnits, isFollowing: Bool = false) -> String {
    // A chunk that is still arriving keeps reading a little behind; that is nothing to wait for.
    if isFollowing, index.size - min(index.bytesRead, index.size) < Self.nearEnd { return followed(units) }
    guard !index.isFinished else { return "" }
    guard index.size > 0 else { return "reading" }
    if index.isArriving { return arrival(units) }
    var text = "reading " + NumberText.percent(index.bytesRead, of: index.size)
    guard let rate = bytesPerSecond, rate > 0 else { return text }
    text += ", \(Self.text(rate, units))"
    let left = Double(index.size - min(index.bytesRead, index.size)) / rate
    if left < 1e9 { text += ", \(NumberText.time(seconds: UInt64(left.rounded(.up)))) left" }
    return text
  }

  /// "following, 33 KiB/s"; "following, nothing for 7 s".
  private func followed(_ units: SizeUnits) -> String {
    let pause = now.milliseconds - min(lastArrival, now.milliseconds)
    if pause >= Self.patience { return "following, nothing for \(NumberText.grouped(pause / 1000)) s" }
    guard let before = recent.first, now.milliseconds > before.milliseconds, now.bytes > before.bytes else {
      return "following"
    }
    let rate = Double(now.bytes - before.bytes) * 1000 / Double(now.milliseconds - before.milliseconds)
    return "following, \(Self.text(rate.rounded(.down), units))"
  }

  /// A rate in bytes a second; those of sparse files may be any.
  private static func text(_ rate: Double, _ units: SizeUnits) -> String {
    "\(NumberText.size(UInt64(exactly: rate.rounded()) ?? .max, units))/s"
  }

  private func arrival(_ units: SizeUnits) -> String {
    if now.milliseconds - lastArrival >= Self.patience { return "waiting for more" }
    guard let rate = bytesPerSecond, rate > 0 else { return "arriving" }
    return "arriving, \(Self.text(rate, units))"
  }
}
