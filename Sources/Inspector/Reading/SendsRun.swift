import SaveStream

/// Finds out who sent what, so that pages can be shown as they were at any checkpoint.
struct SendsRun: WorkRun {
  private let builder: PageSendsBuilder
  /// Takes the table when it is there.
  private let finish: (PageSends) -> Void

  init(_ builder: PageSendsBuilder, finish: @escaping (PageSends) -> Void) {
    self.builder = builder
    self.finish = finish
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let sends = try builder.step()
    if let sends { finish(sends) }
    return WorkProgress(request: .sends, part: builder.part, isFinished: sends != nil, answer: nil)
  }
}
