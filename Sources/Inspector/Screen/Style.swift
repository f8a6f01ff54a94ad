/// The role that a cell plays on the screen. A front end maps roles to colours and attributes, as many as its terminal
/// has; nothing on the screen is told by a role alone.
@_spi(Measuring) public enum Style: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case plain
  /// Secondary: units, guides, what is not loaded yet.
  case dim
  /// The heads of sections and columns, and the head of the column that rows are sorted by.
  case heading, headingCurrent
  /// The line at the top, and the name of the view that is shown in it.
  case title, titleCurrent
  /// The line that says where one is, and the same line when it tells of trouble.
  case status, statusTrouble
  /// A key, and what it does, in the bottom line.
  case hintKey, hintText
  /// Lines between panes; those around the pane that has the keys.
  case border, borderFocused
  /// The selected row, in the pane that has the keys and in another one.
  case selection, selectionInactive
  /// A single byte, cell or character that is selected among others, whatever they are.
  case cursor
  case error, warning, note, good
  /// The name of a node or field, its decoded value, text of the capture, a file offset.
  case name, value, text, offset
  /// A match of the search, and the one that is selected.
  case match, matchCurrent
  /// Bytes of the selected node in the hex pane: fields alternate between the first two.
  case fieldEven, fieldOdd, fieldSelected, padding
  /// Bytes by what they are, in bars.
  case barFraming, barPFNs, barPageData, barCompressed, barMetadata, barTail, barUnknown, barEmpty
  /// Five steps of how often, or how lately: from never or long ago to most often or last.
  case heat0, heat1, heat2, heat3, heat4
  /// Pages by type: page tables, ordinary pages, broken ones, and those that the guest does not have.
  case typeTable, typeOrdinary, typeBroken, typeAbsent
  /// Pages by the way they were sent: whole or as a delta in a compressed chunk, without a change, plain in a batch.
  case encodingFull, encodingDelta, encodingEmpty, encodingRaw
  /// What a Linux guest uses pages for, and whose they are, in the order in which owners are given looks.
  case useFree, useSlab, useAnonymous, useCache, useCachePrivate, useHugetlb, useKernel
  case owner1, owner2, owner3, owner4, owner5, owner6
  /// Pages by what they look like.
  case contentText, contentPointers, contentCode, contentAlike, contentOther
  /// Bytes by class where nothing else lights them: zeros, and those past ASCII; text has the role of text.
  case byteZero, byteHigh
  /// Words that did not change, where nearly all others did.
  case kept
  /// What differs between two checkpoints: text on a background of its own, in rows and among bytes.
  case changed, added, removed
  /// The command line, and one that is wrong.
  case prompt, promptWrong
}
