/// What a user can do about a finding: in words, and the command that does it where there is one.
package struct Remedy: Sendable, ExpressibleByStringLiteral {
  /// Empty where nothing helps, or nothing has to be done.
  package let words: String
  package let command: RemedyCommand?

  package init(_ words: String, _ command: RemedyCommand? = nil) {
    self.words = words
    self.command = command
  }

  package init(stringLiteral words: String) { self.init(words) }
}

/// A command line that helps against a finding.
package enum RemedyCommand: Sendable {
  /// One image of the last checkpoint that a backup could have started from.
  case cut
  /// The same for a receiver of Xen 4.0.
  case cutFor40
  case recodePlain
  case recodeV3
  case cache
  /// All that stands before the finding.
  case keepHead
  /// The right value in the place of a little-endian word of 4 or 8 bytes, or of a big-endian one.
  case rightWord4, rightWord8, rightWordBig4

  /// As the manual writes it, with words in capitals for what differs.
  package var form: String {
    switch self {
    case .cut: "savescope cut --checkpoint K FILE -o OUT"
    case .cutFor40: "savescope cut --checkpoint K --for 4.0 FILE -o OUT"
    case .recodePlain: "savescope recode --to plain FILE -o OUT"
    case .recodeV3: "savescope recode --to v3 FILE -o OUT"
    case .cache: "savescope cache FILE"
    case .keepHead: "head -c OFFSET FILE >OUT"
    case .rightWord4, .rightWord8, .rightWordBig4: "printf BYTES | dd of=OUT bs=1 seek=OFFSET conv=notrunc"
    }
  }

  /// The capture that a command line names.
  package struct Original: Sendable {
    /// Its path, quoted for a shell.
    let file: String
    /// The last checkpoint that a backup could have started from.
    let takeover: Int?
    let isLegacy: Bool
    /// Whether offsets are not those of the file, as it is compressed.
    let isPacked: Bool

    package init(_ index: IndexSnapshot, file: String, isPacked: Bool) {
      // Standard input has no name.
      self.file = file == "-" ? "FILE" : file
      self.isPacked = isPacked
      takeover = index.takeover
      isLegacy = if case .legacy? = index.shape { true } else { false }
    }
  }

  /// As it can be given to a shell.
  /// - Returns: nil where it would not help: there is no checkpoint to start from, or the command does not take such a
  ///   capture.
  package func line(for finding: Finding, of original: Original) -> String? {
    let file = original.file
    switch self {
    case .cut: return Self.cut(original, for: "")
    case .cutFor40: return original.isLegacy ? Self.cut(original, for: " --for 4.0") : nil
    case .recodePlain: return original.takeover == nil ? nil : "savescope recode --to plain \(file) -o \(file).plain"
    case .recodeV3: return original.takeover == nil ? nil : "savescope recode --to v3 \(file) -o \(file).v3"
    case .cache: return "savescope cache \(file)"
    case .keepHead: return original.isPacked ? nil : "head -c \(finding.offset) \(file) >\(file).head"
    case .rightWord4: return Self.patch(finding, bytes: 4, of: original)
    case .rightWord8: return Self.patch(finding, bytes: 8, of: original)
    case .rightWordBig4: return Self.patch(finding, bytes: 4, isBig: true, of: original)
    }
  }

  private static func cut(_ original: Original, for receiver: String) -> String? {
    original.takeover.map { takeover in
      "savescope cut --checkpoint \(takeover)\(receiver) \(original.file) -o \(original.file).\(takeover)"
    }
  }

  /// Writes the value that a finding asks for into a copy; nil where it knows none but the one that is there.
  private static func patch(
    _ finding: Finding, bytes count: Int, isBig: Bool = false, of original: Original
  ) -> String? {
    guard finding.limit > 0, finding.limit != finding.value, !original.isPacked else { return nil }
    let file = original.file
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: finding.limit >> UInt64(8 * $0)) }
    let octal = (isBig ? bytes.reversed() : bytes).map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
    return "cp \(file) \(file).mended && printf '\(octal.joined())' | "
      + "dd of=\(file).mended bs=1 seek=\(finding.offset) conv=notrunc"
  }
}
