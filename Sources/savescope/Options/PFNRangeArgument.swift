import ArgumentParser

/// PFNs as users name them: `0x10`, `0x10..0x1f` (both included), `0x10..` or `..0x1f`.
struct PFNRangeArgument: ExpressibleByArgument, Equatable {
  let first: UInt64
  /// nil for the last page that is there.
  let last: UInt64?

  init?(argument: String) {
    guard let dots = argument.firstRange(of: "..") else {
      guard let only = NumberArgument(argument: argument) else { return nil }
      (first, last) = (only.value, only.value)
      return
    }
    let (before, after) = (String(argument[..<dots.lowerBound]), String(argument[dots.upperBound...]))
    let (first, last) = (NumberArgument(argument: before), NumberArgument(argument: after))
    guard before.isEmpty || first != nil, after.isEmpty || last != nil else { return nil }
    self.first = first?.value ?? 0
    self.last = last?.value
    if let last = self.last, self.first > last { return nil }
  }
}
