/// The tree nodes and guest parts of the records of a XAPI suspend image.
enum XapiNodes {
  /// Records that get a node of their own in one stretch.
  private static let mostRecords = 4096

  /// The nodes of the records in a range of file offsets; they tile it. What a stream holds lies outside.
  static func records(in range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    var names = SiblingNames()
    var walk = XapiRecordWalk(range, ByteWindow(reader.capture))
    var nodes: [TreeNode] = []
    while nodes.count < mostRecords, let (record, bytes) = try? walk.next() {
      nodes.append(node(of: record, bytes, named: names.unique(nodeName(record.kind)), reader))
    }
    let rest = walk.position..<range.upperBound
    guard !rest.isEmpty else { return nodes }
    let isUnknown = rest.upperBound - rest.lowerBound >= XapiRecord.headByteCount && nodes.count < mostRecords
    var node = TreeNode.bytes(named: names.unique("rest"), kind: .unknown, rest, meaning: "not understood", reader)
    node.finding = isUnknown ? .xapiRecordUnknown : rest.upperBound >= reader.index.size ? .cutShort : nil
    return nodes + [node]
  }

  /// What the records in a range of file offsets hold of the guest.
  /// - Throws: when the capture cannot be read.
  static func parts(in range: Range<UInt64>, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    var walk = XapiRecordWalk(range, ByteWindow(reader.capture))
    var parts: [GuestPart] = []
    while parts.count < mostRecords, let (record, bytes) = try walk.next() {
      guard record.kind == .qemuTraditional, bytes.upperBound > record.headEnd else { continue }
      parts.append(GuestPart(.deviceModel, .tail, record.headEnd..<bytes.upperBound))
    }
    return parts
  }

  private static func nodeName(_ kind: XapiRecord.Kind?) -> String {
    guard let kind else { return "record" }
    return String(kind.name.lowercased().map { $0 == "_" ? "-" : $0 })
  }

  private static func node(
    of record: XapiRecord, _ range: Range<UInt64>, named name: String, _ reader: TreeReader
  ) -> TreeNode {
    let isCut = range.upperBound < record.end && range.upperBound >= reader.index.size
    return TreeNode(
      name, .record, offset: range.lowerBound, length: range.upperBound - range.lowerBound,
      meaning: meaning(record.kind), finding: isCut ? .cutShort : nil
    ) { reader in
      let head = min(record.headEnd, range.upperBound)
      var nodes = XapiRecord.headLayout.nodes(at: range.lowerBound, available: head - range.lowerBound, reader)
      if head < range.upperBound { nodes.append(payload(record.kind, head..<range.upperBound, reader)) }
      return NodeList(nodes)
    }
  }

  private static func payload(_ kind: XapiRecord.Kind?, _ range: Range<UInt64>, _ reader: TreeReader) -> TreeNode {
    switch kind {
    case .xenops: LayerNodes.text("s-expression", range, meaning: "what xenopsd keeps of the VM", reader)
    case .swtpm: LayerNodes.text("content", range, reader)
    case .qemuTraditional, .qemuXen: QEMUState.node(range: range)
    default: .bytes(named: "content", range, reader)
    }
  }

  private static func meaning(_ kind: XapiRecord.Kind?) -> String {
    switch kind {
    case .xenops: "what xenopsd keeps of the VM"
    case .libxc: "a libxc v2 or v3 stream follows"
    case .libxl: "a libxl v2 stream follows, which xenopsd refuses"
    case .libxcLegacy: "a legacy stream follows"
    case .qemuTraditional: "state of the device model (QEMU)"
    case .qemuXen: "state of the device model, in a record that xenopsd refuses"
    case .demu: "state of a virtual GPU, whose length nothing tells"
    case .varstored: "UEFI variables, as varstored keeps them"
    case .swtpm0: "content of a virtual TPM, in the old form"
    case .swtpm: "content of a virtual TPM"
    case .endOfImage: "nothing of the image follows"
    case nil: ""
    }
  }
}

/// The records in a range of a XAPI suspend image, one after the other.
struct XapiRecordWalk {
  private let window: ByteWindow
  private let end: UInt64
  /// One past the records so far.
  private(set) var position: UInt64

  init(_ range: Range<UInt64>, _ window: ByteWindow) {
    self.window = window
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next record and the bytes that the range has of it; nil where none of a known type begins.
  mutating func next() throws(CaptureError) -> (record: XapiRecord, bytes: Range<UInt64>)? {
    guard position < end, end - position >= XapiRecord.headByteCount,
      let record = try XapiRecord.read(window, at: position), let kind = record.kind
    else { return nil }
    var recordEnd = min(record.end, end)
    if kind == .demu, recordEnd < end {
      let search = XapiRecordSearch(window: window)
      let isNext = try search.isBelievable(at: recordEnd)
      if !isNext { recordEnd = try search.next(from: recordEnd, before: end) ?? end }
    }
    defer { position = recordEnd }
    return (record, position..<recordEnd)
  }
}
