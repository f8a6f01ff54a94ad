/// What a PV tail holds of one vCPU.
///
/// ```
/// vcpu_guest_context (5168 or 2800)   [extended context (128)]   [u64 xfeature_mask, u64 size, XSAVE (size)]
/// ```
enum VcpuRecord {
  /// Which parts the records of a stream have, as its extended info says.
  struct Shape: Sendable, Equatable {
    /// 32 or 64.
    var guestBits: Int
    /// Whether there was an `extv` block.
    var hasExtendedContext: Bool
    /// Whether there was an `xcnt` block.
    var hasXsave: Bool

    /// Bytes of the context.
    var contextByteCount: UInt64 { UInt64(VcpuContext.layout(guestBits: guestBits).byteCount) }

    /// The offset in a record of the XSAVE part, which follows the parts of known size.
    var xsaveOffset: UInt64 { contextByteCount + (hasExtendedContext ? ExtendedVcpuContext.byteCount : 0) }
  }

  /// A node for the record in a range of file offsets that the capture holds.
  static func node(named name: String, vcpu: Int, range: Range<UInt64>, shape: Shape) -> TreeNode {
    TreeNode(name, .record, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { reader in
      var position = range.lowerBound
      func part(_ byteCount: UInt64) -> Range<UInt64> {
        let start = position
        position += min(byteCount, range.upperBound - start)
        return start..<position
      }

      let context = part(shape.contextByteCount)
      let extended = part(shape.hasExtendedContext ? ExtendedVcpuContext.byteCount : 0)
      let size = reader.number(at: position &+ XsaveArea.sizeOffset, bytes: 8)
      let xsave = part(shape.hasXsave ? xsaveByteCount(size) : 0)
      var nodes: [TreeNode] = []
      if !context.isEmpty {
        nodes.append(VcpuContext.node(range: context, guestBits: shape.guestBits, vcpu: vcpu))
      }
      if !extended.isEmpty { nodes.append(ExtendedVcpuContext.node(range: extended)) }
      if !xsave.isEmpty { nodes.append(XsaveArea.node(range: xsave)) }
      if position < range.upperBound {
        nodes.append(.bytes(named: "rest", kind: .unknown, position..<range.upperBound, reader))
      }
      return NodeList(nodes)
    }
  }

  /// The bytes of an XSAVE part that states this size of what follows its head; all there is when that is cut.
  private static func xsaveByteCount(_ size: UInt64?) -> UInt64 {
    guard let size else { return .max }
    let (sum, overflow) = size.addingReportingOverflow(XsaveArea.headerByteCount)
    return overflow ? .max : sum
  }
}
