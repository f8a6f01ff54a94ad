extension FieldType {
  /// How many bytes of a longer stretch its value shows.
  static let shownBytes = 16

  /// The value that the bytes of one field hold; nil when there are fewer than the type occupies, and for a structure
  /// or an array, whose parts have values of their own. Plain bytes show what there is of them.
  func value(of bytes: ArraySlice<UInt8>, _ order: ByteOrder = .little) -> FieldValue? {
    if case .bytes = self { return .bytes(Array(bytes.prefix(Self.shownBytes))) }
    guard bytes.count >= byteCount else { return nil }
    let bytes = bytes.prefix(byteCount)
    let number = bytes.number(order)
    return switch self {
    case .number: .number(number)
    case .signed(let width): .signed(Self.signExtended(number, bytes: width))
    case .address(let width), .pageAddress(let width, _): .address(number, bytes: width)
    case .pfn: .pfn(number)
    case .bigEndian: .number(bytes.number(.big))
    case .flags(_, let names): .named(number, Self.words(for: number, names))
    case .words(_, let words): .named(number, words(number))
    case .choice(_, let names): .named(number, names[number] ?? "unknown")
    case .pageTableEntry(_, let level): .named(number, PageTableFormat.words(for: number, level: level))
    case .text: .text(CaptureText(bytes.prefix { $0 != 0 }))
    case .bytes, .structure, .array: nil
    }
  }

  /// The names of the bits that are set, and the bits without a name in hex.
  static func words(for bits: UInt64, _ names: [Int: String]) -> String {
    var words: [String] = []
    var unnamed: UInt64 = 0
    var left = bits
    while left != 0 {
      let lowest = left & (~left &+ 1)
      if let name = names[left.trailingZeroBitCount] { words.append(name) } else { unnamed |= lowest }
      left ^= lowest
    }
    if unnamed != 0 { words.append("0x" + String(unnamed, radix: 16)) }
    return words.isEmpty ? "none" : words.joined(separator: " | ")
  }

  /// The page that a field with this value leads to; nil when it leads to none.
  func pfn(of value: FieldValue?) -> UInt64? {
    switch (self, value) {
    case (.pfn, .pfn(let pfn)): pfn > 0 && pfn < 1 << pfnBits ? pfn : nil
    case (.pageAddress(_, let form), .address(let address, _)): form.pfn(of: address)
    case (.pageTableEntry, .named(let entry, _)): PageTableFormat.pfn(of: entry)
    default: nil
    }
  }

  private static func signExtended(_ number: UInt64, bytes: Int) -> Int64 {
    let unused = UInt64(max(0, 8 - bytes) * 8)
    return Int64(bitPattern: number << unused) >> Int64(unused)
  }
}
