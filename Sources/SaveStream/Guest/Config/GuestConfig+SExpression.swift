extension GuestConfig {
  /// From the S-expression of xend: `(domain (name …) (memory MiB) (image (hvm …)))`.
  package init(sxp bytes: [UInt8]) {
    self.init()
    var expression = SExpression(bytes)
    while let atom = expression.next() {
      let path = atom.path.map { String(decoding: $0.prefix(32), as: UTF8.self) }
      if atom.isName, path == ["domain", "image"] { set(kind: atom.text) }
      guard !atom.isName, path.count == 2, path[0] == "domain" else { continue }
      switch path[1] {
      case "name": Self.set(&name, atom.text)
      case "uuid": Self.set(&uuid, atom.text)
      case "vcpus": Self.set(&vcpus, Self.number(atom.text))
      case "memory": Self.set(&memoryKiB, Self.kibibytes(atom.text, unit: 1 << 20))
      case "maxmem": Self.set(&maximumMemoryKiB, Self.kibibytes(atom.text, unit: 1 << 20))
      default: break
      }
    }
  }

  /// From the S-expression of xenopsd: `((vm_str "…") (xs_subtree ((key value)…)))`, where the text is another one.
  /// What it says comes before what xenstore says.
  package init(xenops bytes: [UInt8]) {
    self.init()
    var stored = GuestConfig()
    var expression = SExpression(bytes)
    while let atom = expression.next() {
      guard !atom.isName, let key = atom.path.last else { continue }
      let keys = atom.path.map { String(decoding: $0.prefix(64), as: UTF8.self) }
      if key == Array("vm_str".utf8) {
        takeMachine(atom.text)
      } else if keys.contains("xs_subtree") {
        stored.takeStored(keys[keys.count - 1], atom.text)
      }
    }
    name = name ?? stored.name
    uuid = uuid ?? stored.uuid
    memoryKiB = memoryKiB ?? stored.memoryKiB
    maximumMemoryKiB = maximumMemoryKiB ?? stored.maximumMemoryKiB
  }

  /// A machine as xenopsd describes it; sizes are bytes.
  private mutating func takeMachine(_ text: [UInt8]) {
    var expression = SExpression(text)
    while let atom = expression.next() {
      let key = atom.path.last.map { String(decoding: $0.prefix(64), as: UTF8.self) }
      if key == "ty" { set(kind: atom.text) }
      guard !atom.isName else { continue }
      switch key {
      case "name": Self.set(&name, atom.text)
      case "id", "uuid": Self.set(&uuid, atom.text)
      case "vcpu_max": Self.set(&vcpus, Self.number(atom.text))
      case "memory_dynamic_max": Self.set(&memoryKiB, Self.kibibytes(atom.text, unit: 1))
      case "memory_static_max": Self.set(&maximumMemoryKiB, Self.kibibytes(atom.text, unit: 1))
      default: break
      }
    }
  }

  /// An entry of a domain's part of xenstore; sizes are KiB.
  private mutating func takeStored(_ key: String, _ text: [UInt8]) {
    switch key {
    case "name", "domain/name": Self.set(&name, text)
    case "vm": Self.set(&uuid, Array(text.split(separator: UInt8(ascii: "/")).last ?? []))
    case "memory/target": Self.set(&memoryKiB, Self.number(text))
    case "memory/static-max": Self.set(&maximumMemoryKiB, Self.number(text))
    default: break
    }
  }
}
