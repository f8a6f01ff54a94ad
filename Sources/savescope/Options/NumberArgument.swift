import ArgumentParser

/// A number as users write it: decimal, or hex with `0x`.
struct NumberArgument: ExpressibleByArgument, Equatable {
  let value: UInt64

  init(_ value: UInt64) { self.value = value }

  init?(argument: String) {
    let isHex = argument.hasPrefix("0x") || argument.hasPrefix("0X")
    let digits = isHex ? argument.dropFirst(2) : argument[...]
    // The parsers of the standard library take signs, which no offset or PFN has.
    guard let first = digits.first, first != "+", first != "-", let value = UInt64(digits, radix: isHex ? 16 : 10)
    else {
      return nil
    }
    self.value = value
  }

  var defaultValueDescription: String { "\(value)" }
}
