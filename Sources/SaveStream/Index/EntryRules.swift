/// The rules that entries of a format can break, by name: what a receiver does about it differs from format to format.
package struct EntryRules: Sendable {
  /// A PFN that the stream does not allow.
  let pfnOutOfRange: FindingRule
  /// A page type that receivers do not know.
  let typeUndefined: FindingRule
  /// How bad that is, where it is not what the rule says.
  var typeUndefinedSeverity: Severity?

  /// Of legacy streams.
  static let legacy = EntryRules(pfnOutOfRange: .pfnOutOfRange, typeUndefined: .pageTypeUndefined)
  /// Of those of HVM guests, which are started without the pages that a receiver left out.
  static let legacyHVM = EntryRules(
    pfnOutOfRange: .pfnOutOfRange, typeUndefined: .pageTypeUndefined, typeUndefinedSeverity: .warning)
  /// Of v2 and v3 streams.
  static let migration = EntryRules(pfnOutOfRange: .pfnBeyondMaximum, typeUndefined: .entryType)
}
