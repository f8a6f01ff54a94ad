/// The device model's state at the end of an HVM tail: a signature of 21 characters, in most forms a length, and what
/// QEMU saved.
@_spi(Measuring) public enum DeviceModelRecord {
  /// The 21 bytes that tell how long the state is.
  public enum Signature: String, Sendable, CaseIterable {
    /// By xend, and by libxl of Xen 4.0: no length, the state goes on to the end of the stream.
    case xend = "QemuDeviceModelRecord"
    /// By libxl of Xen 4.1 to 4.5: a length follows.
    case libxl = "DeviceModelRecord0002"
    /// By xend's Remus: a length follows.
    case xendRemus = "RemusDeviceModelState"

    /// Whether a 32-bit length follows.
    var hasLength: Bool { self != .xend }

    /// The signature that these bytes spell, or nil.
    init?(_ bytes: some Collection<UInt8>) {
      guard let match = Signature.allCases.first(where: { $0.rawValue.utf8.elementsEqual(bytes) }) else { return nil }
      self = match
    }
  }

  /// Who put the record there, and so how it is spelt.
  enum Form: Sendable, Equatable {
    /// A toolstack of Xen's own, in one of the forms that signatures tell apart.
    case toolstack
    /// XAPI up to 2014: the signature of xend, a newline, and the length in big-endian order.
    case xapi
  }

  /// What XAPI's reader expects before the length.
  static let xapiSignature = Array("\(Signature.xend.rawValue)\n".utf8)
  /// The most bytes of state that XAPI's reader takes (`consume_qemu_record` in `domain.ml` of xenopsd).
  static let maximumXapiLength: UInt64 = 1 << 20

  static let signatureByteCount: UInt64 = 21
  static let lengthByteCount: UInt64 = 4

  /// A node for the record in a range of file offsets that the capture holds.
  static func node(
    named name: String = "device-model", range: Range<UInt64>, form: Form = .toolstack
  ) -> TreeNode {
    let available = range.upperBound - range.lowerBound
    return TreeNode(
      name, .record, offset: range.lowerBound, length: available, meaning: "state of the device model (QEMU)"
    ) { reader in
      let bytes = reader.bytes(at: range.lowerBound, count: Int(signatureByteCount))
      let hasLength = Signature(bytes)?.hasLength ?? false
      let layout = form == .xapi ? ofXapi : hasLength ? withLength : signatureOnly
      let head = min(available, UInt64(layout.byteCount))
      var nodes = layout.nodes(at: range.lowerBound, available: head, reader)
      if head < available { nodes.append(QEMUState.node(range: range.lowerBound + head..<range.upperBound)) }
      return NodeList(nodes)
    }
  }

  /// What QEMU saved, in a record at a range of file offsets: behind its signature and, with most of them, its length;
  /// all of it where there is no signature that is known.
  static func state(in range: Range<UInt64>, _ capture: Capture) throws(CaptureError) -> Range<UInt64> {
    let lengthBytes = Int(lengthByteCount)
    let bytes = try capture.bytes(at: range.lowerBound, count: min(xapiSignature.count + lengthBytes, range.count))
    func counted(behind head: Int, _ order: ByteOrder) -> Range<UInt64> {
      let start = min(range.lowerBound + UInt64(head + lengthBytes), range.upperBound)
      return start..<min(range.upperBound, start + bytes.number(at: head, bytes: lengthBytes, order))
    }
    if bytes.starts(with: xapiSignature) { return counted(behind: xapiSignature.count, .big) }
    guard let signature = Signature(bytes.prefix(Int(signatureByteCount))) else { return range }
    if signature.hasLength { return counted(behind: Int(signatureByteCount), .little) }
    return min(range.lowerBound + signatureByteCount, range.upperBound)..<range.upperBound
  }

  private static let signatureOnly = Layout(
    "device_model", byteCount: Int(signatureByteCount),
    [.init("signature", at: 0, .text(bytes: Int(signatureByteCount)))])

  private static let ofXapi = Layout(
    "device_model", byteCount: xapiSignature.count + Int(lengthByteCount),
    [
      .init("signature", at: 0, .text(bytes: xapiSignature.count)),
      .init(
        "length", at: xapiSignature.count, .bigEndian(bytes: Int(lengthByteCount)), "bytes that follow, big endian"),
    ])

  private static let withLength = Layout(
    "device_model", byteCount: Int(signatureByteCount + lengthByteCount),
    signatureOnly.fields + [
      .init("length", at: Int(signatureByteCount), .number(bytes: Int(lengthByteCount)), "bytes that follow")
    ])
}
