/// The size of an `unsigned long`, of a toolstack or of a PV guest; the raw value is in bytes.
public enum WordSize: Int, Sendable, CaseIterable {
  case bits32 = 4
  case bits64 = 8
}
