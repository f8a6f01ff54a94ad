extension GuestConfig {
  /// From the domain XML of libvirt.
  package init(xml bytes: [UInt8]) {
    self.init()
    var xml = XMLText(bytes)
    while let found = xml.next() {
      guard found.path.first == "domain" else { continue }
      switch found.path.dropFirst() {
      case ["name"]: Self.set(&name, found.text)
      case ["uuid"]: Self.set(&uuid, found.text)
      case ["vcpu"]: Self.set(&vcpus, Self.number(found.text))
      case ["memory"]: Self.set(&maximumMemoryKiB, Self.size(found))
      case ["currentMemory"]: Self.set(&memoryKiB, Self.size(found))
      case ["os", "type"]: set(kind: found.text)
      default: break
      }
    }
  }

  /// A size in its element's unit, KiB where it has none, in KiB.
  private static func size(_ found: XMLText.Found) -> UInt64? {
    let unit = XMLText.attribute("unit", of: found.attributes) ?? []
    let units: [String: UInt64] = [
      "": 1 << 10, "b": 1, "bytes": 1, "KB": 1000, "k": 1 << 10, "KiB": 1 << 10, "MB": 1_000_000, "M": 1 << 20,
      "MiB": 1 << 20, "GB": 1_000_000_000, "G": 1 << 30, "GiB": 1 << 30, "TB": 1_000_000_000_000, "T": 1 << 40,
      "TiB": 1 << 40,
    ]
    return units[String(decoding: unit, as: UTF8.self)].flatMap { kibibytes(found.text, unit: $0) }
  }
}
