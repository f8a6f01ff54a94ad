import ArgumentParser

/// Bytes as users write them: a number, and behind it K, M, G or T for units of 1024.
struct SizeArgument: ExpressibleByArgument, Equatable {
  let bytes: UInt64

  init?(argument: String) {
    var digits = argument[...]
    var shift: UInt64 = 0
    if let last = argument.last, let place = "KMGT".firstIndex(of: Character(last.uppercased())) {
      shift = UInt64("KMGT".distance(from: "KMGT".startIndex, to: place) + 1) * 10
      digits = argument.dropLast()
    }
    guard let number = NumberArgument(argument: String(digits))?.value, number <= .max >> shift else { return nil }
    bytes = number << shift
  }
}
