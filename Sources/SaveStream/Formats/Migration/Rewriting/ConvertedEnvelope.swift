/// What a converted stream stands in, and the bytes before it.
struct ConvertedEnvelope {
  private(set) var form: ConvertedForm
  /// What stands before the stream.
  private(set) var pieces: [ImagePiece] = []
  /// Layers of the capture that have no place in what is written.
  private(set) var leftOut: [Layer.Kind] = []

  /// Whether a libxl v2 stream is around the libxc stream.
  var isLibxl: Bool { form != .libxc }

  /// - Parameters:
  ///   - layers: those around the stream, from the outermost inwards.
  ///   - needsLibxl: whether there is a device model, whose records are libxl's.
  /// - Throws: when the capture cannot be read.
  init(_ layers: [Layer], needsLibxl: Bool, in capture: Capture) throws(CaptureError) {
    form = needsLibxl ? .libxl : .libxc
    for layer in layers {
      guard let header = layer.own.first, form == .libxc || form == .libxl else {
        leftOut.append(layer.kind)
        continue
      }
      switch layer.kind {
      case .xl: try takeXl(header, capture)
      case .libvirt: takeLibvirt(header)
      default: leftOut.append(layer.kind)
      }
    }
  }

  /// The header as it is, but for the flag that says which stream follows.
  private mutating func takeXl(_ range: Range<UInt64>, _ capture: Capture) throws(CaptureError) {
    guard let header = XlHeader(try capture.bytes(at: range.lowerBound, count: Int(XlHeader.byteCount))) else {
      return leftOut.append(.xl)
    }
    var flags = OrderedBytes(header.isBigEndian ? .big : .little)
    flags.append(header.mandatoryFlags | XlHeader.streamIsV2)
    replace(36, with: flags.bytes, in: range)
    form = .xl
  }

  /// The header as it is, but for the version that says which stream follows.
  private mutating func takeLibvirt(_ range: Range<UInt64>) {
    guard range.upperBound - range.lowerBound >= LibvirtHeader.byteCount else { return leftOut.append(.libvirt) }
    var version = OrderedBytes()
    version.append(UInt32(2))
    replace(16, with: version.bytes, in: range)
    form = .libvirt
  }

  private mutating func replace(_ offset: UInt64, with bytes: [UInt8], in range: Range<UInt64>) {
    let start = range.lowerBound + offset
    pieces = [
      .copied(range.lowerBound..<start), .written(bytes), .copied(start + UInt64(bytes.count)..<range.upperBound),
    ]
  }
}
