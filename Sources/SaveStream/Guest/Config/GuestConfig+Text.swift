extension GuestConfig {
  /// From a configuration file of xl or xm: `name = "value"` on lines of their own; sizes are MiB.
  package init(text bytes: [UInt8]) {
    self.init()
    var maximumVcpus: UInt64?
    for line in bytes.prefix(Self.maximumByteCount).split(whereSeparator: { $0 == 0x0a || $0 == 0x0d || $0 == 0 }) {
      guard let (key, value) = Self.setting(line) else { continue }
      switch key {
      case "name": Self.set(&name, value)
      case "uuid": Self.set(&uuid, value)
      case "vcpus": Self.set(&vcpus, Self.number(value))
      case "maxvcpus": Self.set(&maximumVcpus, Self.number(value))
      case "memory": Self.set(&memoryKiB, Self.kibibytes(value, unit: 1 << 20))
      case "maxmem": Self.set(&maximumMemoryKiB, Self.kibibytes(value, unit: 1 << 20))
      case "type", "builder": set(kind: value)
      case "device_model_version": Self.set(&deviceModelVersion, value)
      default: break
      }
    }
    vcpus = maximumVcpus ?? vcpus
  }

  /// The key and the value of a line, without quotes; nil for one that sets no text and no number.
  private static func setting(_ line: ArraySlice<UInt8>) -> (String, [UInt8])? {
    guard line.first != UInt8(ascii: "#"), let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let key = trimmed(line[..<equals])
    var value = trimmed(line[(equals + 1)...])
    guard key.count <= 64, let first = value.first else { return nil }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      value = value.dropFirst().prefix { $0 != first }
    } else {
      value = value.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ";") }
      value = trimmed(value)
    }
    return (String(decoding: key, as: UTF8.self), Array(value))
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    return text
  }
}
