/// The value of a leaf, as data; words and digits are made where it is shown.
public enum FieldValue: Sendable, Equatable {
  /// A count, length, offset or id.
  case number(UInt64)
  case signed(Int64)
  /// A PFN.
  case pfn(UInt64)
  /// A register, an address or bits of `bytes` bytes.
  case address(UInt64, bytes: Int)
  /// A number and what it stands for, in a word of the program.
  case named(UInt64, String)
  /// Text from the capture.
  case text(CaptureText)
  /// The first bytes of a longer stretch.
  case bytes([UInt8])
}
