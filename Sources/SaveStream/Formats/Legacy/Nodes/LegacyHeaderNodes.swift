/// The nodes of a legacy header.
enum LegacyHeaderNodes {
  /// A node for the header, as far as the capture holds it.
  static func node(_ header: LegacyHeader) -> TreeNode {
    TreeNode(
      "header", .header, offset: header.offset, length: header.end - header.offset,
      finding: header.cutIn == nil ? nil : .cutShort
    ) { reader in
      var parts = PartList(from: header.offset, to: header.end)
      parts.field("p2m_size", header.framing.wordBytes, "PFN slots of the guest", reader)
      if let info = header.extendedInfo {
        let end = min(info.upperBound, header.end)
        parts.node(upTo: end) { range in
          TreeNode("extended-info", .structure, offset: range.lowerBound, length: UInt64(range.count)) { reader in
            extendedInfo(header, range, reader)
          }
        }
      }
      if !header.frameList.isEmpty {
        parts.node(upTo: min(header.frameList.upperBound, header.end)) { range in
          .array(
            of: .pfn(bytes: header.framing.wordBytes), named: "p2m-frame-list", at: range.lowerBound,
            available: UInt64(range.count), meaning: "where the guest's own P2M table lies")
        }
      }
      return parts.list(reader)
    }
  }

  private static func extendedInfo(_ header: LegacyHeader, _ range: Range<UInt64>, _ reader: TreeReader) -> NodeList {
    var parts = PartList(from: range.lowerBound, to: range.upperBound)
    parts.field("signature", header.framing.wordBytes, "all ones", reader, isAddress: true)
    parts.field("total_size", 4, "bytes of the blocks that follow", reader)
    var names = SiblingNames()
    for block in header.blocks {
      let name = names.unique(Self.name(of: block))
      parts.node(upTo: block.payload.upperBound) { range in
        TreeNode(name, .structure, offset: range.lowerBound, length: UInt64(range.count)) { reader in
          var parts = PartList(from: range.lowerBound, to: range.upperBound)
          parts.node(upTo: range.lowerBound + 4) { .bytes(named: "id", $0, reader) }
          parts.field("size", 4, "bytes of the payload", reader)
          if !block.payload.isEmpty {
            parts.node(upTo: block.payload.upperBound) { payload(of: block, $0, reader) }
          }
          return parts.list(reader)
        }
      }
    }
    return parts.list(reader)
  }

  /// The id where it is plain text of the kind Xen writes; the id comes from the capture.
  private static func name(of block: LegacyHeader.Block) -> String {
    let isPlain = block.id.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5f }
    return isPlain ? String(decoding: block.id, as: UTF8.self) : "block"
  }

  private static func payload(of block: LegacyHeader.Block, _ range: Range<UInt64>, _ reader: TreeReader) -> TreeNode {
    switch (name(of: block), range.count) {
    case ("vcpu", 5168), ("vcpu", 2800):
      return .structure(
        VcpuContext.layout(guestBits: range.count == 5168 ? 64 : 32), named: "context", at: range.lowerBound,
        available: UInt64(range.count), meaning: "vCPU 0 as of the start of the stream")
    case ("xcnt", 4):
      return TreeNode(
        "xcnt_size", .field, offset: range.lowerBound, length: 4,
        value: reader.number(at: range.lowerBound, bytes: 4).map { .number($0) },
        meaning: "bytes of XSAVE per vCPU in the tail, its two head words included")
    default: return .bytes(named: "payload", range, reader)
    }
  }
}
