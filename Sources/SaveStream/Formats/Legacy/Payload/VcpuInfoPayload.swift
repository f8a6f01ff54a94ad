/// The payload of VCPU_INFO: which vCPUs the tail describes.
///
/// ```
/// 0 i32 max_vcpu_id   4 u64 map[max_vcpu_id / 64 + 1]
/// ```
enum VcpuInfoPayload {
  /// The nodes that tile it.
  static func nodes(payload: Range<UInt64>, reader: TreeReader) -> [TreeNode] {
    let head = min(payload.upperBound - payload.lowerBound, 4)
    let map = payload.lowerBound + head..<payload.upperBound
    var nodes = Layout("vcpu_info", byteCount: 4, [.init("max_vcpu_id", at: 0, .signed(bytes: 4))])
      .nodes(at: payload.lowerBound, available: head, reader)
    guard !map.isEmpty else { return nodes }
    nodes.append(
      TreeNode(
        "map", .array, offset: map.lowerBound, length: map.upperBound - map.lowerBound,
        meaning: "a bit for each vCPU that is online"
      ) { words(in: map, $0) })
    return nodes
  }

  /// A child for each word of the map, with the vCPUs that it names.
  private static func words(in map: Range<UInt64>, _ reader: TreeReader) -> NodeList {
    let length = map.upperBound - map.lowerBound
    return NodeList(count: Int(clamping: length / 8 + (length % 8 == 0 ? 0 : 1))) { index in
      let offset = map.lowerBound + UInt64(index) * 8
      let word = offset &+ 8 <= map.upperBound ? reader.number(at: offset, bytes: 8) : nil
      return TreeNode(
        "[\(index)]", .field, offset: offset, length: min(8, map.upperBound - offset),
        value: word.map { .named($0, BitRanges.words($0, from: index &* 64, "vCPU")) })
    }
  }
}
