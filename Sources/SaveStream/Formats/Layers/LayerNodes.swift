/// The tree nodes of the layers around a stream.
enum LayerNodes {
  /// The bytes of a config that its node shows.
  private static let shownText: UInt64 = 4096

  /// The node of an envelope, whose children tile it: the fields of its header, what they announce, and the rest.
  /// - Parameter number: its place among the layer's own stretches.
  static func node(for layer: Layer, _ number: Int, _ range: Range<UInt64>) -> TreeNode {
    let name = number == 0 ? layer.kind.rawValue : "\(layer.kind.rawValue)#\(number + 1)"
    let length = range.upperBound - range.lowerBound
    return TreeNode(name, .envelope, offset: range.lowerBound, length: length, meaning: meaning(layer.kind)) {
      NodeList(children(of: layer.kind, number, range, $0))
    }
  }

  private static func meaning(_ kind: Layer.Kind) -> String {
    switch kind {
    case .xl: "header of an xl save file"
    case .xend: "record of xend, with the domain's config"
    case .libvirt: "header of a libvirt save image"
    case .xapi, .xapiLegacy: "signature of a XAPI suspend image"
    case .libxl2: "libxl v2 stream"
    case .stream: "the libxc stream"
    }
  }

  private static func children(
    of kind: Layer.Kind, _ number: Int, _ range: Range<UInt64>, _ reader: TreeReader
  ) -> [TreeNode] {
    if kind == .libxl2 { return LibxlNodes.list(range, isFirst: number == 0, reader) }
    var tiles = Tiles(range, reader)
    switch kind {
    case .xl: tiles.addXl()
    case .xend: tiles.addXend()
    case .libvirt:
      tiles.add(LibvirtHeader.layout)
      tiles.addText("xml", length: reader.number(at: range.lowerBound &+ 20, bytes: 4) ?? 0)
    case .xapi, .xapiLegacy: tiles.add(XapiSignature.layout)
    case .libxl2, .stream: break
    }
    tiles.addRest()
    return tiles.nodes
  }

  /// Nodes laid side by side from the start of an envelope, none past its end.
  private struct Tiles {
    let range: Range<UInt64>
    let reader: TreeReader
    private(set) var nodes: [TreeNode] = []
    private var position: UInt64

    init(_ range: Range<UInt64>, _ reader: TreeReader) {
      self.range = range
      self.reader = reader
      position = range.lowerBound
    }

    private var left: UInt64 { range.upperBound &- position }

    mutating func addXl() {
      let header = XlHeader(reader.bytes(at: range.lowerBound, count: Int(XlHeader.numbersEnd)))
      let isBigEndian = header?.isBigEndian == true
      add(XlHeader.layout(isBigEndian: isBigEndian))
      guard left > 0 else { return }
      let number: FieldType = isBigEndian ? .bigEndian(bytes: 4) : .number(bytes: 4)
      add(Layout("config_len", byteCount: 4, [.init("config_len", at: 0, number, "bytes of config")]))
      let isJSON = (header?.mandatoryFlags ?? 0) & XlHeader.configIsJSON != 0
      addText("config", length: UInt64(header?.configLength ?? 0), meaning: isJSON ? "JSON" : "xl config file")
    }

    mutating func addXend() {
      let prefix = XendRecord.prefixLength(firstByte: reader.bytes(at: range.lowerBound, count: 1).first)
      addText("command", length: prefix, meaning: "asks the receiver to take what follows")
      let lengthField = reader.number(at: position &+ 16, bytes: 4) ?? 0
      add(XendRecord.layout)
      addText("config", length: UInt64(UInt32(truncatingIfNeeded: lengthField).byteSwapped), meaning: "SXP")
    }

    mutating func add(_ layout: Layout) {
      let length = min(left, UInt64(layout.byteCount))
      nodes += layout.nodes(at: position, available: length, reader)
      position &+= length
    }

    mutating func addText(_ name: String, length: UInt64, meaning: String = "") {
      let there = min(left, length)
      guard there > 0 else { return }
      let shown = reader.bytes(at: position, count: Int(min(there, shownText)))
      let isCut = there < length && position &+ there >= reader.index.size
      nodes.append(
        TreeNode(
          name, .text, offset: position, length: there, value: .text(CaptureText(shown.prefix { $0 != 0 })),
          meaning: meaning, finding: isCut ? .cutShort : nil))
      position &+= there
    }

    mutating func addRest() {
      guard left > 0 else { return }
      nodes.append(.bytes(named: "rest", position..<position &+ left, meaning: "not used by any reader", reader))
      position = range.upperBound
    }
  }
}
