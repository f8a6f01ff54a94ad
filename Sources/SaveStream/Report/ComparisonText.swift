/// The words of a comparison.
package enum ComparisonText {
  /// What a note says: a sentence without its full stop.
  /// - Parameter file: the capture that it is about, where there are two.
  package static func words(for note: ComparisonNote, file: String? = nil) -> String {
    let checkpoint = "checkpoint \(note.checkpoint)" + (file.map { " of \($0)" } ?? "")
    return switch note.kind {
    case .incomplete: "\(checkpoint) is not complete: compared as far as it was sent"
    case .verifyPagesLeftOut: "pages that \(checkpoint) sent again to be compared (verify mode) are not applied"
    case .verifyModeNeverLeft:
      "verify mode is on from \(checkpoint) on; Xen's receiver never applies a page again, here those of later "
        + "checkpoints are applied"
    }
  }

  /// Why pages are marked as doubtful, in a few words.
  package static func short(_ doubt: PageDoubt) -> String {
    switch doubt {
    case .deltaWithoutBase: "only deltas were sent of it"
    case .deltaOnPageTable: "a delta was applied to a page table"
    case .sendMissing: "an earlier send is cut off or does not decode"
    }
  }

  /// The same in a word or two.
  package static func shortest(_ doubt: PageDoubt) -> String {
    switch doubt {
    case .deltaWithoutBase: "no base"
    case .deltaOnPageTable: "table"
    case .sendMissing: "missing"
    }
  }

  /// The values of both sides of a field in a line each; a dash where there is none.
  package static func short(_ field: FieldDifference) -> [String] {
    let shown = DifferingWords.of(field.from, field.to)
    return [shown.from, shown.to].map { value in value.map { FieldText.short($0) } ?? "-" }
  }

  /// The path of a field; with the place of the first difference where the values show the bytes from there on.
  package static func path(of field: FieldDifference) -> String {
    EscapedText.of(field.path) + (field.firstByte.map { "+\(NumberText.hex($0))" } ?? "")
  }
}
