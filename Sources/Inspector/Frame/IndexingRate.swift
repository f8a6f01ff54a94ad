import SaveStream

/// How fast indexing goes, from the times at which snapshots came.
struct IndexingRate: Sendable {
  private var start: (bytes: UInt64, milliseconds: UInt64)?
  private var now: (bytes: UInt64, milliseconds: UInt64) = (0, 0)

  /// When bytes came last.
  private var lastArrival: UInt64 = 0

  mutating func update(_ index: IndexSnapshot, milliseconds: UInt64) {
    let bytes = index.isArriving ? index.size : index.bytesRead
    if start == nil || bytes < now.bytes { start = (bytes, milliseconds) }
    if bytes != now.bytes { lastArrival = milliseconds }
    now = (bytes, milliseconds)
  }

  /// Bytes a second; nil before there is anything to tell from.
  private var bytesPerSecond: Double? {
    guard let start, now.milliseconds > start.milliseconds, now.bytes > start.bytes else { return nil }
    return Double(now.bytes - start.bytes) * 1000 / Double(now.milliseconds - start.milliseconds)
  }

  /// Milliseconds without a byte after which one waits.
  private static let patience: UInt64 = 2000
  /// Bytes before the end of a followed capture from which on it counts as read.
  private static let nearEnd: UInt64 = 64 << 20

  /// "reading 45 %, 1.2 GiB/s, 0:12 left"; "arriving, 33 KiB/s" where nobody knows the end; nothing when reading has
  /// ended.
  func text(_ index: IndexSnapshot, _ units: SizeUnits, isFollowing: Bool = false) -> String {
    // A chunk that is still arriving keeps reading a little behind; that is nothing to wait for.
    if isFollowing, index.size - min(index.bytesRead, index.size) < Self.nearEnd { return "following" }
    guard !index.isFinished else { return "" }
    guard index.size > 0 else { return "reading" }
    if index.isArriving { return arrival(units) }
    var text = "reading " + NumberText.percent(index.bytesRead, of: index.size)
    guard let rate = bytesPerSecond, rate > 0 else { return text }
    text += ", \(NumberText.size(UInt64(rate.rounded()), units))/s"
    let left = Double(index.size - min(index.bytesRead, index.size)) / rate
    if left < 1e9 { text += ", \(NumberText.time(seconds: UInt64(left.rounded(.up)))) left" }
    return text
  }

  private func arrival(_ units: SizeUnits) -> String {
    if now.milliseconds - lastArrival >= Self.patience { return "waiting for more" }
    guard let rate = bytesPerSecond, rate > 0 else { return "arriving" }
    return "arriving, \(NumberText.size(UInt64(rate.rounded()), units))/s"
  }
}
