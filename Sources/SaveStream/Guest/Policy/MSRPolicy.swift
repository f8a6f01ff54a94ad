/// The MSRs of which the guest sees what Xen decided, the body of an X86_MSR_POLICY record.
///
/// ```
/// entry: 0 u32 idx   4 u32 flags   8 u64 val
/// ```
enum MSRPolicy {
  /// The nodes that tile it: a structure for each entry, named by its MSR.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    MSRList.nodes(range: range, reader) { type in
      Layout(
        "xen_msr_entry", byteCount: Int(MSRList.entryByteCount),
        [
          .init("idx", at: 0, .choice(bytes: 4, names: MSRName.all)),
          .init("flags", at: 4, .number(bytes: 4), "0"),
          .init("val", at: 8, type),
        ])
    }
  }
}
