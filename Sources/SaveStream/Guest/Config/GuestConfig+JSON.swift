extension GuestConfig {
  /// From a `libxl_domain_config` as xl writes it, at the top or under `config`.
  package init(json bytes: [UInt8]) {
    self.init()
    var path: [(isObject: Bool, key: [UInt8])] = []
    var cursor = JSONCursor(Array(bytes.prefix(Self.maximumByteCount)))
    while true {
      cursor.skipBlanks()
      if cursor.skip(",") { continue }
      if cursor.skip("}") || cursor.skip("]") {
        guard path.popLast() != nil, !path.isEmpty else { return }
        continue
      }
      var key: [UInt8] = []
      if path.last?.isObject == true {
        guard let range = cursor.key() else { return }
        key = JSONString.bytes(of: cursor.bytes[range], limit: 64)
      }
      if path.count < JSONText.maximumDepth, cursor.skip("{") {
        path.append((true, key))
      } else if path.count < JSONText.maximumDepth, cursor.skip("[") {
        path.append((false, key))
      } else {
        guard let value = cursor.value() else { return }
        let text = cursor.bytes[value.range]
        take(
          Self.words([path.last?.key ?? [], key]),
          value.kind == .string ? JSONString.bytes(of: text, limit: Self.longestText) : Array(text.prefix(64)))
        if path.isEmpty { return }
      }
    }
  }

  private static func words(_ keys: [[UInt8]]) -> [String] { keys.map { String(decoding: $0, as: UTF8.self) } }

  /// Takes the value of a member by its own key and that of the object around it.
  private mutating func take(_ keys: [String], _ text: [UInt8]) {
    switch (keys[0], keys[1]) {
    case ("c_info", "name"): Self.set(&name, text)
    case ("c_info", "uuid"): Self.set(&uuid, text)
    case ("c_info", "type"): set(kind: text)
    case ("c_info", "pvh") where text == Array("True".utf8): kind = .pvh
    case ("b_info", "max_vcpus"): Self.set(&vcpus, Self.number(text))
    case ("b_info", "target_memkb"): Self.set(&memoryKiB, Self.number(text))
    case ("b_info", "max_memkb"): Self.set(&maximumMemoryKiB, Self.number(text))
    case ("b_info", "device_model_version"): Self.set(&deviceModelVersion, text)
    default: break
    }
  }
}
