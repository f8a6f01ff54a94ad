@_spi(Measuring) import SaveStream

/// What is read of the guest's kernel.
extension EffectReader {
  /// What is known of the guest as of a checkpoint, or will be; nil while it is not known who sent what.
  func study(at checkpoint: Int) -> GuestStudy? {
    if let place = studies.firstIndex(where: { $0.checkpoint == checkpoint && isValid($0) }) {
      let study = studies.remove(at: place)
      studies.append(study)
      return study
    }
    guard let memory else { return nil }
    studies.removeAll { $0.checkpoint == checkpoint }
    let known = studies.lazy.compactMap { $0.kernel?.pfn }.last
    let study = GuestStudy(memory, at: checkpoint, pages: pages, known: known)
    studies = studies.suffix(Self.mostStudies - 1) + [study]
    return study
  }

  /// The work that a question about the kernel takes.
  func kernelRun(_ request: WorkRequest) -> any WorkRun {
    switch request {
    case .guest(let checkpoint): study(at: checkpoint).map { GuestRun(request, $0) } ?? NothingToDo(request: request)
    case .kernelPlace(let target, let checkpoint):
      study(at: checkpoint).map { KernelPlaceRun(request, target, $0) } ?? NothingToDo(request: request)
    case .kernelFrame(let pfn, let checkpoint):
      study(at: checkpoint).map { KernelFrameRun(request, pfn, $0, isWithoutKernel ? .tables : .frame) }
        ?? NothingToDo(request: request)
    case .kernelNames(let addresses, let checkpoint, let asker) where !isWithoutKernel:
      study(at: checkpoint).map { KernelNamesRun(request, addresses, asker, $0) } ?? NothingToDo(request: request)
    case .kernelUses(let checkpoint, let withOwners):
      study(at: checkpoint).map { KernelUsesRun(request, $0, withOwners ? .owners : .uses) }
        ?? NothingToDo(request: request)
    case .comparedUses(let compared): comparedUsesRun(request, compared) ?? NothingToDo(request: request)
    case .sentUses(let checkpoints):
      frameHistory.map { SentUsesRun(request, checkpoints, pages, $0) } ?? NothingToDo(request: request)
    default: NothingToDo(request: request)
    }
  }

  private func comparedUsesRun(_ request: WorkRequest, _ compared: DiffRequest) -> ComparedUsesRun? {
    guard let from = study(at: compared.from) else { return nil }
    guard let other else {
      return study(at: compared.to).map { ComparedUsesRun(request, compared, from: from, to: $0) }
    }
    let pages = PageRows(capture: other.memory.capture, index: other.index)
    let to = GuestStudy(other.memory, at: compared.to, pages: pages, known: nil)
    return ComparedUsesRun(request, compared, from: from, to: to)
  }

  /// What is known of the guest's frames as of any checkpoint, or will be; nil while it is not known who sent what.
  var frameHistory: FrameHistory? {
    if knownHistory == nil { knownHistory = memory.map { FrameHistory($0, wantsAllUses: false, givesUp: true) } }
    return knownHistory
  }

  /// Whether no kernel was found as of any checkpoint that was asked for: it is not looked for as of all others then,
  /// only to say more of a page.
  private var isWithoutKernel: Bool {
    studies.contains { $0.has(.kernel) && $0.kernel == nil } && !studies.contains { $0.kernel != nil }
  }

  /// Whether nothing can have come to the checkpoint since.
  private func isValid(_ study: GuestStudy) -> Bool {
    study.isOfWhole || study.memory.sends.batchCount == sends?.batchCount
  }

  /// Checkpoints whose guest is remembered: each with some megabytes of its memory.
  private static let mostStudies = 6
}

/// Reads what the Guest view shows.
struct GuestRun: WorkRun {
  private let request: WorkRequest
  private let study: GuestStudy

  init(_ request: WorkRequest, _ study: GuestStudy) {
    self.request = request
    self.study = study
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try study.step(to: .everything)
    return WorkProgress(
      request: request, part: study.part(of: .everything), isFinished: isFinished, answer: .guest(study.facts))
  }
}
