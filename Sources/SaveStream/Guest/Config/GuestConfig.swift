/// What the configuration that travels with a stream says of its guest. Each part is nil where it is not said.
package struct GuestConfig: Sendable, Equatable {
  /// How the guest runs.
  package enum Kind: String, Sendable, CaseIterable {
    case pv, hvm, pvh
  }

  package var name: CaptureText?
  package var uuid: CaptureText?
  /// vCPUs that it can have.
  package var vcpus: UInt64?
  /// KiB that it is to have.
  package var memoryKiB: UInt64?
  /// KiB that it can have.
  package var maximumMemoryKiB: UInt64?
  package var kind: Kind?
  /// Which QEMU it asks for.
  package var deviceModelVersion: CaptureText?

  /// The bytes of a configuration that are looked at.
  package static let maximumByteCount = 1 << 20
  /// Bytes of a name that are kept.
  static let longestText = 4096

  package init() {}

  /// Takes a text for a part that has none yet; the first one said counts.
  static func set(_ part: inout CaptureText?, _ text: [UInt8]) {
    if part == nil, !text.isEmpty { part = CaptureText(text.prefix(longestText)) }
  }

  static func set(_ part: inout UInt64?, _ number: UInt64?) {
    if part == nil { part = number }
  }

  /// Takes a kind as libxl, xend, libvirt or xenopsd spell it.
  mutating func set(kind word: [UInt8]) {
    guard kind == nil else { return }
    switch String(decoding: word.prefix(16), as: UTF8.self).lowercased() {
    case "hvm": kind = .hvm
    case "pv", "linux", "generic", "xen": kind = .pv
    case "pvh", "xenpvh", "pvinpvh": kind = .pvh
    default: break
    }
  }

  /// The decimal number that a text is; nil when it is none.
  static func number(_ text: [UInt8]) -> UInt64? {
    text.count <= 20 ? UInt64(String(decoding: text, as: UTF8.self)) : nil
  }

  /// A number of larger units in KiB; nil when it is none or too large.
  static func kibibytes(_ text: [UInt8], unit: UInt64) -> UInt64? {
    guard let number = number(text) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product / 1024
  }
}
