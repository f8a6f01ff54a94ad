/// What the bytes of a legacy stream do not state and a reader must know to find its way.
struct LegacyFraming: Sendable, Equatable {
  /// Bytes of a word of the toolstack that wrote it, `sizeof(unsigned long)`: 4 or 8.
  var wordBytes: Int
  var guest: GuestKind
  /// How the device-model record in the tail of an HVM guest is spelt.
  var deviceModel = DeviceModelRecord.Form.toolstack

  /// The kind of guest, within a sentence.
  var guestWords: String { guest == .hvm ? "an HVM guest" : "a PV guest" }

  /// The largest batch (`MAX_BATCH_SIZE`, `xg_save_restore.h`).
  static let maximumBatch: Int32 = 1024
  /// The largest p2m_size that a sender writes (`xc_domain_save.c` refuses more).
  static let maximumP2MSize: UInt64 = 0x0fff_ffff
  /// vCPUs that a receiver takes at most (`XC_SR_MAX_VCPUS`).
  static let maximumVcpus: Int32 = 4096
  /// Unmapped PFNs that a receiver takes at most.
  static let maximumUnmapped: UInt64 = 1 << 28
}
