/// The id of a metadata chunk in a legacy body: a negative 32-bit number (`XC_SAVE_ID_*`, `xg_save_restore.h`).
@_spi(Measuring) public struct LegacyChunkID: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  public static let enableVerifyMode = LegacyChunkID(rawValue: -1)
  public static let vcpuInfo = LegacyChunkID(rawValue: -2)
  public static let hvmIdentPT = LegacyChunkID(rawValue: -3)
  public static let hvmVM86TSS = LegacyChunkID(rawValue: -4)
  public static let tmem = LegacyChunkID(rawValue: -5)
  public static let tmemExtra = LegacyChunkID(rawValue: -6)
  public static let tscInfo = LegacyChunkID(rawValue: -7)
  public static let hvmConsolePFN = LegacyChunkID(rawValue: -8)
  public static let lastCheckpoint = LegacyChunkID(rawValue: -9)
  public static let hvmACPIIOPortsLocation = LegacyChunkID(rawValue: -10)
  public static let hvmViridian = LegacyChunkID(rawValue: -11)
  public static let compressedData = LegacyChunkID(rawValue: -12)
  public static let enableCompression = LegacyChunkID(rawValue: -13)
  public static let hvmGenerationIDAddress = LegacyChunkID(rawValue: -14)
  public static let hvmPagingRingPFN = LegacyChunkID(rawValue: -15)
  public static let hvmAccessRingPFN = LegacyChunkID(rawValue: -16)
  public static let hvmSharingRingPFN = LegacyChunkID(rawValue: -17)
  public static let toolstack = LegacyChunkID(rawValue: -18)
  public static let hvmIoreqServerPFN = LegacyChunkID(rawValue: -19)
  public static let hvmIoreqServerPages = LegacyChunkID(rawValue: -20)
  public static let hvmX87FIPWidth = LegacyChunkID(rawValue: -21)

  /// Xen's name without its prefix, or nil for an id that no Xen writes.
  public var name: String? {
    let position = -Int(rawValue) - 1
    return Self.names.indices.contains(position) ? Self.names[position] : nil
  }

  /// Whether the chunk carries one HVM parameter: 4 bytes of padding and a 64-bit value.
  public var isHVMParameter: Bool { hvmParameter != nil }

  /// Whether a sender writes the chunk in checkpoint 0 only, and it holds from then on.
  var isSentOnce: Bool { self == .tscInfo || self == .tmem || self == .tmemExtra }

  /// Whether the chunk says something of the guest; the others steer how the stream is read.
  var describesGuest: Bool {
    ![.enableVerifyMode, .enableCompression, .compressedData, .lastCheckpoint].contains(self)
  }

  /// The names of -1 to -21, in that order.
  private static let names = [
    "ENABLE_VERIFY_MODE", "VCPU_INFO", "HVM_IDENT_PT", "HVM_VM86_TSS", "TMEM", "TMEM_EXTRA", "TSC_INFO",
    "HVM_CONSOLE_PFN", "LAST_CHECKPOINT", "HVM_ACPI_IOPORTS_LOCATION", "HVM_VIRIDIAN", "COMPRESSED_DATA",
    "ENABLE_COMPRESSION", "HVM_GENERATION_ID_ADDR", "HVM_PAGING_RING_PFN", "HVM_ACCESS_RING_PFN",
    "HVM_SHARING_RING_PFN", "TOOLSTACK", "HVM_IOREQ_SERVER_PFN", "HVM_NR_IOREQ_SERVER_PAGES", "HVM_X87_FIP_WIDTH",
  ]
}
