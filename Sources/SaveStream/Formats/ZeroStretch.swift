/// Zeros where a chunk or record should begin, as a block that was lost, or a file that was never filled, leaves them.
struct ZeroStretch {
  let window: ByteWindow

  /// Zeros that are counted at most.
  static let mostZeros: UInt64 = 1 << 30

  /// One past the zeros that begin at a file offset.
  /// - Parameter most: how many suffice; nothing behind them is looked at.
  func end(from start: UInt64, most: UInt64 = mostZeros) throws(CaptureError) -> UInt64 {
    var position = start
    // A capture that is still arriving is not waited for beyond what has to come anyway: few bytes at first.
    var step: UInt64 = 32
    while position - start < most {
      let count = try there(position, min(step, most - (position - start)))
      guard count > 0 else { break }
      step = min(2 * step, UInt64(ByteWindow.capacity))
      let zeros = try window.withBytes(at: position, count: count) { $0.leadingZeros }
      position += UInt64(zeros ?? 0)
      guard zeros == count else { break }
    }
    return position
  }

  /// The first of the zeros that stand right before a file offset, down to another.
  func start(before end: UInt64, downTo floor: UInt64) throws(CaptureError) -> UInt64 {
    var position = end
    while position > floor, end - position < Self.mostZeros {
      let count = min(position - floor, UInt64(ByteWindow.capacity))
      let zeros = try window.withBytes(at: position - count, count: Int(count)) { bytes in
        bytes.indices.reversed().first { bytes[$0] != 0 }.map { bytes.count - $0 - 1 } ?? bytes.count
      }
      position -= UInt64(zeros ?? 0)
      guard zeros == Int(count) else { break }
    }
    return position
  }

  /// How many bytes the capture has at a file offset, of so many.
  func there(_ offset: UInt64, _ count: UInt64) throws(CaptureError) -> Int {
    let (end, overflow) = offset.addingReportingOverflow(count)
    guard !overflow else { return 0 }
    let reached = try window.capture.wait(for: end) ? end : min(end, window.capture.size)
    return Int(reached - min(offset, reached))
  }
}
