/// The page that a PV guest shares with Xen, `struct shared_info` (`xen/include/public/xen.h`), 4096 bytes.
enum SharedInfo {
  /// Its bytes in a tail.
  static let byteCount: UInt64 = 4096

  /// The layout for a guest of 32 or 64 bits.
  static func layout(guestBits: Int) -> Layout { guestBits == 32 ? bits32 : bits64 }

  /// A node for it.
  static func node(named name: String = "shared-info", range: Range<UInt64>, guestBits: Int) -> TreeNode {
    .structure(
      layout(guestBits: guestBits), named: name, at: range.lowerBound,
      available: range.upperBound - range.lowerBound)
  }

  static let bits64 = Layout(
    "shared_info", byteCount: 4096,
    [
      .init("vcpu_info", at: 0, .array(.structure(vcpuInfo64), count: 32)),
      .init("evtchn_pending", at: 2048, .structure(channels(count: 64, bytes: 8)), "events that are pending"),
      .init("evtchn_mask", at: 2560, .structure(channels(count: 64, bytes: 8)), "event channels that are masked"),
      .init("wc_version", at: 3072, .number(bytes: 4), "odd while the wall clock is being changed"),
      .init("wc_sec", at: 3076, .words(bytes: 4, WallClock.text), "wall clock at the host's boot"),
      .init("wc_nsec", at: 3080, .number(bytes: 4)),
      .init("wc_sec_hi", at: 3084, .number(bytes: 4), "since Xen 4.6"),
      .init("arch", at: 3088, .structure(arch(bytes: 8))),
    ])

  static let bits32 = Layout(
    "shared_info", byteCount: 4096,
    [
      .init("vcpu_info", at: 0, .array(.structure(vcpuInfo32), count: 32)),
      .init("evtchn_pending", at: 2048, .structure(channels(count: 32, bytes: 4)), "events that are pending"),
      .init("evtchn_mask", at: 2176, .structure(channels(count: 32, bytes: 4)), "event channels that are masked"),
      .init("wc_version", at: 2304, .number(bytes: 4), "odd while the wall clock is being changed"),
      .init("wc_sec", at: 2308, .words(bytes: 4, WallClock.text), "wall clock at the host's boot"),
      .init("wc_nsec", at: 2312, .number(bytes: 4)),
      .init("arch", at: 2316, .structure(arch(bytes: 4))),
    ])

  /// Words of a bit per event channel.
  private static func channels(count: Int, bytes: Int) -> Layout {
    Layout(
      "evtchn", byteCount: count * bytes,
      (0..<count).map { place in
        let type = FieldType.words(bytes: bytes) { BitRanges.words($0, from: place * bytes * 8, "channel") }
        return .init("[\(place)]", at: place * bytes, type)
      })
  }

  private static func arch(bytes: Int) -> Layout {
    var fields: [Layout.Field] = [
      .init("max_pfn", at: 0, .pfn(bytes: bytes)),
      .init("pfn_to_mfn_frame_list_list", at: bytes, .address(bytes: bytes), "an MFN; 0 in a legacy stream"),
      .init("nmi_reason", at: 2 * bytes, .address(bytes: bytes)),
      .init("p2m_cr3", at: 3 * bytes, .address(bytes: bytes), "since Xen 4.6"),
      .init("p2m_vaddr", at: 4 * bytes, .address(bytes: bytes), "since Xen 4.6"),
      .init("p2m_generation", at: 5 * bytes, .number(bytes: bytes), "since Xen 4.6"),
    ]
    if bytes == 4 { fields.append(.init("wc_sec_hi", at: 24, .number(bytes: 4), "since Xen 4.6")) }
    return Layout("arch_shared_info", byteCount: bytes == 4 ? 28 : 48, fields)
  }

  private static let vcpuInfo64 = Layout(
    "vcpu_info", byteCount: 64,
    upcallFields + [
      .init("evtchn_pending_sel", at: 8, selector(bytes: 8)),
      .init("cr2", at: 16, .address(bytes: 8)),
      .init("time", at: 32, .structure(time)),
    ])

  private static let vcpuInfo32 = Layout(
    "vcpu_info", byteCount: 64,
    upcallFields + [
      .init("evtchn_pending_sel", at: 4, selector(bytes: 4)),
      .init("cr2", at: 8, .address(bytes: 4)),
      .init("time", at: 32, .structure(time)),
    ])

  /// Which words of `evtchn_pending` to look at.
  private static func selector(bytes: Int) -> FieldType {
    .words(bytes: bytes) { BitRanges.words($0, from: 0, "word") }
  }

  private static let upcallFields: [Layout.Field] = [
    .init("evtchn_upcall_pending", at: 0, .number(bytes: 1)),
    .init("evtchn_upcall_mask", at: 1, .number(bytes: 1)),
  ]

  private static let time = Layout(
    "vcpu_time_info", byteCount: 32,
    [
      .init("version", at: 0, .number(bytes: 4), "odd while it is being changed"),
      .init("tsc_timestamp", at: 8, .number(bytes: 8)),
      .init("system_time", at: 16, .number(bytes: 8), "nanoseconds since the host's boot, at tsc_timestamp"),
      .init("tsc_to_system_mul", at: 24, .number(bytes: 4)),
      .init("tsc_shift", at: 28, .signed(bytes: 1)),
    ])
}
