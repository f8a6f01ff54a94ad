@_spi(Measuring) import SaveStream

/// How the uses of page frames look: a letter each, so that they differ on a screen without colours, too.
extension FrameUse {
  var letter: Unicode.Scalar {
    switch self {
    case .free: "-"
    case .slab: "S"
    case .anonymous: "A"
    case .cache: "C"
    case .cachePrivate: "P"
    case .offline: "x"
    case .hugetlb: "H"
    case .hwpoison: "B"
    case .kernel: "K"
    }
  }

  var style: Style {
    switch self {
    case .free: .useFree
    case .slab: .useSlab
    case .anonymous: .useAnonymous
    case .cache: .useCache
    case .cachePrivate: .useCachePrivate
    case .offline: .typeAbsent
    case .hugetlb: .useHugetlb
    case .hwpoison: .typeBroken
    case .kernel: .useKernel
    }
  }
}

/// How the owners of page frames look, those of the most frames or bytes first: a letter each, of its name where that
/// is free.
struct OwnerLooks: Sendable {
  struct Look: Sendable, Equatable {
    let letter: Unicode.Scalar
    let style: Style
    /// Its name and number: `dirty (88)`.
    let words: String
  }

  /// By thread group id.
  private(set) var looks: [(tgid: UInt32, look: Look)] = []

  /// Owners that have a look of their own.
  static let most = 6
  private static let styles: [Style] = [.owner1, .owner2, .owner3, .owner4, .owner5, .owner6]

  init() {}

  init(_ owners: some Sequence<(tgid: UInt32, name: CaptureText?)>) {
    var free = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    for (place, owner) in owners.prefix(Self.most).enumerated() {
      let name = owner.name?.escaped(unicode: false) ?? ""
      let wanted = name.lowercased().unicodeScalars.first { free.contains($0) } ?? free[0]
      free.removeAll { $0 == wanted }
      let words = name.isEmpty ? "\(owner.tgid)" : "\(name) (\(owner.tgid))"
      looks.append((owner.tgid, Look(letter: wanted, style: Self.styles[place % Self.styles.count], words: words)))
    }
  }

  subscript(tgid: UInt32) -> Look? { looks.first { $0.tgid == tgid }?.look }

  /// Of all owners that have none of their own, of what several have, and of what nobody has.
  static let others = Look(letter: "+", style: .heat3, words: "others")
  static let several = Look(letter: "*", style: .heat4, words: "several")
  static let nobody = Look(letter: "-", style: .heat0, words: "nobody")
}
