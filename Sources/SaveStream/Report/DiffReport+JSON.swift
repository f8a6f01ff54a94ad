/// The forms of a comparison for programs.
extension DiffReport {
  /// One document. Changed pages are written as they are found, so that the others come behind them, and how many are
  /// the same at last.
  func writeDocument() throws {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    json.field("from", comparison.fromCheckpoint)
    json.field("to", comparison.toCheckpoint)
    json.beginObject("pages")
    json.beginArray("changed")
    try forEachPage { row, page in
      guard row.change == .changed else { return }
      json.breakLine()
      json.beginObject()
      writeContent(of: row, page, to: &json)
      writeDoubt(of: row, to: &json)
      writeUse(of: row, to: &json)
      json.endObject()
    }
    json.endArray()
    for change in [PageDifference.Change.added, .removed] {
      json.beginArray(change == .added ? "added" : "removed")
      try writePFNs(to: &json) { $0.change == change }
      json.endArray()
    }
    try writeTypeChanges(to: &json)
    json.beginArray("doubtful")
    try writePFNs(to: &json) { $0.doubt != nil }
    json.endArray()
    json.field("same", comparison.pages.totals.same)
    json.endObject()
    try writeFields(to: &json)
    writeNotes(to: &json)
    writeUseTotals(to: &json)
    json.endObject()
    json.endLine()
  }

  private func writePFNs(to json: inout JSONWriter, where isWanted: (PageDifference) -> Bool) throws(OutputError) {
    for row in listedPages where isWanted(row) {
      json.value(row.pfn)
      try output.check()
    }
  }

  private func writeTypeChanges(to json: inout JSONWriter) throws(OutputError) {
    json.beginArray("typeChanged")
    for row in listedPages where row.hasTwoTypes {
      json.breakLine()
      json.beginObject()
      json.field("pfn", row.pfn)
      writeTypes(of: row, to: &json)
      writeUse(of: row, to: &json)
      json.endObject()
      try output.check()
    }
    json.endArray()
  }

  private func writeFields(to json: inout JSONWriter) throws {
    try comparison.fields.run()
    json.beginArray("fields")
    for field in listedFields {
      json.breakLine()
      json.beginObject()
      write(field, to: &json)
      json.endObject()
      try output.check()
    }
    json.endArray()
  }

  private func writeNotes(to json: inout JSONWriter) {
    json.beginArray("notes")
    for note in comparison.notes {
      json.breakLine()
      json.beginObject()
      json.field("side", note.side.rawValue)
      json.field("note", note.kind.rawValue)
      json.field("checkpoint", note.checkpoint)
      json.endObject()
    }
    json.endArray()
  }

  // MARK: Lines

  /// A line for each page that differs, then one for each field.
  func writeLines() throws {
    var json = JSONWriter(output)
    try forEachPage { row, page in
      json.beginObject()
      json.field("kind", row.change.rawValue)
      if row.change == .changed { writeContent(of: row, page, to: &json) } else { json.field("pfn", row.pfn) }
      writeTypes(of: row, to: &json)
      writeDoubt(of: row, to: &json)
      writeUse(of: row, to: &json)
      json.endObject()
      json.endLine()
    }
    try comparison.fields.run()
    for field in listedFields {
      json.beginObject()
      json.field("kind", "field")
      write(field, to: &json)
      json.endObject()
      json.endLine()
      try output.check()
    }
  }

  // MARK: Parts of rows

  private func writeContent(of row: PageDifference, _ page: ComparedPage, to json: inout JSONWriter) {
    json.field("pfn", row.pfn)
    json.field("words", row.words)
    json.beginArray("ranges")
    for range in page.ranges {
      json.beginArray()
      json.value(range.lowerBound)
      json.value(range.count)
      json.endArray()
    }
    json.endArray()
  }

  private func writeTypes(of row: PageDifference, to json: inout JSONWriter) {
    json.field("from", row.fromType?.name)
    json.field("to", row.toType?.name)
  }

  private func writeDoubt(of row: PageDifference, to json: inout JSONWriter) {
    if let doubt = row.doubt { json.field("doubt", doubt.rawValue) }
  }

  private func writeUse(of row: PageDifference, to json: inout JSONWriter) {
    guard showsUse else { return }
    let row = used(row)
    json.fieldsOfUse(row.uses, row.owners)
  }

  /// How many pages that differ there are of each use, and of each owner.
  private func writeUseTotals(to json: inout JSONWriter) {
    guard showsUse else { return }
    let totals = useTotals
    json.beginObject("use")
    json.beginObject("uses")
    for (use, pages) in totals.uses {
      json.key(text: use?.name ?? "unknown")
      json.value(pages)
    }
    json.endObject()
    json.beginArray("owners")
    for (tgid, pages) in totals.owners {
      json.beginObject()
      json.field("tgid", UInt64(tgid))
      json.key("comm")
      if let comm = uses?.name(of: tgid) { json.value(comm) } else { json.value(nil as String?) }
      json.field("pages", pages)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ field: FieldDifference, to json: inout JSONWriter) {
    json.field("path", field.path)
    json.key("from")
    json.value(field: field.from)
    json.key("to")
    json.value(field: field.to)
    if let place = field.firstByte { json.field("at", place) }
  }

  // MARK: CSV

  /// The same lines, with a column for each key.
  func writeCSV() throws {
    var csv = CSVWriter(output)
    csv.header(Self.columns + (showsUse ? UseFields.names : []))
    try forEachPage { row, page in
      csv.field(row.change.rawValue)
      csv.field(row.pfn)
      csv.field(row.words)
      csv.field(page.ranges.map { "\($0.lowerBound)+\($0.count)" }.joined(separator: " "))
      csv.field(nil as String?)
      csv.field(row.fromType?.name)
      csv.field(row.toType?.name)
      csv.field(nil as String?)
      csv.field(row.doubt?.rawValue)
      if showsUse {
        let row = used(row)
        csv.fieldsOfUse(row.uses, row.owners)
      }
      csv.endLine()
    }
    try comparison.fields.run()
    for field in listedFields {
      csv.field("field")
      for _ in 0..<3 { csv.field(nil as String?) }
      csv.field(field.path)
      csv.field(field.from.map(FieldText.plain))
      csv.field(field.to.map(FieldText.plain))
      csv.field(field.firstByte)
      for _ in 0..<(showsUse ? 3 : 1) { csv.field(nil as String?) }
      csv.endLine()
      try output.check()
    }
  }
}
