/// A field that is not the same on the two sides of a comparison, or that one side lacks.
package struct FieldDifference: Sendable, Equatable {
  /// Its path in the tree, below the checkpoint: `tail/hvm-context/CPU[0]/rip`; in the header and envelopes, the whole.
  package let path: String
  /// The value on the first side; nil where it has no such field, or the field is cut off.
  package let from: FieldValue?
  /// The value on the second side; nil where it has no such field, or the field is cut off.
  package let to: FieldValue?
  /// The file offsets of the field on the first side; nil where it has no such field.
  package let fromRange: Range<UInt64>?
  /// The file offsets of the field on the second side; nil where it has no such field.
  package let toRange: Range<UInt64>?
  /// The path of the outermost node that one side lacks, where the field lies inside of one; nil elsewhere.
  package internal(set) var missingPart: String?
  /// For bytes of which the values show a part only: where in the field the first difference lies, and with it that
  /// part; nil elsewhere.
  package internal(set) var firstByte: UInt64?
}
