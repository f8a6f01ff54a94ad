/// The body of an HVM_PARAMS record.
///
/// ```
/// 0 u32 count   4 u32 reserved   8 pairs of u64 index, u64 value
/// ```
enum HVMParameters {
  static let headByteCount: UInt64 = 8
  static let pairByteCount: UInt64 = 16
  /// The most pairs that are looked at; Xen has 39 parameters.
  static let maximumCount = 1024

  /// The nodes that tile it: a structure for each pair, named by its parameter.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    var names = SiblingNames()
    let head = min(UInt64(range.count), headByteCount)
    var nodes = headLayout.nodes(at: range.lowerBound, available: head, reader)
    for pair in (try? pairs(range, reader.capture, reader.order)) ?? [] {
      let number = Int(clamping: pair.index)
      let name = HVMParameter.name(number) ?? "HVM_PARAM_\(pair.index)"
      nodes.append(
        .structure(
          layout(number), named: names.unique(name), at: pair.value.lowerBound - 8, available: pairByteCount,
          order: reader.order))
    }
    let end = nodes.last?.end ?? range.lowerBound
    if end < range.upperBound { nodes.append(.bytes(named: "rest", kind: .unknown, end..<range.upperBound, reader)) }
    return nodes
  }

  /// The parameters in a body and where their values of eight bytes lie, in the order of the stream: as many as it
  /// states and holds.
  static func list(
    _ range: Range<UInt64>, _ capture: Capture, _ order: ByteOrder
  ) throws(CaptureError) -> [(index: UInt64, value: Range<UInt64>)] {
    try pairs(range, capture, order)
  }

  private static func pairs(
    _ range: Range<UInt64>, _ capture: Capture, _ order: ByteOrder
  ) throws(CaptureError) -> [(index: UInt64, value: Range<UInt64>)] {
    let most = Int(headByteCount) + maximumCount * Int(pairByteCount)
    let bytes = try capture.bytes(at: range.lowerBound, count: min(range.count, most))
    guard bytes.count >= Int(headByteCount) else { return [] }
    let stated = bytes.number(at: 0, bytes: 4, order)
    let count = min(stated, (UInt64(bytes.count) - headByteCount) / pairByteCount)
    return (0..<count).map { place in
      let start = headByteCount + place * pairByteCount
      let value = range.lowerBound &+ start &+ 8
      return (bytes.number(at: Int(start), bytes: 8, order), value..<value &+ 8)
    }
  }

  private static let headLayout = Layout(
    "hvm_params", byteCount: 8,
    [.init("count", at: 0, .number(bytes: 4)), .init("reserved", at: 4, .number(bytes: 4), "0")])

  private static func layout(_ number: Int) -> Layout {
    Layout(
      "hvm_param", byteCount: Int(pairByteCount),
      [
        .init("index", at: 0, .number(bytes: 8), "HVM_PARAM_\(HVMParameter.name(number) ?? "\(number)")"),
        .init("value", at: 8, HVMParameter.type(number)),
      ])
  }
}
