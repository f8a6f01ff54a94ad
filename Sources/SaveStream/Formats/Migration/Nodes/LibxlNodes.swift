/// The nodes of libxl's v2 stream: its header and its records.
enum LibxlNodes {
  /// The nodes of a range of file offsets, which begins with the header when it is the first of the layer.
  static func list(_ range: Range<UInt64>, isFirst: Bool, _ reader: TreeReader) -> [TreeNode] {
    let order = order(reader)
    let reader = reader.reading(order)
    var nodes: [TreeNode] = []
    var position = range.lowerBound
    if isFirst {
      let length = min(UInt64(range.count), UInt64(LibxlHeader.layout.byteCount))
      nodes = LibxlHeader.layout.nodes(at: position, available: length, reader)
      position += length
    }
    var names = SiblingNames()
    for head in RecordHead.list(in: position..<max(position, range.upperBound), order, reader) {
      let end = min(head.end, range.upperBound)
      nodes.append(node(head, named: names.unique(name(head)), end: end, order))
      position = end
    }
    if position < range.upperBound {
      nodes.append(.bytes(named: names.unique("unknown"), kind: .unknown, position..<range.upperBound, reader))
    }
    return nodes
  }

  /// The order of the records, as the header says.
  static func order(_ reader: TreeReader) -> ByteOrder {
    guard let layer = reader.index.layers.first(where: { $0.kind == .libxl2 }) else { return .little }
    let options = reader.reading(.big).number(at: layer.offset &+ 12, bytes: 4) ?? 0
    return options & 1 == 1 ? .big : .little
  }

  private static func name(_ head: RecordHead) -> String {
    LibxlRecordType(rawValue: head.type).name ?? "record \(NumberText.hex(UInt64(head.type)))"
  }

  private static func node(_ head: RecordHead, named name: String, end: UInt64, _ order: ByteOrder) -> TreeNode {
    let type = LibxlRecordType(rawValue: head.type)
    return TreeNode(
      name, .record, offset: head.offset, length: end - head.offset, meaning: meaning(type),
      finding: end < head.end ? .cutShort : type.name == nil ? .libxlUnknownRecord : nil
    ) { reader in
      let reader = reader.reading(order)
      var parts = PartList(from: head.offset, to: end)
      RecordNodes.addHead(named: type.name ?? "unknown", to: &parts, reader)
      let body = head.body.lowerBound..<max(head.body.lowerBound, min(head.body.upperBound, end))
      for node in payload(type, body, reader) { parts.node(upTo: node.end) { _ in node } }
      parts.node(upTo: body.upperBound) { .bytes(named: "bytes", $0, reader) }
      parts.node(upTo: end) { RecordNodes.padding($0) }
      return parts.list(reader)
    }
  }

  private static func payload(_ type: LibxlRecordType, _ body: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let length = UInt64(body.count)
    if type == .checkpointState {
      return stateLayout.nodes(at: body.lowerBound, available: min(length, 4), reader)
    }
    guard type.isOfEmulator else { return [] }
    let headLength = min(length, UInt64(LibxlRecordType.emulatorByteCount))
    let head = emulatorLayout.nodes(at: body.lowerBound, available: headLength, reader)
    let rest = body.lowerBound + headLength..<body.upperBound
    guard !rest.isEmpty else { return head }
    return head + (type == .emulatorContext ? [QEMUState.node(range: rest)] : XenstoreData.nodes(range: rest, reader))
  }

  private static func meaning(_ type: LibxlRecordType) -> String {
    switch type {
    case .end: "end of the libxl stream"
    case .libxcContext: "the libxc stream follows"
    case .xenstoreData: "what the device model keeps in xenstore"
    case .emulatorContext: "state of the device model"
    case .checkpointEnd: "end of the checkpoint"
    case .checkpointState: "how far a COLO checkpoint has come"
    default: ""
    }
  }

  private static let emulatorLayout = Layout(
    "emulator", byteCount: 8,
    [
      .init(
        "emulator_id", at: 0,
        .choice(bytes: 4, names: [0: "unknown (converted)", 1: "qemu-traditional", 2: "QEMU"])),
      .init("index", at: 4, .number(bytes: 4)),
    ])

  private static let stateLayout = Layout(
    "checkpoint_state", byteCount: 4,
    [
      .init(
        "control_id", at: 0,
        .choice(bytes: 4, names: [0: "CHECKPOINT_NEW", 1: "SVM_SUSPENDED", 2: "SVM_READY", 3: "SVM_RESUMED"]))
    ])
}

extension LibxlNodes {
  /// What the records in a range of file offsets hold of the guest.
  static func parts(in range: Range<UInt64>, _ reader: TreeReader) -> [GuestPart] {
    RecordHead.list(in: range, order(reader), reader).compactMap { head in
      let end = min(head.body.upperBound, range.upperBound)
      let content = min(head.body.lowerBound + UInt64(LibxlRecordType.emulatorByteCount), end)..<end
      switch LibxlRecordType(rawValue: head.type) {
      case .xenstoreData: return GuestPart(.xenstore, .tail, content)
      case .emulatorContext: return GuestPart(.deviceModel, .tail, content)
      default: return nil
      }
    }
  }
}
