/// What the user knows better than detection does.
public struct ReadingOptions: Sendable, Equatable {
  /// The word size of the toolstack, 32 or 64; nil to detect it.
  public var toolstackBits: Int?
  /// nil to detect it.
  public var guest: GuestKind?
  /// The file offset at which to begin, where a stream stands behind other bytes.
  public var start: UInt64

  /// Whether a stream that is damaged is searched for the place where it goes on, and words with one wrong bit are
  /// guessed.
  public var salvages: Bool

  public init(toolstackBits: Int? = nil, guest: GuestKind? = nil, start: UInt64 = 0, salvages: Bool = false) {
    self.toolstackBits = toolstackBits
    self.guest = guest
    self.start = start
    self.salvages = salvages
  }
}
