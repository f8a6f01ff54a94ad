import ArgumentParser

/// Bytes as users write them: a number, and behind it K, M, G or T for units of 1024.
struct SizeArgument: ExpressibleByArgument, Equatable {
  let bytes: UInt64

  init?(argument: String) {
    var digits = argument[...]
    var shift: UInt64 = 0
    // A letter may have several capital ones.
    if let last = argument.last, let place = ["K", "M", "G", "T"].firstIndex(of: last.uppercased()) {
      shift = UInt64(place + 1) * 10
      digits = argument.dropLast()
    }
    guard let number = NumberArgument(argument: String(digits))?.value, number <= .max >> shift else { return nil }
    bytes = number << shift
  }
}
