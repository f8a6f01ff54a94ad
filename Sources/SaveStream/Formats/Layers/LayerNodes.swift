/// The tree nodes of the layers around a stream.
enum LayerNodes {
  /// The bytes of a config that its node shows.
  private static let shownText: UInt64 = 4096

  /// The node of an envelope, whose children tile it: the fields of its header, what they announce, and the rest.
  /// - Parameter name: that of the layer's kind, made unique where there are several stretches or layers of a kind.
  static func node(for layer: Layer, named name: String, _ range: Range<UInt64>) -> TreeNode {
    let length = range.upperBound - range.lowerBound
    return TreeNode(name, .envelope, offset: range.lowerBound, length: length, meaning: meaning(layer.kind)) {
      NodeList(children(of: layer, range, $0))
    }
  }

  private static func meaning(_ kind: Layer.Kind) -> String {
    switch kind {
    case .xl: "header of an xl save file"
    case .tap: "what the receiver of an xl migration says"
    case .xend: "record of xend, with the domain's config"
    case .libvirt: "header of a libvirt save image"
    case .xapi: "signature and records of a XAPI suspend image"
    case .xapiLegacy: "signature of a XAPI suspend image"
    case .libxl2: "libxl v2 stream"
    case .stream: "the libxc stream"
    }
  }

  /// A text of which no more is shown than the beginning, up to a NUL.
  static func text(
    _ name: String, _ range: Range<UInt64>, meaning: String = "", finding: FindingRule? = nil, _ reader: TreeReader
  ) -> TreeNode {
    let length = range.upperBound - range.lowerBound
    let shown = reader.bytes(at: range.lowerBound, count: Int(min(length, shownText)))
    return TreeNode(
      name, .text, offset: range.lowerBound, length: length, value: .text(CaptureText(shown.prefix { $0 != 0 })),
      meaning: meaning, finding: finding)
  }

  private static func children(of layer: Layer, _ range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    if layer.kind == .libxl2 { return LibxlNodes.list(range, isFirst: range.lowerBound == layer.offset, reader) }
    var tiles = Tiles(range, reader)
    switch layer.kind {
    case .xl: tiles.addXl()
    case .xend: tiles.addXend()
    case .libvirt:
      tiles.add(LibvirtHeader.layout)
      let stated = reader.number(at: range.lowerBound &+ LibvirtHeader.lengthOffset, bytes: 4) ?? 0
      tiles.addText("xml", length: max(stated, tiles.left), meaning: "the domain, as libvirt describes it")
    case .tap: tiles.addTap()
    case .xapi:
      if range.lowerBound == layer.offset { tiles.add(XapiSignature.layout) }
      tiles.add(XapiNodes.records(in: range.upperBound - tiles.left..<range.upperBound, reader))
    case .xapiLegacy: tiles.add(XapiSignature.layout)
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
    private var names = SiblingNames()
    private var position: UInt64

    init(_ range: Range<UInt64>, _ reader: TreeReader) {
      self.range = range
      self.reader = reader
      position = range.lowerBound
    }

    var left: UInt64 { range.upperBound &- position }

    mutating func addXl() {
      let header = XlHeader(reader.bytes(at: range.lowerBound, count: Int(XlHeader.numbersEnd)))
      let isBigEndian = header?.isBigEndian == true
      add(XlHeader.layout(isBigEndian: isBigEndian))
      guard left > 0 else { return }
      let number: FieldType = isBigEndian ? .bigEndian(bytes: 4) : .number(bytes: 4)
      add(Layout("config_len", byteCount: 4, [.init("config_len", at: 0, number, "bytes of config")]))
      let isJSON = (header?.mandatoryFlags ?? 0) & XlHeader.configIsJSON != 0
      let length = UInt64(header?.configLength ?? 0)
      // Of a configuration that is cut no more than its beginning is shown, and that it is cut.
      if isJSON, length > 0, length <= left {
        nodes.append(JSONText.node(named: "config", range: position..<position &+ length))
        position &+= length
      } else {
        addText("config", length: length, meaning: isJSON ? "JSON" : "xl config file")
      }
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
      let isCut = there < length && position &+ there >= reader.index.size
      nodes.append(
        LayerNodes.text(
          name, position..<position &+ there, meaning: meaning, finding: isCut ? .cutShort : nil, reader))
      position &+= there
    }

    /// Adds what the receiver of an xl migration says, as far as it is known.
    mutating func addTap() {
      addText("banner", length: UInt64(TapReader.banner.count), meaning: "asks the sender to begin")
      let texts = [
        (TapReader.received, "received", "the guest is there, and paused"),
        (TapReader.report, "report", "the receiver's status follows"),
        (TrailingReader.handshake, "handback", "the receiver failed: the sender may go on with the guest"),
      ]
      while left > 0 {
        let bytes = reader.bytes(at: position, count: TrailingReader.handshake.count)
        guard let (text, name, meaning) = texts.first(where: { bytes.starts(with: $0.0) }) else { return }
        addText(names.unique(name), length: UInt64(text.count), meaning: meaning)
        guard text == TapReader.report, left > 0 else { continue }
        add(Layout("status", byteCount: 1, [.init(names.unique("status"), at: 0, .number(bytes: 1), "0: it runs")]))
      }
    }

    /// Adds nodes that lie from here on.
    mutating func add(_ more: [TreeNode]) {
      nodes += more
      position = max(position, more.last?.end ?? position)
    }

    mutating func addRest() {
      guard left > 0 else { return }
      nodes.append(.bytes(named: "rest", position..<position &+ left, meaning: "not used by any reader", reader))
      position = range.upperBound
    }
  }
}
