/// What an X86_PV_INFO record says of a PV guest.
enum PVInfo {
  static let layout = Layout(
    "x86_pv_info", byteCount: 8,
    [
      .init("guest_width", at: 0, .number(bytes: 1), "bytes of the guest's words"),
      .init("pt_levels", at: 1, .number(bytes: 1), "levels of its page tables"),
    ])
}
