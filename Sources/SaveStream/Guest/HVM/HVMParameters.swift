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
    for pair in (try? list(range, reader.capture, reader.order)) ?? [] {
      let number = Int(clamping: pair.number)
      let name = HVMParameter.name(number) ?? "HVM_PARAM_\(pair.number)"
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
    _ body: Range<UInt64>, _ capture: Capture, _ order: ByteOrder
  ) throws(CaptureError) -> [(number: UInt64, value: Range<UInt64>)] {
    let first = min(body.lowerBound + headByteCount, body.upperBound)
    let stated = try capture.bytes(at: body.lowerBound, count: 4).number(order)
    return Array(try pairs(first..<body.upperBound, capture, order).prefix(Int(stated)))
  }

  /// The parameters in a range of pairs, and where their values lie.
  static func pairs(
    _ range: Range<UInt64>, _ capture: Capture, _ order: ByteOrder
  ) throws(CaptureError) -> [(number: UInt64, value: Range<UInt64>)] {
    let bytes = try capture.bytes(at: range.lowerBound, count: min(range.count, maximumCount * Int(pairByteCount)))
    return stride(from: 0, to: bytes.count / Int(pairByteCount) * Int(pairByteCount), by: Int(pairByteCount)).map {
      place in
      let value = range.lowerBound &+ UInt64(place) &+ 8
      return (bytes.number(at: place, bytes: 8, order), value..<value &+ 8)
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
