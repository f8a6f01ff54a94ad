/// Looks for symbols by their names, in slices of a few milliseconds: goes once over all names of the kernel.
package struct SymbolSearch {
  private let symbols: KernelSymbols
  private let wanted: [[UInt8]: String]
  /// Whether a wanted name has so many characters.
  private var hasLength: [Bool]
  private var cursor: KernelCursor?
  private var place = 0
  private var name: [UInt8] = []
  /// The addresses of those that were found, ascending: some names are given several times.
  package private(set) var found: [String: [UInt64]] = [:]

  private static let namesInSlice = 1 << 12

  package init(_ names: some Sequence<String>, in symbols: KernelSymbols) {
    self.symbols = symbols
    wanted = Dictionary(names.map { (Array($0.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    hasLength = [Bool](repeating: false, count: (wanted.keys.map(\.count).max() ?? 0) + 1)
    for name in wanted.keys { hasLength[name.count] = true }
  }

  /// How much of the names is gone over, 0…1.
  package var part: Double { Double(place) / Double(max(symbols.count, 1)) }

  /// Goes over a slice more. Returns whether it was the last.
  /// - Throws: as `KernelSymbols.step()`.
  package mutating func step() throws -> Bool {
    guard try symbols.step() else { return false }
    var cursor = self.cursor ?? symbols.firstName
    let end = min(symbols.count, place + Self.namesInSlice)
    while place < end {
      guard try symbols.readName(&cursor, to: &name) else {
        place = symbols.count
        return true
      }
      if name.count < hasLength.count, hasLength[name.count], let text = wanted[name] {
        found[text, default: []].append(symbols.address(ofSymbol: place))
      }
      place += 1
    }
    self.cursor = cursor
    return place >= symbols.count
  }

  /// Goes on to the end.
  /// - Throws: as `KernelSymbols.step()`.
  package mutating func run() throws -> [String: [UInt64]] {
    while try !step() {}
    return found
  }
}
