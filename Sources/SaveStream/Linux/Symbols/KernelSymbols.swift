/// The kernel's own table of its symbols (kallsyms), as its description tells of it since 6.0: addresses by name, and
/// names by address.
///
/// ```
/// offsets      i32 each, ascending by address; less than zero: relative_base − 1 − offset, else the offset itself
/// names        a length (one byte, or two of which the first has bit 7 set), then that many numbers of tokens
/// token_index  256 places in token_table, which holds the tokens, each ended by a NUL
/// ```
///
/// Addresses are read once, in slices of a few milliseconds; names as they are asked for. Not for use from two threads
/// at once.
package final class KernelSymbols {
  private let memory: KernelMemory
  /// How many there are.
  package let count: Int
  private let relativeBase: UInt64
  private let offsets: UInt64
  private let names: UInt64
  private let tokens: [[UInt8]]

  /// Ascending.
  private var addresses: ContiguousArray<UInt64> = []
  private var cursor: KernelCursor
  /// The place among the names of every so many-th symbol; the first is known.
  private var marks: ContiguousArray<UInt32> = [0]
  private var hasOffsetsBelowZero = false
  /// Whether the addresses stand in order.
  private var isOrdered = true
  private var isReady = false

  /// Symbols that are believed; a large kernel has a quarter of a million.
  private static let mostSymbols: UInt64 = 1 << 22
  /// Symbols of a slice.
  private static let symbolsInSlice = 1 << 14
  private static let symbolsPerMark = 256
  /// Characters of a name and of a token that are believed; the kernel's own limits are lower.
  private static let longestName = 1024
  private static let longestToken = 256

  /// - Throws: a `LinuxGap` where there are no tables, a `CaptureError` when the capture cannot be read.
  package init(_ kernel: LinuxKernel) throws {
    memory = kernel.memory
    let count = try kernel.number(ofSymbol: "kallsyms_num_syms", bytes: 4)
    guard count > 0, count <= Self.mostSymbols else { throw LinuxGap.damaged("kallsyms_num_syms") }
    self.count = Int(count)
    relativeBase = try kernel.number(ofSymbol: "kallsyms_relative_base")
    offsets = try kernel.symbol("kallsyms_offsets")
    names = try kernel.symbol("kallsyms_names")
    tokens = try Self.tokens(kernel)
    cursor = KernelCursor(memory, at: offsets)
  }

  private static func tokens(_ kernel: LinuxKernel) throws -> [[UInt8]] {
    let table = try kernel.symbol("kallsyms_token_table")
    var index = KernelCursor(kernel.memory, at: try kernel.symbol("kallsyms_token_index"))
    return try (0..<256).map { _ in
      guard let place = try index.number(bytes: 2) else {
        throw LinuxGap.notThere("kallsyms_token_index", index.address)
      }
      return try kernel.memory.text(at: table &+ place, limit: longestToken) ?? []
    }
  }

  /// How much of the tables is read, 0…1.
  package var part: Double { isReady ? 1 : Double(addresses.count) / Double(count) }

  /// Reads a slice of the tables. Returns whether they are read.
  /// - Throws: a `LinuxGap` where they are not there or damaged, a `CaptureError` when the capture cannot be read.
  package func step() throws -> Bool {
    guard !isReady else { return true }
    for _ in 0..<min(Self.symbolsInSlice, count - addresses.count) {
      guard let word = try cursor.number(bytes: 4) else { throw LinuxGap.notThere("kallsyms_offsets", cursor.address) }
      let offset = Int32(truncatingIfNeeded: word)
      if offset < 0 { hasOffsetsBelowZero = true }
      let address =
        offset < 0 ? (relativeBase &- 1) &- UInt64(bitPattern: Int64(offset)) : UInt64(UInt32(bitPattern: offset))
      if let last = addresses.last, last > address { isOrdered = false }
      addresses.append(address)
    }
    guard addresses.count == count else { return false }
    // Kernels without absolute per-CPU symbols count every offset from the base.
    if !hasOffsetsBelowZero { for place in addresses.indices { addresses[place] &+= relativeBase } }
    guard isOrdered else { throw LinuxGap.damaged("kallsyms_offsets") }
    isReady = true
    return true
  }

  private func load() throws { while try !step() {} }

  // MARK: Names

  /// The symbol that an address of the kernel's image belongs to, and how far behind its start it is; nil for one that
  /// lies outside, in a module for example.
  /// - Throws: as `step()`.
  package func name(of address: UInt64) throws -> SymbolName? {
    try load()
    guard address >= relativeBase else { return nil }
    let next = addresses.partitioningIndex { $0 <= address }
    guard next > 0, next < count || addresses[next - 1] == address else { return nil }
    let start = addresses[next - 1]
    guard start >= relativeBase else { return nil }
    // Of those at one address the first has the name.
    let first = addresses.partitioningIndex { $0 < start }
    guard let name = try name(ofSymbol: first) else { return nil }
    return SymbolName(name: CaptureText(name), offset: address - start)
  }

  /// The addresses of the symbols with a name, ascending: some have several. Goes over all names.
  /// - Throws: as `step()`.
  package func addresses(of name: String) throws -> [UInt64] {
    var search = SymbolSearch([name], in: self)
    return try search.run()[name] ?? []
  }

  /// A place before the first name.
  var firstName: KernelCursor { KernelCursor(memory, at: names) }

  /// Reads the next name, without its type. Returns false where there is none.
  func readName(_ cursor: inout KernelCursor, to name: inout [UInt8]) throws(CaptureError) -> Bool {
    name.removeAll(keepingCapacity: true)
    guard let length = try Self.length(&cursor) else { return false }
    let end = cursor.address &+ UInt64(length)
    for position in 0..<length {
      guard let token = try cursor.byte() else { return false }
      let text = tokens[Int(token)]
      name += text
      // The first letter is the symbol's type.
      if position == 0, !name.isEmpty { name.removeFirst() }
      if name.count > Self.longestName { break }
    }
    cursor.skip(end &- cursor.address)
    return true
  }

  /// The address of a symbol by its place among all.
  func address(ofSymbol place: Int) -> UInt64 { addresses[place] }

  /// The name of a symbol; nil where it is not there.
  private func name(ofSymbol place: Int) throws(CaptureError) -> [UInt8]? {
    let mark = place / Self.symbolsPerMark
    while marks.count <= mark { guard try addMark() else { return nil } }
    var cursor = KernelCursor(memory, at: names &+ UInt64(marks[mark]))
    for _ in 0..<place % Self.symbolsPerMark {
      guard let length = try Self.length(&cursor) else { return nil }
      cursor.skip(UInt64(length))
    }
    var name: [UInt8] = []
    return try readName(&cursor, to: &name) && !name.isEmpty ? name : nil
  }

  /// Finds where the names of another `symbolsPerMark` symbols end.
  private func addMark() throws(CaptureError) -> Bool {
    guard let last = marks.last else { return false }
    var cursor = KernelCursor(memory, at: names &+ UInt64(last))
    for _ in 0..<Self.symbolsPerMark {
      guard let length = try Self.length(&cursor) else { return false }
      cursor.skip(UInt64(length))
    }
    guard let mark = UInt32(exactly: cursor.address &- names) else { return false }
    marks.append(mark)
    return true
  }

  /// The tokens that the next name has; goes to the first of them.
  private static func length(_ cursor: inout KernelCursor) throws(CaptureError) -> Int? {
    guard let first = try cursor.byte() else { return nil }
    guard first & 0x80 != 0 else { return Int(first) }
    return try cursor.byte().map { Int(first & 0x7f) | Int($0) << 7 }
  }
}

/// The symbol of an address.
package struct SymbolName: Sendable, Equatable {
  package let name: CaptureText
  /// Bytes behind the symbol's start.
  package let offset: UInt64

  /// `name+0xOFFSET`, as the kernel has it in its own messages.
  package func text(unicode: Bool = true) -> String { "\(name.escaped(unicode: unicode))+\(NumberText.hex(offset))" }
}
