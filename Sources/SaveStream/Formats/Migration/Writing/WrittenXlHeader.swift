/// What `xl save` writes before a stream, to be written: its header, and the guest's configuration behind it.
package struct WrittenXlHeader: Sendable, Equatable {
  /// The configuration; empty for none.
  package var config: String
  /// Whether it is JSON, as since Xen 4.5, and then with a NUL behind it.
  package var isJSON: Bool
  /// Whether a libxl v2 stream follows, as since Xen 4.6.
  package var streamIsV2: Bool

  package init(config: String, isJSON: Bool = true, streamIsV2: Bool = true) {
    self.config = config
    self.isJSON = isJSON
    self.streamIsV2 = streamIsV2
  }

  /// The bytes on the wire. The length of the configuration is there even where that is not.
  package var encoded: [UInt8] {
    let text = Array(config.utf8) + (isJSON && !config.isEmpty ? [0] : [])
    var header = OrderedBytes()
    header.append(bytes: XlHeader.magic)
    header.append(UInt32(0x0102_0304))
    header.append((isJSON ? XlHeader.configIsJSON : 0) | (streamIsV2 ? XlHeader.streamIsV2 : 0))
    header.append(UInt32(0))
    header.append(UInt32(4 + text.count))
    header.append(UInt32(text.count))
    header.append(bytes: text)
    return header.bytes
  }
}
