/// The words for whose image a capture is, from which release, and when it was saved.
package enum OriginText {
  /// What the configuration says of the guest, in parts that go behind each other: `web-1`, `2 vCPUs`,
  /// `512.0 MiB of memory`. Escaped; empty where there is no configuration.
  package static func guest(_ origin: ImageOrigin, _ units: SizeUnits = .binary, unicode: Bool = true) -> [String] {
    guard let config = origin.config else { return [] }
    var parts: [String] = []
    if let name = config.name { parts.append(shortened(name, unicode)) }
    if let vcpus = config.vcpus { parts.append(NumberText.counted(vcpus, "vCPU")) }
    let memory = config.memoryKiB.map { size($0, units) }
    let maximum = config.maximumMemoryKiB.map { size($0, units) }
    switch (memory, maximum) {
    case (let memory?, let maximum?) where memory != maximum: parts.append("\(memory) of memory, \(maximum) at most")
    case (let memory?, _): parts.append("\(memory) of memory")
    case (nil, let maximum?): parts.append("\(maximum) of memory at most")
    case (nil, nil): break
    }
    if let kind = config.kind { parts.append(kind.rawValue.uppercased()) }
    if let model = config.deviceModelVersion { parts.append("device model \(shortened(model, unicode))") }
    return parts
  }

  /// The guest's UUID, escaped; nil where no configuration has it.
  package static func uuid(_ origin: ImageOrigin, unicode: Bool = true) -> String? {
    origin.config?.uuid.map { shortened($0, unicode) }
  }

  /// Under which releases the guest can have been saved; nil where nothing tells.
  package static func releases(_ origin: ImageOrigin) -> String? {
    guard let words = origin.releases.words else { return nil }
    return origin.isConverted ? "\(words), then converted by Xen 4.6 or later" : words
  }

  /// Why these, a line for each bound.
  package static func reasons(_ origin: ImageOrigin) -> [String] { origin.releases.deciding.map(\.text) }

  private static func size(_ kibibytes: UInt64, _ units: SizeUnits) -> String {
    let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    return overflow ? "\(NumberText.grouped(kibibytes)) KiB" : NumberText.size(bytes, units)
  }

  private static func shortened(_ text: CaptureText, _ unicode: Bool) -> String {
    let shown = text.prefix(longestText)
    return shown.escaped(unicode: unicode) + (shown.byteCount < text.byteCount ? "..." : "")
  }

  /// Bytes of a name that are shown.
  private static let longestText = 100
}
