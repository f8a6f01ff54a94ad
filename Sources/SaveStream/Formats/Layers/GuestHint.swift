/// What a domain's config says of how the guest is virtualised. Looks for the one setting that tells; the config is
/// not judged otherwise, and may be cut.
enum GuestHint {
  /// From the JSON of a `libxl_domain_config`: the first `"type"`, that of `c_info`. A PVH guest's stream is an HVM
  /// one.
  static func json(_ config: [UInt8]) -> GuestKind? {
    guard let key = end(of: "\"type\"", in: config[...]) else { return nil }
    let rest = config[key...].drop { isBlank($0) || $0 == UInt8(ascii: ":") }
    if starts(rest, with: "\"hvm\"") || starts(rest, with: "\"pvh\"") { return .hvm }
    return starts(rest, with: "\"pv\"") ? .pv : nil
  }

  /// From an xl text config: `builder`, or `type` since 4.10. A config with neither is a PV guest's.
  static func text(_ config: [UInt8]) -> GuestKind? {
    guard !config.isEmpty else { return nil }
    let endings = [UInt8(ascii: "\n"), UInt8(ascii: ";"), 0]
    for line in config.split(whereSeparator: { endings.contains($0) }) {
      let line = line.drop(while: isBlank)
      guard let name = ["builder", "type"].first(where: { starts(line, with: $0) }) else { continue }
      let assigned = line.dropFirst(name.utf8.count).drop(while: isBlank)
      guard assigned.first == UInt8(ascii: "=") else { continue }
      let value = assigned.dropFirst().drop { isBlank($0) || isQuote($0) }
      return starts(value, with: "hvm") || starts(value, with: "pvh") ? .hvm : .pv
    }
    return .pv
  }

  /// From xend's SXP: the word after `(image (`.
  static func sxp(_ config: [UInt8]) -> GuestKind? {
    guard let image = end(of: "(image", in: config[...]) else { return nil }
    let rest = config[image...].drop(while: isBlank)
    if starts(rest, with: "(hvm") { return .hvm }
    return starts(rest, with: "(linux") ? .pv : nil
  }

  /// From libvirt's domain XML: the text of `<type>` inside `<os>`.
  static func xml(_ config: [UInt8]) -> GuestKind? {
    guard let os = end(of: "<os", in: config[...]), let type = end(of: "<type", in: config[os...]) else { return nil }
    let text = config[type...].drop { $0 != UInt8(ascii: ">") }.dropFirst().drop(while: isBlank)
    // PVH is `xenpvh`; a PV guest is `xen`, and was `linux`.
    if starts(text, with: "hvm") || starts(text, with: "xenpvh") { return .hvm }
    return starts(text, with: "xen") || starts(text, with: "linux") ? .pv : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0d].contains(byte) }
  private static func isQuote(_ byte: UInt8) -> Bool { [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(byte) }
  private static func starts(_ bytes: ArraySlice<UInt8>, with text: String) -> Bool { bytes.starts(with: text.utf8) }

  /// The position after the first occurrence of `text`.
  private static func end(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = text.utf8.first else { return nil }
    var rest = bytes
    while let position = rest.firstIndex(of: first) {
      if starts(rest[position...], with: text) { return position + text.utf8.count }
      rest = rest[(position + 1)...]
    }
    return nil
  }
}
