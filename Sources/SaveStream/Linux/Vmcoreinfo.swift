/// The text by which a Linux kernel describes itself to those who read its memory from outside (VMCOREINFO).
///
/// Lines `KEY=VALUE` that begin with `OSRELEASE=`, at the start of a page, up to a NUL.
package struct Vmcoreinfo: Sendable, Equatable {
  /// The text, without the NUL.
  package let text: [UInt8]
  private let values: [String: String]

  /// What the text begins with.
  static let beginning = Array("OSRELEASE=".utf8)
  /// Pages that a text takes at most; every known kernel keeps it in one.
  static let mostPages = 4
  /// Offsets and sizes of structures are believed below this one.
  private static let mostBytes: Int64 = 1 << 24

  /// - Parameter bytes: those from the start of the page on.
  package init?(_ bytes: some Collection<UInt8>) {
    let text = Array(bytes.prefix { $0 != 0 })
    guard text.starts(with: Self.beginning) else { return nil }
    self.text = text
    var values: [String: String] = [:]
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let middle = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = String(decoding: line[..<middle], as: UTF8.self)
      values[key] = String(decoding: line[(middle + 1)...], as: UTF8.self)
    }
    self.values = values
  }

  /// The text of a line by its key; nil where there is none.
  package func value(_ key: String) -> CaptureText? { values[key].map { CaptureText($0.utf8) } }

  /// As `uname -r` has it.
  package var release: CaptureText { value("OSRELEASE") ?? CaptureText([]) }
  /// That of vmlinux, in hex; since 5.9.
  package var buildID: CaptureText? { value("BUILD-ID") }

  /// The address of a symbol.
  package func symbol(_ name: String) -> UInt64? { values["SYMBOL(\(name))"].flatMap { UInt64($0, radix: 16) } }

  /// The place of a member of a structure, `structure.member`, in bytes.
  func offset(_ member: String) -> UInt64? { length("OFFSET(\(member))") }

  /// The bytes of a structure.
  func size(_ structure: String) -> UInt64? { length("SIZE(\(structure))").flatMap { $0 > 0 ? $0 : nil } }

  /// The elements of an array.
  func count(_ array: String) -> UInt64? { length("LENGTH(\(array))") }

  /// A constant, which may be negative.
  package func number(_ name: String) -> Int64? { values["NUMBER(\(name))"].flatMap { Int64($0) } }

  private func length(_ key: String) -> UInt64? {
    guard let number = values[key].flatMap({ Int64($0) }), (0..<Self.mostBytes).contains(number) else { return nil }
    return UInt64(number)
  }
}
