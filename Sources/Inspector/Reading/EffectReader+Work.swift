@_spi(Measuring) import SaveStream

/// Work in slices.
extension EffectReader {
  /// Starts a piece of work, in place of one of the same kind. What needs to know who sent what waits for that.
  func begin(_ request: WorkRequest) {
    works.removeAll { $0.request.kind == request.kind }
    if !canRun(request) { beginSends() }
    works.append((request, nil))
  }

  /// Gives up the work of a kind, but for what makes something of that which was found.
  func stop(_ kind: WorkKind) {
    for place in works.indices.reversed() where works[place].request.kind == kind {
      if works[place].run?.stop() != true { works.remove(at: place) }
    }
  }

  /// Starts to find out who sent what, unless that is under way.
  func beginSends() {
    guard !works.contains(where: { $0.request == .sends }) else { return }
    works.insert((.sends, nil), at: 0)
  }

  /// Whether any work is under way.
  var hasWork: Bool { !works.isEmpty }

  /// Works for one slice (a few milliseconds), in turn on what is under way; nil when nothing is.
  func continueWork() -> WorkAnswer? {
    guard !works.isEmpty else { return nil }
    // The index may have grown while it was found out who sent what, so that what waits for that still cannot begin.
    if !works.contains(where: { canRun($0.request) }) { beginSends() }
    guard let place = works.indices.first(where: { canRun(works[$0].request) }) else { return nil }
    // Changed in place: a copy of what a run holds may be large.
    var (request, run) = works.remove(at: place)
    do throws(CaptureError) {
      if run == nil { run = try makeRun(request) }
      guard let progress = try run?.step() else { return nil }
      // Behind the others, so that each has its turn; who sent what stays first, as others wait for it.
      if !progress.isFinished { works.insert((request, run), at: request == .sends ? 0 : works.count) }
      return .progress(progress)
    } catch {
      return .failed(request, error)
    }
  }

  /// Whether what has to be known before it can start is known.
  func canRun(_ request: WorkRequest) -> Bool {
    !request.needsMemory || isMemoryCurrent(for: checkpoint(of: request))
  }

  /// The last checkpoint of the capture that a request is about; nil where it is about none, or all.
  private func checkpoint(of request: WorkRequest) -> Int? {
    switch request {
    case .comparison(let compared), .comparedUses(let compared): checkpoint(of: compared)
    case .map(let area), .contents(let area), .overview(let area): area.checkpoint
    case .hottest(let checkpoint), .guest(let checkpoint), .kernelPlace(_, let checkpoint),
      .kernelFrame(_, let checkpoint), .kernelUses(let checkpoint, _), .kernelNames(_, let checkpoint, _):
      checkpoint
    case .sentUses(let checkpoints): checkpoints.max()
    case .distribution(let request): request.checkpoint
    case .sends, .selection, .sendSelection, .pageWalk, .secondPass, .reasons: nil
    }
  }

  private func checkpoint(of compared: DiffRequest) -> Int {
    other == nil ? max(compared.from, compared.to) : compared.from
  }

  /// Whether what has to be known before it can be answered is known.
  func canAnswer(_ request: ReadRequest) -> Bool {
    guard request.needsMemory else { return true }
    switch request {
    case .comparedPage(_, let compared), .comparedWords(_, let compared):
      return isMemoryCurrent(for: checkpoint(of: compared))
    case .pagePreview(_, let checkpoint), .biography(.content(_, let checkpoint)):
      return isMemoryCurrent(for: checkpoint)
    default: return isMemoryCurrent(for: nil)
    }
  }

  private func makeRun(_ request: WorkRequest) throws(CaptureError) -> any WorkRun {
    switch request {
    case .sends:
      let index = index
      return SendsRun(PageSendsBuilder(capture: capture, index: index, from: sends)) { [weak self] sends in
        self?.take(sends, of: index)
      }
    case .comparison(let request):
      guard let run = try compare(request) else { return NothingToDo(request: .comparison(request)) }
      return run
    case .selection(let request):
      return SelectionRun(
        request, of: PageRows(capture: capture, index: index), request.asksForUse ? frameHistory : nil,
        request.asksForWhy ? reasons : nil)
    case .map(let area):
      guard let map = memoryMap else { return NothingToDo(request: .map(area)) }
      return MapRun(area, of: map)
    case .hottest(let checkpoint):
      guard let memory else { return NothingToDo(request: request) }
      return HottestRun(memory, checkpoint: checkpoint)
    case .contents(let area):
      guard let memory else { return NothingToDo(request: request) }
      return ContentRun(area, of: memory)
    case .overview(let area):
      guard let memory, let map = memoryMap else { return NothingToDo(request: request) }
      return OverviewRun(area, of: map, memory)
    case .sendSelection(let request):
      guard let memory else { return NothingToDo(request: .sendSelection(request)) }
      return SendSelectionRun(
        request, of: memory.sendList(of: request.pfn), request.asksForWhy ? reasons : nil)
    case .pageWalk: return NothingToDo(request: request)
    case .guest, .kernelPlace, .kernelFrame, .kernelNames, .kernelUses, .comparedUses, .sentUses:
      return kernelRun(request)
    case .distribution(let wanted): return distributionRun(wanted)
    case .reasons(let asker): return ReasonRun(reasons, for: asker)
    case .secondPass:
      return SecondPassRun(request, SecondPass(capture: capture, index: index, memory: memory))
    }
  }
}

extension EffectReader {
  private func distributionRun(_ request: DistributionRequest) -> any WorkRun {
    switch request.subject {
    case .deltas:
      return DeltaDistributionRun(request, DeltaDistributionScan(capture, index, checkpoint: request.checkpoint))
    case .sends:
      guard let memory else { return NothingToDo(request: .distribution(request)) }
      return SendDistributionRun(request, SendDistributionScan(memory, checkpoint: request.checkpoint))
    }
  }
}

/// What a slice of work came to.
enum WorkAnswer {
  case progress(WorkProgress)
  /// The medium failed, and the work was given up.
  case failed(WorkRequest, CaptureError)
}

extension WorkRequest {
  /// Whether it has to be known who sent what before this can start.
  var needsMemory: Bool {
    switch self {
    case .sends, .reasons: false
    case .selection(let request): request.asksForUse
    case .comparison, .map, .hottest, .contents, .overview, .sendSelection, .pageWalk, .guest, .kernelPlace,
      .kernelFrame, .kernelNames, .kernelUses, .comparedUses, .sentUses:
      true
    case .secondPass(let usesMemory): usesMemory
    case .distribution(let request): request.subject == .sends
    }
  }
}

extension ReadRequest {
  /// Whether it has to be known who sent what before this can be answered.
  var needsMemory: Bool {
    switch self {
    case .resultingPage, .comparedPage, .comparedWords, .pagePreview, .mapExtent, .pageRow(.lastSend, _, _): true
    case .biography(.firstSent): false
    case .biography: true
    default: false
    }
  }
}
