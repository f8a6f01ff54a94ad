/// What checkpoints sent, by what the guest used the pages for and by whose they were.
extension SummaryReport {
  /// The uses that have a row, and nil for those that are not known.
  private static let uses: [FrameUse?] = FrameUse.allCases + [nil]
  /// Owners that the text form names.
  private static let mostOwners = 5

  func writeUses(to json: inout JSONWriter) throws(OutputError) {
    guard let uses else { return }
    json.beginArray("use")
    for totals in uses {
      json.breakLine()
      json.beginObject()
      json.field("checkpoint", totals.checkpoint)
      json.beginObject("uses")
      for use in Self.uses {
        json.key(text: use?.name ?? "unknown")
        Self.write(totals[use], to: &json)
      }
      json.endObject()
      json.beginArray("owners")
      for owner in totals.owners {
        json.beginObject()
        json.field("tgid", UInt64(owner.tgid))
        json.key("comm")
        if let comm = owner.comm { json.value(comm) } else { json.value(nil as String?) }
        json.field("pages", owner.count.pages)
        json.field("bytes", owner.count.bytes)
        json.endObject()
      }
      json.endArray()
      json.key("savedWithoutFree")
      if totals.isAnythingKnown || totals.total.pages == 0 {
        Self.write(totals[.free], to: &json)
      } else {
        json.value(nil as String?)
      }
      json.endObject()
      try json.output.check()
    }
    json.endArray()
  }

  private static func write(_ count: UseTotals.Count, to json: inout JSONWriter) {
    json.beginObject()
    json.field("pages", count.pages)
    json.field("bytes", count.bytes)
    json.endObject()
  }

  func writeUses(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    guard let uses else { return }
    output.write(text: "\n\(style.heading("What was sent, by what the guest used it for"))\n")
    let table = TextTable([
      .number("ckpt"), .words("use"), .number("pages"), .number("bytes"), .number("share"),
    ])
    let rows = uses.flatMap { totals in
      Self.uses.compactMap { use in totals[use].pages > 0 ? (totals, use) : nil }
    }
    try table.write(count: rows.count, to: output, style: style) { place in
      let (totals, use) = rows[place]
      return Self.cells("\(totals.checkpoint)", use?.name ?? "not known", totals[use], of: totals)
    }
    let owners = uses.flatMap { totals in totals.owners.prefix(Self.mostOwners).map { (totals, $0) } }
    if !owners.isEmpty {
      output.write(text: "\n\(style.heading("And by whose it was"))\n")
      let table = TextTable([
        .number("ckpt"), .words("owner"), .number("pages"), .number("bytes"), .number("share"),
      ])
      try table.write(count: owners.count, to: output, style: style) { place in
        let (totals, owner) = owners[place]
        let name = owner.comm.map { "\($0.escaped()) (\(owner.tgid))" } ?? "\(owner.tgid)"
        return Self.cells("\(totals.checkpoint)", name, owner.count, of: totals)
      }
    }
    if uses.contains(where: \.isAnythingKnown) {
      let free = uses.reduce(0) { $0 + $1[.free].bytes }
      let all = uses.reduce(0) { $0 + $1.total.bytes }
      output.write(
        text:
          "\nWithout free pages \(NumberText.size(free)) less would have been sent, \(NumberText.percent(free, of: all)).\n"
      )
    }
    try output.check()
  }

  private static func cells(
    _ checkpoint: String, _ name: String, _ count: UseTotals.Count, of totals: UseTotals
  ) -> [String] {
    [
      checkpoint, name, NumberText.grouped(count.pages), NumberText.size(count.bytes),
      NumberText.percent(count.bytes, of: totals.total.bytes),
    ]
  }
}
