/// The body of an X86_PV_P2M_FRAMES record: where the guest keeps its own table of machine frames.
///
/// ```
/// 0 u32 start_pfn   4 u32 end_pfn   8 u64 PFN of each page of the table that tells of a PFN from start to end
/// ```
enum P2MFrames {
  /// The nodes that tile it. The PFNs are read when they are shown.
  /// - Parameter guestBits: 32 or 64; nil where it is not known.
  static func nodes(range: Range<UInt64>, guestBits: Int?, _ reader: TreeReader) -> [TreeNode] {
    let perPage = guestBits.map { pageSize * 8 / max($0, 8) }
    let meaning = perPage.map { "PFNs of the table's pages, each of which tells of \($0) PFNs" }
    let layout = Layout(
      "x86_pv_p2m_frames", byteCount: 8,
      rest: .init("frames", arrayOf: .pfn(bytes: 8), meaning ?? "PFNs of the table's pages"),
      [
        .init("start_pfn", at: 0, .pfn(bytes: 4), "the first PFN that is told of"),
        .init("end_pfn", at: 4, .pfn(bytes: 4), "the last one"),
      ])
    return layout.nodes(at: range.lowerBound, available: UInt64(range.count), reader)
  }
}
