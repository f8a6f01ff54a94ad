@_spi(Measuring) import SaveStream

/// Counts what page deltas are made of.
struct DeltaDistributionRun: WorkRun {
  private let request: DistributionRequest
  private var scan: DeltaDistributionScan

  init(_ request: DistributionRequest, _ scan: DeltaDistributionScan) {
    self.request = request
    self.scan = scan
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try scan.step()
    return WorkProgress(
      request: .distribution(request), part: scan.part, isFinished: isFinished,
      answer: .distribution(request, .deltas(scan.distribution), isFinished: isFinished))
  }
}

/// Counts how often pages were sent.
struct SendDistributionRun: WorkRun {
  private let request: DistributionRequest
  private var scan: SendDistributionScan

  init(_ request: DistributionRequest, _ scan: SendDistributionScan) {
    self.request = request
    self.scan = scan
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = scan.step()
    return WorkProgress(
      request: .distribution(request), part: scan.part, isFinished: isFinished,
      answer: .distribution(request, .sends(scan.times), isFinished: isFinished))
  }
}
