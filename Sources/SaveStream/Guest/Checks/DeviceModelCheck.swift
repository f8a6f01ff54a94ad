/// What QEMU does not load.
enum DeviceModelCheck {
  /// Behind the magic.
  private static let versionWithSections: UInt64 = 3
  /// What QEMU's state begins with: a section that starts, a whole one, or a configuration (`migration/savevm.h`).
  private static let firstTypes: [UInt8] = [0x01, 0x04, 0x07]

  /// A finding where the state in a range of file offsets does not end with the mark that closes its sections.
  /// - Throws: when the capture cannot be read.
  static func findings(
    _ state: Range<UInt64>, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    guard UInt64(state.count) > QEMUState.headByteCount else { return [] }
    let length = Int(QEMUState.headByteCount)
    let bytes = try capture.bytes(at: state.lowerBound, count: length + 1)
    let head = bytes.prefix(length)
    // What begins with no section is no state that QEMU wrote, and there is nothing to say of how it should end.
    guard let first = bytes.last, bytes.count > length, firstTypes.contains(first), head.starts(with: QEMUState.magic),
      head.dropFirst(4).number(.big) == versionWithSections,
      try capture.bytes(at: state.upperBound - 1, count: 1) != [0]
    else { return [] }
    return [Finding(.deviceModelEnd, at: state.upperBound - 1, checkpoint: checkpoint, part: .deviceModelRecord)]
  }
}
