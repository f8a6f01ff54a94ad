/// What the secondary of a COLO run sends to the primary: records without any header in front of them, of libxl
/// (`CHECKPOINT_STATE`) and of libxc (`CHECKPOINT_DIRTY_PFN_LIST`), which share one form.
///
///     0       4       8
///     | type  | length| body, padded to 8 |
///
/// Source: `libxl_colo_restore.c`, `xg_sr_restore.c`, Xen 4.7 and later.
enum ColoBackChannel {
  private static let checkpointState: UInt32 = 5
  private static let dirtyPFNs: UInt32 = 0x0f
  private static let headByteCount: UInt64 = 8
  /// Records that are looked at.
  private static let records = 4
  /// The longest record of libxc (`REC_LENGTH_MAX`).
  private static let longest: UInt32 = 128 << 20
  /// One past the largest PFN.
  private static let pfnEnd: UInt64 = 1 << 52

  /// Whether it begins at a file offset: with a state or a list, and with another record behind that, or nothing. A
  /// legacy stream cannot: its first eight bytes would be a p2m_size beyond any, or of a guest of five or fifteen pages
  /// with a batch of PFNs that it does not have.
  static func begins(at offset: UInt64, _ window: ByteWindow) throws(CaptureError) -> Bool {
    guard let first = try window.uint32(at: offset), first == checkpointState || first == dirtyPFNs,
      let length = try window.uint32(at: offset + 4), length > 0
    else { return false }
    var position = offset
    for number in 0..<records {
      // What is cut here contradicts nothing.
      guard let type = try window.uint32(at: position), let length = try window.uint32(at: position + 4) else {
        return number > 0
      }
      guard let end = try recordEnd(type, length, at: position, window) else { return false }
      guard try window.capture.wait(for: end) else { return number > 0 }
      position = end
    }
    return true
  }

  /// One past a record and its padding; nil where it is none of a back channel.
  private static func recordEnd(
    _ type: UInt32, _ length: UInt32, at offset: UInt64, _ window: ByteWindow
  ) throws(CaptureError) -> UInt64? {
    let body = offset + headByteCount
    switch type {
    case checkpointState:
      // SVM_SUSPENDED, SVM_READY or SVM_RESUMED.
      // The specification draws eight bytes of body, the code writes four and pads them.
      guard length == 4 || length == 8 else { return nil }
      if let state = try window.uint64(at: body), !(1...3).contains(state) { return nil }
      return body + 8
    case dirtyPFNs:
      guard length % 8 == 0, length <= longest else { return nil }
      if length > 0, let pfn = try window.uint64(at: body), pfn >= pfnEnd { return nil }
      return body + UInt64(length)
    default: return nil
    }
  }
}
