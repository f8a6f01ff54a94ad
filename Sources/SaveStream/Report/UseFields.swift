/// The keys `use` and `owner` of rows of page frames: several words or numbers apart by blanks in CSV; in JSON the uses so
/// too, the owners a list. Empty, or null and an empty list, where nothing is known.
extension JSONWriter {
  mutating func fieldsOfUse(_ uses: [FrameUse], _ owners: [UInt32]) {
    field("use", uses.isEmpty ? nil : uses.map(\.name).joined(separator: " "))
    beginArray("owner")
    for owner in owners { value(UInt64(owner)) }
    endArray()
  }
}

extension CSVWriter {
  mutating func fieldsOfUse(_ uses: [FrameUse], _ owners: [UInt32]) {
    field(uses.isEmpty ? nil : uses.map(\.name).joined(separator: " "))
    field(owners.isEmpty ? nil : owners.map { "\($0)" }.joined(separator: " "))
  }
}
