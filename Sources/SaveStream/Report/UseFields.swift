/// The keys `use` and `owner` of rows of page frames: several words or numbers apart by blanks in CSV; in JSON the uses
/// so too, the owners a list. Empty, or null and an empty list, where nothing is known.
enum UseFields {
  static let names = ["use", "owner"]
  /// What stands above them in text.
  static let heading = "use            owner"

  /// Both as people read them; nil where nothing is known.
  static func text(_ use: String?, _ owner: String?) -> String? {
    guard use != nil || owner != nil else { return nil }
    guard let owner else { return use }
    let word = use ?? ""
    return word + String(repeating: " ", count: max(1, 15 - word.count)) + owner
  }

  /// Writes both as the last fields of an object.
  static func writeJSON(_ uses: [FrameUse], _ owners: [UInt32], to output: ReportOutput) {
    let use = UseWords.of(uses).map { "\"\($0)\"" } ?? "null"
    output.write(text: ",\"use\":\(use),\"owner\":[\(owners.map { "\($0)" }.joined(separator: ","))]")
  }
}

extension JSONWriter {
  mutating func fieldsOfUse(_ uses: [FrameUse], _ owners: [UInt32]) {
    field("use", UseWords.of(uses))
    beginArray("owner")
    for owner in owners { value(UInt64(owner)) }
    endArray()
  }
}

extension CSVWriter {
  mutating func fieldsOfUse(_ uses: [FrameUse], _ owners: [UInt32]) {
    field(UseWords.of(uses))
    field(UseWords.of(owners))
  }
}
