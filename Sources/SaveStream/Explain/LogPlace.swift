/// A place in a capture that a number of a log line leads to.
package struct LogPlace: Sendable {
  /// A file offset.
  package let offset: UInt64
  /// The way to it in the tree.
  package let path: String
  /// What stands there, in words.
  package let words: String
}

/// Where the numbers of log lines lead to in a capture.
package struct LogPlaces: Sendable {
  private let capture: Capture
  private let index: IndexSnapshot
  private let tree: ChunkTree
  /// The checkpoint whose state a receiver sets: the last one that it could start from, else the last one.
  private let checkpoint: Int?

  package init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    tree = ChunkTree(capture: capture, index: index)
    checkpoint = index.takeover ?? index.checkpoints.indices.last
  }

  /// The places that a number leads to; none where the capture has nothing of the kind.
  /// - Throws: when the capture cannot be read.
  package func places(of target: LoggedNumber.Target) throws(CaptureError) -> [LogPlace] {
    switch target {
    case .hvmRecord(let type, let instance): return try records(type, instance)
    case .cpuidLeaf(let leaf, let subleaf):
      let name = "leaf " + NumberText.hex(leaf)
      return try entries(of: .cpuidPolicy) { found in
        subleaf.map { found == "\(name).\($0)" } ?? (found == name || found.hasPrefix(name + "."))
      }
    case .msr(let register):
      let name = MSRName.name(register) ?? "msr " + NumberText.hex(register)
      return try entries(of: .msrPolicy) { $0 == name }
    case .page(let pfn): return try sends(of: pfn)
    case .streamStart: return streamStart()
    }
  }

  /// The records of an HVM context by type and instance, with their first fields.
  private func records(_ type: UInt16, _ instance: UInt16) throws(CaptureError) -> [LogPlace] {
    guard let checkpoint else { return [] }
    var places: [LogPlace] = []
    for part in try index.numberedState(of: checkpoint, capture) where part.kind == .hvmContext {
      let scan = try HVMContext.scan(capture, in: part.range, checkpoint: checkpoint, tree.reader.order)
      for record in scan.records where record.typecode == type && record.instance == instance {
        let length = UInt64(record.statedLength)
        let isCut = UInt64(record.body.count) < length
        places.append(
          place(
            at: record.offset,
            NumberText.counted(length, "byte")
              + (isCut ? ", \(NumberText.grouped(record.body.count)) of them there" : "")
          ) { $0.kind == .record && $0.offset == record.offset })
      }
    }
    return places
  }

  /// Entries of a policy by the names of their nodes.
  private func entries(
    of kind: GuestPart.Kind, where isMeant: (String) -> Bool
  ) throws(CaptureError) -> [LogPlace] {
    var parts = try index.parts(of: nil, capture)
    if let checkpoint { parts += try index.parts(of: checkpoint, capture) }
    return parts.filter { $0.kind == kind }.flatMap { part in
      let nodes =
        kind == .cpuidPolicy
        ? CPUIDPolicy.nodes(range: part.range, tree.reader) : MSRPolicy.nodes(range: part.range, tree.reader)
      return nodes.filter { isMeant($0.name) }.map { node in
        place(at: node.offset) { $0.offset == node.offset && $0.name == node.name }
      }
    }
  }

  /// The last time that a page was sent up to the checkpoint, and as what.
  private func sends(of pfn: UInt64) throws(CaptureError) -> [LogPlace] {
    guard let checkpoint else { return [] }
    let rows = PageRows(capture: capture, index: index)
    let end = rows.range(ofCheckpoint: checkpoint, contentOnly: false).upperBound
    guard let field = PageRow.filterSchema.place(of: "pfn") else { return [] }
    var last: PageRow?
    try rows.forEach(
      in: 0..<end, contentOnly: false, where: Filter(field: field, in: [pfn]), looksAtDeltas: false
    ) { _, row in if row.type != .unmapped { last = row } }
    guard let last else { return [] }
    return [place(at: last.entryOffset, "\(last.type.name), last sent in checkpoint \(last.checkpoint)")]
  }

  private func streamStart() -> [LogPlace] {
    index.layers.filter { $0.kind == .stream || $0.kind == .libxl2 }.prefix(1).map { layer in
      place(at: layer.offset, index.stream.map { StreamText.kind(of: $0) } ?? "")
    }
  }

  // MARK: Words

  /// A place, with what is said of it.
  private func place(at offset: UInt64, _ words: String) -> LogPlace {
    LogPlace(offset: offset, path: Self.text(tree.path(to: offset)), words: words)
  }

  /// A place, with what is said of it and the first fields of a node on the way to it.
  private func place(at offset: UInt64, _ words: String = "", of isNode: (TreeNode) -> Bool) -> LogPlace {
    let path = tree.path(to: offset)
    let end = path.lastIndex(where: isNode) ?? path.count - 1
    let fields = path.indices.contains(end) ? fields(of: path[end]) : ""
    return LogPlace(
      offset: offset, path: Self.text(path.prefix(end + 1)),
      words: [words, fields].filter { !$0.isEmpty }.joined(separator: ": "))
  }

  /// The first fields of a node, its descriptor apart: `xcr0 0x7, xcr0_accum 0x3`.
  private func fields(of node: TreeNode) -> String {
    let list = tree.children(of: node)
    let leaves = (0..<min(list.count, Self.mostChildren)).map { list[$0] }.filter { $0.name != "descriptor" }
    return leaves.compactMap { leaf in leaf.value.map { "\(EscapedText.of(leaf.name)) \(FieldText.short($0))" } }
      .prefix(Self.mostFields).joined(separator: ", ")
  }

  private static func text(_ path: some Sequence<TreeNode>) -> String {
    path.map { EscapedText.of($0.name) }.joined(separator: "/")
  }

  private static let mostChildren = 64
  private static let mostFields = 6
}
