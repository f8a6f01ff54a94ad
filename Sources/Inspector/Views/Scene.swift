@_spi(Measuring) import SaveStream

/// What a view sees of its surroundings, and what it wants of them.
struct Scene {
  var index: IndexSnapshot
  var path: String
  /// Whether the capture is compressed.
  var isPacked: Bool
  var glyphs: Glyphs
  /// The size of the view's area in cells.
  var rows: Int
  var columns: Int
  var findings: FindingOffsets
  /// What is searched for, to be lit wherever it shows.
  var pattern: SearchPattern?
  var settings: Settings
  /// The view that is shown below the help.
  var helpFor: ViewKind = .summary
  /// What was looked at last.
  var focus = Focus()
  /// The checkpoint that is marked to be compared.
  var markedCheckpoint: Int?
  /// The other view that asks for the place that is gone to; nil where one goes there by oneself: by a mark, a command
  /// or ^O, or within the view.
  var askingView: ViewKind?
  /// The second capture, where two are compared.
  var other: OtherFacts?
  /// What goes on beside the keys.
  var work = WorkState()
  /// What was searched, where, and what was found.
  var search = SearchState()
  var searchScope: String?
  var marks: [MarkedPlace] = []
  /// Whether the file has grown since it was read, and is not followed.
  var isStillWritten = false
  /// Whether the file is no longer what was read.
  var isFileChanged = false
  /// Whether the capture was read on behind damage.
  var isDamaged = false
  var requests: [ViewRequest] = []

  var keys: KeyMap { settings.keys }
  var units: SizeUnits { settings.units }

  /// The key that stands at the head of a pane: the one that leads to it, or of the pane that has the keys, the one
  /// that gives it all the room.
  func paneKey(_ isFocused: Bool, in view: ViewKind) -> String? {
    keys.keyName(of: isFocused ? .maximise : .nextPane, in: view)
  }

  /// What a view of pages says where there are none: why not.
  var noPages: String {
    StreamText.missingStreamSentence(of: index)
      ?? (index.isFinished ? "No pages were sent in this capture." : "No pages have been read yet.")
  }

  /// What is said where there are no findings.
  var noFindings: String {
    if !index.isFinished { return "Nothing so far; indexing goes on." }
    return work.isRunning(.secondPass)
      ? "Nothing so far; \(index.notLookedAt.text): being looked at." : StreamText.noFindings(of: index)
  }

  mutating func read(_ request: ReadRequest) { requests.append(.effect(.read(request))) }
  mutating func work(_ request: WorkRequest) { requests.append(.effect(.work(request))) }
  mutating func go(to place: Place) { requests.append(.go(place)) }
  mutating func say(_ text: String) { requests.append(.say(text)) }
}

/// What a view wants of the inspector.
enum ViewRequest: Sendable {
  case effect(Effect)
  /// Show another place, and remember this one for ^O.
  case go(Place)
  /// Go to a match of the search.
  case hit(Int)
  /// Show a view as it was left.
  case show(ViewKind)
  /// Show a message until the next key.
  case say(String)
}

/// What is known on the screen of the capture that the first is compared with.
struct OtherFacts: Sendable, Equatable {
  let path: String
  /// What the two are called where both are shown.
  let names: CaptureNames
  /// 0 until it has been read.
  let checkpointCount: Int
  let lastCompleteCheckpoint: Int?
  /// Why it has nothing of a guest, as what goes on after "the capture"; nil where it has, or may have.
  let missingStream: String?

  var name: String { names.second }

  /// - Parameters:
  ///   - first: the path of the first capture.
  ///   - index: nil while it is being read.
  init(path: String, beside first: String, _ index: IndexSnapshot? = nil) {
    self.path = path
    names = CaptureNames(first, path)
    checkpointCount = index?.checkpoints.count ?? 0
    lastCompleteCheckpoint = index?.lastCompleteCheckpoint
    missingStream = index.flatMap { StreamText.missingStream(of: $0) }
  }
}
