@_spi(Measuring) import SaveStream

/// The symbols of kernel addresses that a view shows, as of one checkpoint: those that were asked for, and what came of
/// it.
struct KernelNames: Sendable {
  private var checkpoint: Int?
  private var asked: Set<UInt64> = []
  /// Those of these whose answer has not come.
  private var awaited: [UInt64] = []
  private var names: [UInt64: SymbolName] = [:]

  /// Addresses that are remembered.
  private static let most = 4096

  /// Whether a number can be an address of the kernel's image, which is what symbols are of.
  static func canBeNamed(_ number: UInt64) -> Bool { number >= 0xffff_ffff_8000_0000 && number < 0xffff_ffff_c000_0000 }

  subscript(address: UInt64, checkpoint: Int) -> SymbolName? { checkpoint == self.checkpoint ? names[address] : nil }

  /// What is to be asked for where addresses have not been, which count as asked for from now on: these, and those
  /// whose answer has not come, as a new question takes the place of the one before.
  mutating func missing(_ addresses: [UInt64], checkpoint: Int) -> [UInt64] {
    if checkpoint != self.checkpoint || asked.count > Self.most {
      self = KernelNames()
      self.checkpoint = checkpoint
    }
    let missing = addresses.filter { Self.canBeNamed($0) && !asked.contains($0) }
    guard !missing.isEmpty else { return [] }
    asked.formUnion(missing)
    awaited += missing
    return awaited
  }

  mutating func take(_ names: [UInt64: SymbolName], checkpoint: Int) {
    guard checkpoint == self.checkpoint else { return }
    self.names.merge(names) { $1 }
    awaited = []
  }
}
