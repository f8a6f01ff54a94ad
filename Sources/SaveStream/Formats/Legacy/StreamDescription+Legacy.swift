extension StreamFormat {
  /// What Xen 3.x to 4.5 write.
  package static let legacy = StreamFormat(
    name: "legacy", words: "legacy libxc save stream (Xen 3.x to 4.5)", judges: .xen(4, 5))
}

extension StreamDescription {
  /// What a legacy header says, and why the stream is read as it is.
  init(_ header: LegacyHeader, reasons: [String]) {
    self.init(
      format: .legacy, offset: header.offset, toolstackBits: header.framing.wordBytes * 8,
      guest: header.framing.guest,
      guestBits: header.framing.guest == .pv ? header.guestWordBytes * 8 : nil,
      p2mSize: header.isAssumed ? nil : header.p2mSize, reasons: reasons)
    if header.framing.guest == .pv {
      self.reasons.append("\(header.guestWordBytes * 8)-bit guest: " + header.guestWidthReason)
    }
  }
}

extension LegacyHeader {
  fileprivate var guestWidthReason: String {
    guard let block = blocks.first(where: { $0.id == Array("vcpu".utf8) }) else {
      return "no vcpu block says otherwise, so it is as wide as the toolstack"
    }
    return "the vcpu block of the extended info has \(block.payload.count) bytes"
  }
}
