@_spi(Measuring) import SaveStream

/// A capture that goes into a database.
package struct StudyCapture {
  package let capture: Capture
  /// With all findings that are to be told.
  package let index: IndexSnapshot
  package let origin: ImageOrigin?

  package init(capture: Capture, index: IndexSnapshot, origin: ImageOrigin?) {
    self.capture = capture
    self.index = index
    self.origin = origin
  }

  /// A column of the table of captures.
  struct Column: Sendable {
    enum Cells: Sendable {
      case number(@Sendable (StudyCapture) -> UInt64?)
      case truth(@Sendable (StudyCapture) -> Bool?)
      case text(@Sendable (StudyCapture) -> String?)
    }

    let name: String
    let cells: Cells

    init(_ name: String, _ cells: Cells) {
      self.name = name
      self.cells = cells
    }

    /// The type in SQL.
    var type: String {
      switch cells {
      case .number, .truth: "INTEGER"
      case .text: "TEXT"
      }
    }
  }

  /// The columns, with the names that `summary --format json` has. Text of the capture is escaped.
  static let columns: [Column] =
    [
      Column("file", .text { EscapedText.path($0.capture.path) }),
      Column("size", .number { $0.index.size }),
      Column("compression", .text { $0.capture.compression.rawValue }),
      Column("format", .text { $0.index.stream?.format.name }),
      Column("guest", .text { $0.index.stream?.guest.rawValue }),
      Column("guestBits", .number { ($0.index.stream?.guestBits).map { UInt64($0) } }),
      Column("toolstackBits", .number { ($0.index.stream?.toolstackBits).map { UInt64($0) } }),
      Column("envelopes", .text { $0.index.envelopes.map(\.kind.rawValue).joined(separator: ",") }),
      Column("p2mSize", .number { $0.index.stream?.p2mSize }),
      Column("distinctPages", .number { $0.index.populated.count }),
      Column("highestPFN", .number { $0.index.populated.highestPFN }),
      Column("checkpointed", .truth { $0.index.isCheckpointed }),
      Column("compressed", .truth { $0.index.checkpoints.contains(where: \.isCompressed) }),
      Column("lastCompleteCheckpoint", .number { $0.index.lastCompleteCheckpoint.map { UInt64($0) } }),
      Column("takeover", .number { $0.index.takeover.map { UInt64($0) } }),
      Column("name", .text { $0.origin?.config?.name?.escaped() }),
      Column("uuid", .text { $0.origin?.config?.uuid?.escaped() }),
      Column("savedBy", .text { $0.origin.flatMap(OriginText.releases) }),
      Column("savedAt", .text { $0.origin?.savedAt?.text }),
    ]
    + Severity.allCases.reversed().map { severity in
      Column(severity.rawValue, .number { UInt64($0.index.findingCounts[severity] ?? 0) })
    } + [Column("verdict", .text { StreamText.verdict(on: $0.index) })]
}
