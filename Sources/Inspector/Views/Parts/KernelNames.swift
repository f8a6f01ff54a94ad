import SaveStream

/// The symbols of kernel addresses that a view shows, as of one checkpoint: those that were asked for, and what came of it.
struct KernelNames: Sendable {
  private var checkpoint: Int?
  private var asked: Set<UInt64> = []
  private var names: [UInt64: SymbolName] = [:]

  /// Addresses that are remembered.
  private static let most = 4096

  /// Whether a number can be an address of the kernel's image, which is what symbols are of.
  static func canBeNamed(_ number: UInt64) -> Bool { number >= 0xffff_ffff_8000_0000 && number < 0xffff_ffff_c000_0000 }

  subscript(address: UInt64, checkpoint: Int) -> SymbolName? { checkpoint == self.checkpoint ? names[address] : nil }

  /// Those addresses whose names have to be asked for; they count as asked for from now on.
  mutating func missing(_ addresses: [UInt64], checkpoint: Int) -> [UInt64] {
    if checkpoint != self.checkpoint || asked.count > Self.most {
      self = KernelNames()
      self.checkpoint = checkpoint
    }
    let missing = addresses.filter { Self.canBeNamed($0) && !asked.contains($0) }
    asked.formUnion(missing)
    return missing
  }

  mutating func take(_ names: [UInt64: SymbolName], checkpoint: Int) {
    guard checkpoint == self.checkpoint else { return }
    self.names.merge(names) { $1 }
  }

  /// Forgets what was asked for and did not come.
  mutating func stop() { asked = Set(names.keys) }
}
