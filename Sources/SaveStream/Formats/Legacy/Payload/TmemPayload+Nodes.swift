extension TmemPayload {
  /// The nodes that tile a TMEM payload.
  static func nodes(payload: Range<UInt64>, reader: TreeReader) -> [TreeNode] {
    let head = min(payload.upperBound - payload.lowerBound, headByteCount)
    var nodes = headLayout.nodes(at: payload.lowerBound, available: head, reader)
    var end = payload.lowerBound + head
    let pools = (try? walk(at: payload.lowerBound, capture: reader.capture))?.pools ?? []
    for (index, pool) in pools.enumerated() where pool.end <= payload.upperBound {
      nodes.append(node(pool, index))
      end = pool.end
    }
    if payload.upperBound - end == 4 {
      nodes += Layout("end", byteCount: 4, [.init("end", at: 0, .address(bytes: 4), "no more pools")])
        .nodes(at: end, available: 4, reader)
    } else if end < payload.upperBound {
      nodes.append(.bytes(named: "rest", kind: .unknown, end..<payload.upperBound, reader))
    }
    return nodes
  }

  private static func node(_ pool: Pool, _ index: Int) -> TreeNode {
    TreeNode("pool[\(index)]", .structure, offset: pool.offset, length: pool.end - pool.offset) { reader in
      var nodes = poolLayout.nodes(at: pool.offset, available: poolByteCount, reader)
      let pages = pool.pages
      if !pages.isEmpty {
        nodes.append(
          .array(
            of: .structure(pageLayout(pool.pageByteCount)), named: "pages", at: pages.lowerBound,
            available: pages.upperBound - pages.lowerBound))
      }
      if pages.upperBound < pool.end {
        nodes.append(
          .bytes(named: "end", pages.upperBound..<pool.end, meaning: "an object id of all ones: no more pages", reader))
      }
      return NodeList(nodes)
    }
  }

  private static func pageLayout(_ byteCount: UInt64) -> Layout {
    Layout(
      "tmem_page", byteCount: Int(pageHeadByteCount + byteCount),
      [
        .init("oid", at: 0, .array(.address(bytes: 8), count: 3), "object id"),
        .init("index", at: 24, .number(bytes: 4)),
        .init("data", at: 28, .bytes(Int(byteCount))),
      ])
  }

  private static let headLayout = Layout(
    "tmem", byteCount: 28,
    [
      .init("version", at: 0, .number(bytes: 4)),
      .init("max_pools", at: 4, .number(bytes: 4)),
      .init("begin", at: 8, .address(bytes: 4), "all ones"),
      .init("client_flags", at: 12, .address(bytes: 4)),
      .init("weight", at: 16, .number(bytes: 4)),
      .init("cap", at: 20, .number(bytes: 4)),
      .init("pools", at: 24, .address(bytes: 4), "all ones"),
    ])

  private static let poolLayout = Layout(
    "tmem_pool", byteCount: 28,
    [
      .init("pool_id", at: 0, .number(bytes: 4)),
      .init("flags", at: 4, .address(bytes: 4), "bits 4-7 page size: 4096 shifted left by them"),
      .init("n_pages", at: 8, .number(bytes: 4), "the most pages that follow"),
      .init("uuid", at: 12, .array(.address(bytes: 8), count: 2)),
    ])

  /// TMEM_EXTRA: pages that went away since, 32 bytes each. A last entry of four bytes ends the list.
  static let extra = Layout(
    "tmem_extra", byteCount: 0,
    rest: .init("pages", arrayOf: .structure(extraLayout), "pages that went away; the last word ends the list"), [])

  private static let extraLayout = Layout(
    "tmem_extra_page", byteCount: 32,
    [
      .init("pool_id", at: 0, .number(bytes: 4)),
      .init("oid", at: 4, .array(.address(bytes: 8), count: 3), "object id"),
      .init("index", at: 28, .number(bytes: 4)),
    ])
}
