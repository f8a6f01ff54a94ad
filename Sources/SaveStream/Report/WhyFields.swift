/// The keys `why` and `cacheSlots` of rows of pages sent, behind all others.
enum WhyFields {
  static let names = ["why", "cacheSlots"]
  /// What stands above them in text.
  static let heading = "why                 slots"

  /// Both as people read them, as wide as the heading; nil where nothing is known.
  static func text(_ why: FullPageReason?, _ cacheSlots: Int?) -> String? {
    guard let why else { return nil }
    let slots = cacheSlots.map { NumberText.grouped($0) } ?? ""
    let blanks = heading.utf8.count - why.name.utf8.count - slots.utf8.count
    return why.name + String(repeating: " ", count: slots.isEmpty ? 0 : max(1, blanks)) + slots
  }

  /// Writes both as the last fields of an object.
  static func writeJSON(_ why: FullPageReason?, _ cacheSlots: Int?, to output: ReportOutput) {
    let word = why.map { "\"\($0.name)\"" } ?? "null"
    output.write(text: ",\"why\":\(word),\"cacheSlots\":\(cacheSlots.map { "\($0)" } ?? "null")")
  }
}

extension JSONWriter {
  mutating func fieldsOfWhy(_ why: FullPageReason?, _ cacheSlots: Int?) {
    field("why", why?.name)
    field("cacheSlots", cacheSlots)
  }
}

extension CSVWriter {
  mutating func fieldsOfWhy(_ why: FullPageReason?, _ cacheSlots: Int?) {
    field(why?.name)
    field(cacheSlots)
  }
}
