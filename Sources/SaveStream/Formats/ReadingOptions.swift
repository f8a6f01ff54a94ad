/// What the user knows better than detection does.
public struct ReadingOptions: Sendable, Equatable {
  /// The word size of the toolstack, 32 or 64; nil to detect it.
  public var toolstackBits: Int?
  /// nil to detect it.
  public var guest: GuestKind?

  public init(toolstackBits: Int? = nil, guest: GuestKind? = nil) {
    self.toolstackBits = toolstackBits
    self.guest = guest
  }
}
