/// Captures that are recognised, and hold nothing of a guest that is read.
public enum UnreadCapture {
  /// What the secondary of a COLO run sends: two rounds of states, and of PFNs that it dirtied.
  public static let coloBackChannel: [UInt8] =
    state(2) + state(3) + state(1) + dirty([0x10, 0x11, 0x2f]) + state(2) + state(3) + state(1) + dirty([7])

  /// The state of QEMU, without anything around it.
  public static let qemuState: [UInt8] = Array("QEVM".utf8) + [0, 0, 0, 3, 4] + [UInt8](repeating: 0x5a, count: 200)

  /// What a receiver says to `xl migrate` when all goes well.
  public static let receiverSide: [UInt8] =
    Array("xl migration receiver ready, send binary domain data.\n".utf8)
    + Array("domain received, ready to unpause\0".utf8) + Array("my copy unpause results are as follows\0".utf8) + [0]

  /// A CHECKPOINT_STATE record.
  public static func state(_ id: UInt8) -> [UInt8] { [5, 0, 0, 0, 4, 0, 0, 0, id, 0, 0, 0, 0, 0, 0, 0] }

  /// A CHECKPOINT_DIRTY_PFN_LIST record.
  public static func dirty(_ pfns: [UInt8]) -> [UInt8] {
    [0x0f, 0, 0, 0, UInt8(pfns.count * 8), 0, 0, 0] + pfns.flatMap { [$0, 0, 0, 0, 0, 0, 0, 0] }
  }
}
