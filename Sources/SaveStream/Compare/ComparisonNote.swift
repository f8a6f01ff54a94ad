/// What has to be known of one side of a comparison to read its result right. Its words stand in `ComparisonText`.
package struct ComparisonNote: Sendable, Equatable {
  /// A side of a comparison.
  package enum Side: String, Sendable {
    case from, to
  }

  package enum Kind: String, Sendable {
    /// The checkpoint is not there in whole: it was compared as far as it was sent.
    case incomplete
    /// Pages that this checkpoint sent again, to be compared (verify mode), are not applied.
    case verifyPagesLeftOut
    /// Verify mode was entered at this checkpoint: the pages of later ones are applied, which Xen's own receiver never
    /// does.
    case verifyModeNeverLeft
  }

  package let side: Side
  package let kind: Kind
  /// The checkpoint that it is about.
  package let checkpoint: Int

  /// What there is to say of a memory as of a checkpoint.
  static func notes(of memory: GuestMemory, at checkpoint: Int, _ side: Side) -> [ComparisonNote] {
    var notes: [ComparisonNote] = []
    let rows = memory.index.checkpoints
    if rows.indices.contains(checkpoint), !rows[checkpoint].isComplete {
      notes.append(ComparisonNote(side: side, kind: .incomplete, checkpoint: checkpoint))
    }
    guard let compared = memory.sends.comparedContents.first else { return notes }
    let first = memory.contents.checkpoint(of: compared.lowerBound)
    if first <= checkpoint {
      let kind: Kind = first == checkpoint ? .verifyPagesLeftOut : .verifyModeNeverLeft
      notes.append(ComparisonNote(side: side, kind: kind, checkpoint: first))
    }
    return notes
  }
}
