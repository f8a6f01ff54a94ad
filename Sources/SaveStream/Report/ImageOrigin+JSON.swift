extension JSONWriter {
  /// Adds whose image a capture is, from which release, and when it was saved.
  mutating func field(_ key: StaticString, _ origin: ImageOrigin) {
    beginObject(key)
    self.key("guest")
    write(origin.config)
    write(origin.releases)
    field("converted", origin.isConverted)
    field("savedAt", origin.savedAt?.seconds)
    field("savedAtText", origin.savedAt?.text)
    endObject()
  }

  private mutating func write(_ config: GuestConfig?) {
    guard let config else { return value(nil as String?) }
    beginObject()
    field("name", config.name)
    field("uuid", config.uuid)
    field("vcpus", config.vcpus)
    field("memoryKiB", config.memoryKiB)
    field("maximumMemoryKiB", config.maximumMemoryKiB)
    field("kind", config.kind?.rawValue)
    field("deviceModel", config.deviceModelVersion)
    endObject()
  }

  private mutating func write(_ releases: ReleaseRange) {
    beginObject("releases")
    field("first", releases.first?.text)
    field("last", releases.last?.text)
    field("contradictory", releases.isContradictory)
    beginArray("evidence")
    for evidence in releases.evidence {
      beginObject()
      field("first", evidence.first?.text)
      field("last", evidence.last?.text)
      field("reason", evidence.reason)
      endObject()
    }
    endArray()
    endObject()
  }

  private mutating func field(_ key: StaticString, _ text: CaptureText?) {
    self.key(key)
    if let text { value(text) } else { value(nil as String?) }
  }
}
