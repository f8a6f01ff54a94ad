/// What the inspector wants done outside itself.
package enum Effect: Sendable {
  /// Read a screenful; the answer comes back as `InspectorEvent.answer`. `InspectorSession` does this one.
  case read(ReadRequest)
  /// Look through the capture in slices, instead of what was searched before; `InspectorSession` does this one.
  case search(SearchRequest)
  /// Give up the search that is under way; `InspectorSession` does this one.
  case stopSearching
  /// Do what takes longer than a frame, in slices; `InspectorSession` does this one.
  case work(WorkRequest)
  /// Give up the work of a kind; `InspectorSession` does this one.
  case stopWork(WorkKind)
  /// Take in what is written to the capture from now on, or no more of it; the answer is
  /// `InspectorEvent.following`.
  case follow(Bool)
  /// Write a file, beside the keys; `InspectorEvent.exporting` says how far that is, and that it has ended.
  case export(ExportRequest)
  /// Give up the file that is being written.
  case stopExport
  /// Stop indexing.
  case stopIndexing
  /// Copy bytes, or write them to a file; `InspectorEvent.done` or `trouble` says what came of it.
  case takeOut(ByteRequest)
  /// Put text on the terminal's clipboard.
  case copy(String)
  /// Take the mouse, or leave it to the terminal's own selection.
  case setMouse(Bool)
  /// Use other colours.
  case setTheme(Theme)
  /// Write the settings into the settings file; `InspectorEvent.done` or `trouble` says what came of it.
  case writeSettings(Settings)
  /// Paint everything again.
  case redraw
  /// Stop as for ^Z, and paint again afterwards.
  case suspend
  case quit
}
