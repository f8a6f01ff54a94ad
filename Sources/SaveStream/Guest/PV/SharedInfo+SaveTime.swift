extension SharedInfo {
  /// When a guest was suspended, by its own wall clock: what it was at the host's boot and what had passed since, as of
  /// vCPU 0's last look, and since that by its time stamp counter. nil where the page is cut, was being changed, or
  /// tells of no time that can be.
  /// - Parameters:
  ///   - range: file offsets of the page.
  ///   - tsc: nanoseconds that the counter had run when the guest was suspended, and its frequency in kHz.
  /// - Throws: when the capture cannot be read.
  static func saveTime(
    _ range: Range<UInt64>, guestBits: Int, tsc: (nanoseconds: UInt64, kilohertz: UInt64)? = nil, _ capture: Capture,
    _ order: ByteOrder = .little
  ) throws(CaptureError) -> WallClock? {
    let layout = layout(guestBits: guestBits)
    guard range.count >= layout.byteCount else { return nil }
    let bytes = try capture.bytes(at: range.lowerBound, count: layout.byteCount)
    let high = guestBits == 32 ? "arch/wc_sec_hi" : "wc_sec_hi"
    guard bytes.count == layout.byteCount, let version = layout.number("wc_version", in: bytes, order),
      version & 1 == 0,
      let seconds = layout.number("wc_sec", in: bytes, order), let upper = layout.number(high, in: bytes, order),
      let nanoseconds = layout.number("wc_nsec", in: bytes, order),
      let passed = layout.number("vcpu_info/[0]/time/system_time", in: bytes, order), passed < longestUptime
    else { return nil }
    // Before Xen 4.6 the upper half was a hole with whatever lay there.
    let boot = WallClock(seconds: seconds | upper << 32).isPlausible ? seconds | upper << 32 : seconds
    let since =
      layout.number("vcpu_info/[0]/time/tsc_timestamp", in: bytes, order).flatMap { passedSince($0, tsc) } ?? 0
    let time = WallClock(seconds: boot &+ (nanoseconds &+ passed &+ since) / 1_000_000_000)
    return WallClock(seconds: boot).isPlausible && time.isPlausible ? time : nil
  }

  /// Nanoseconds from a reading of the counter to when the guest was suspended; nil where they cannot be.
  private static func passedSince(
    _ reading: UInt64, _ tsc: (nanoseconds: UInt64, kilohertz: UInt64)?
  ) -> UInt64? {
    guard let tsc, tsc.kilohertz > 0 else { return nil }
    let (product, overflow) = reading.multipliedReportingOverflow(by: 1_000_000)
    let then = overflow ? reading / tsc.kilohertz &* 1_000_000 : product / tsc.kilohertz
    guard tsc.nanoseconds >= then, tsc.nanoseconds - then < longestUptime else { return nil }
    return tsc.nanoseconds - then
  }

  /// Nanoseconds that a host is believed to have been up: 20 years.
  private static let longestUptime: UInt64 = 20 * 366 * 86_400 * 1_000_000_000
}
