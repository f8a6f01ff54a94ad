/// What Xen calls the records of its streams, by the number of their type.
package enum RecordNames {
  /// Of v2 and v3 streams (`REC_TYPE_*`, `xg_sr_stream_format.h`).
  package static let libxc = [
    "END", "PAGE_DATA", "X86_PV_INFO", "X86_PV_P2M_FRAMES", "X86_PV_VCPU_BASIC", "X86_PV_VCPU_EXTENDED",
    "X86_PV_VCPU_XSAVE", "SHARED_INFO", "X86_TSC_INFO", "HVM_CONTEXT", "HVM_PARAMS", "TOOLSTACK",
    "X86_PV_VCPU_MSRS", "VERIFY", "CHECKPOINT", "CHECKPOINT_DIRTY_PFN_LIST", "STATIC_DATA_END", "X86_CPUID_POLICY",
    "X86_MSR_POLICY",
  ]
  /// Of libxl's v2 stream (`REC_TYPE_*`, `libxl_sr_stream_format.h`).
  package static let libxl = [
    "END", "LIBXC_CONTEXT", "EMULATOR_XENSTORE_DATA", "EMULATOR_CONTEXT", "CHECKPOINT_END", "CHECKPOINT_STATE",
  ]

  /// The name of a type in a list; nil for one that no Xen writes.
  static func name(_ type: UInt64, in names: [String]) -> String? {
    type < UInt64(names.count) ? names[Int(type)] : nil
  }
}
