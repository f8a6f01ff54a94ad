import Synchronization

/// Makes use of what was computed, so that no compiler leaves the computing out.
enum Computed {
  private static let kept = Atomic<UInt64>(0)

  static func keep(_ number: some BinaryInteger) {
    kept.wrappingAdd(UInt64(truncatingIfNeeded: number), ordering: .relaxed)
  }
}
