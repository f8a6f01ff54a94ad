/// What QEMU does not load.
enum DeviceModelCheck {
  /// Behind the magic.
  private static let versionWithSections: UInt64 = 3

  /// A finding where the state in a range of file offsets does not end with the mark that closes its sections.
  /// - Throws: when the capture cannot be read.
  static func findings(
    _ state: Range<UInt64>, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    guard UInt64(state.count) > QEMUState.headByteCount else { return [] }
    let head = try capture.bytes(at: state.lowerBound, count: Int(QEMUState.headByteCount))
    guard head.starts(with: QEMUState.magic), head.dropFirst(4).number(.big) == versionWithSections,
      try capture.bytes(at: state.upperBound - 1, count: 1) != [0]
    else { return [] }
    return [Finding(.deviceModelEnd, at: state.upperBound - 1, checkpoint: checkpoint, part: .deviceModelRecord)]
  }
}
