/// The page that a PV guest is started with, `struct start_info` (`xen/include/public/xen.h`): it lies in guest memory
/// at the PFN in vCPU 0's rdx. While saved, `store_mfn` and `console_mfn` hold PFNs.
enum StartInfo {
  /// The layout for a guest of 32 or 64 bits: 1112 or 1168 bytes.
  static func layout(guestBits: Int) -> Layout { guestBits == 32 ? bits32 : bits64 }

  static let bits64 = Layout(
    "start_info", byteCount: 1168,
    [
      .init("magic", at: 0, .text(bytes: 32)),
      .init("nr_pages", at: 32, .number(bytes: 8)),
      .init("shared_info", at: 40, .address(bytes: 8), "machine address"),
      .init("flags", at: 48, .flags(bytes: 4, names: flags)),
      .init("store_mfn", at: 56, .pfn(bytes: 8), "a PFN while saved"),
      .init("store_evtchn", at: 64, .number(bytes: 4)),
      .init("console_mfn", at: 72, .pfn(bytes: 8), "a PFN while saved"),
      .init("console_evtchn", at: 80, .number(bytes: 4)),
      .init("pt_base", at: 88, .address(bytes: 8)),
      .init("nr_pt_frames", at: 96, .number(bytes: 8)),
      .init("mfn_list", at: 104, .address(bytes: 8)),
      .init("mod_start", at: 112, .address(bytes: 8)),
      .init("mod_len", at: 120, .number(bytes: 8)),
      .init("cmd_line", at: 128, .text(bytes: 1024)),
      .init("first_p2m_pfn", at: 1152, .pfn(bytes: 8)),
      .init("nr_p2m_frames", at: 1160, .number(bytes: 8)),
    ])

  static let bits32 = Layout(
    "start_info", byteCount: 1112,
    [
      .init("magic", at: 0, .text(bytes: 32)),
      .init("nr_pages", at: 32, .number(bytes: 4)),
      .init("shared_info", at: 36, .address(bytes: 4), "machine address"),
      .init("flags", at: 40, .flags(bytes: 4, names: flags)),
      .init("store_mfn", at: 44, .pfn(bytes: 4), "a PFN while saved"),
      .init("store_evtchn", at: 48, .number(bytes: 4)),
      .init("console_mfn", at: 52, .pfn(bytes: 4), "a PFN while saved"),
      .init("console_evtchn", at: 56, .number(bytes: 4)),
      .init("pt_base", at: 60, .address(bytes: 4)),
      .init("nr_pt_frames", at: 64, .number(bytes: 4)),
      .init("mfn_list", at: 68, .address(bytes: 4)),
      .init("mod_start", at: 72, .address(bytes: 4)),
      .init("mod_len", at: 76, .number(bytes: 4)),
      .init("cmd_line", at: 80, .text(bytes: 1024)),
      .init("first_p2m_pfn", at: 1104, .pfn(bytes: 4)),
      .init("nr_p2m_frames", at: 1108, .number(bytes: 4)),
    ])

  private static let flags = [
    0: "privileged", 1: "initial_domain", 2: "multiboot_modules", 3: "mod_start_pfn", 4: "virt_p2m_4tools",
  ]
}
