@_spi(Measuring) import SaveStream

/// The table of symbols of a made-up kernel (kallsyms), as Linux has had it since 6.0.
///
/// ```
/// offsets        4 bytes each: below zero, less 1 from the base; else the address itself
/// names          for each: how many tokens, and they; the first gives the type
/// token_index    256 × 2 bytes: where each token begins in token_table
/// ```
package struct SampleSymbolTable: Sendable {
  /// A symbol, and where it is.
  package struct Symbol: Sendable {
    let offset: Int32
    let name: String

    /// - Parameter offset: as the table has it.
    package init(_ name: String, offset: Int32) {
      self.offset = offset
      self.name = name
    }
  }

  /// Where its parts are in the guest's memory.
  package struct Places: Sendable {
    let count, base, offsets, names, tokens, index: UInt64

    package init(count: UInt64, base: UInt64, offsets: UInt64, names: UInt64, tokens: UInt64, index: UInt64) {
      (self.count, self.base, self.offsets) = (count, base, offsets)
      (self.names, self.tokens, self.index) = (names, tokens, index)
    }
  }

  /// In the order of their addresses.
  private let symbols: [Symbol]
  /// The tokens that stand for more than the character of their number.
  private let words: [UInt8: String]
  /// Whether lengths are written in the form of two bytes, which long ones need.
  private let hasWideLengths: Bool

  package init(_ symbols: [Symbol], words: [UInt8: String] = [:], hasWideLengths: Bool = false) {
    self.symbols = symbols
    self.words = words
    self.hasWideLengths = hasWideLengths
  }

  /// Puts the table into memory, and describes it.
  /// - Parameter base: the address that offsets below zero count from.
  package func put(in kernel: inout SampleKernel, at places: Places, base: UInt64) {
    for (name, place) in [
      ("num_syms", places.count), ("relative_base", places.base), ("offsets", places.offsets), ("names", places.names),
      ("token_table", places.tokens), ("token_index", places.index),
    ] {
      kernel.name("kallsyms_\(name)", at: place)
    }
    kernel.put(UInt64(symbols.count), at: places.count, bytes: 4)
    kernel.put(base, at: places.base)
    for (position, symbol) in symbols.enumerated() {
      kernel.put(UInt64(UInt32(bitPattern: symbol.offset)), at: places.offsets + UInt64(position) * 4, bytes: 4)
    }
    kernel.put(symbols.flatMap { encoded($0.name) }, at: places.names)
    var place: UInt64 = 0
    for token in UInt8.min...UInt8.max {
      let text = words[token].map { Array($0.utf8) } ?? [token]
      kernel.put(place, at: places.index + UInt64(token) * 2, bytes: 2)
      kernel.put(text + [0], at: places.tokens + place)
      place += UInt64(text.count + 1)
    }
  }

  /// A name with the type of a global function before it, as tokens.
  private func encoded(_ name: String) -> [UInt8] {
    var tokens = [UInt8(ascii: "T")]
    var rest = Array(name.utf8)[...]
    while let first = rest.first {
      let word = words.filter { rest.starts(with: $0.value.utf8) }.max { $0.value.utf8.count < $1.value.utf8.count }
      tokens.append(word?.key ?? first)
      rest = rest.dropFirst(word?.value.utf8.count ?? 1)
    }
    let length = tokens.count
    return (hasWideLengths ? [0x80 | UInt8(length & 0x7f), UInt8(length >> 7)] : [UInt8(length)]) + tokens
  }
}
