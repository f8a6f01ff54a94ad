/// The rules that entries of a format can break, by name: what a receiver does about it differs from format to format.
package struct EntryRules: Sendable {
  /// A PFN that the stream does not allow.
  let pfnOutOfRange: FindingRule
  /// A page type that receivers do not know.
  let typeUndefined: FindingRule

  /// Of legacy streams.
  static let legacy = EntryRules(pfnOutOfRange: .pfnOutOfRange, typeUndefined: .pageTypeUndefined)
  /// Of v2 and v3 streams.
  static let migration = EntryRules(pfnOutOfRange: .pfnBeyondMaximum, typeUndefined: .entryType)
}
