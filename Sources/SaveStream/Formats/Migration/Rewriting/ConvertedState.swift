/// What a legacy checkpoint holds of a guest beside its pages, as records of a libxc stream of version 3.
struct ConvertedState {
  /// The records before the pages.
  private(set) var head: [ImageRecord] = []
  /// The records behind them, in the order of Xen's senders.
  private(set) var tail: [ImageRecord] = []

  private let capture: Capture
  private let stream: StreamDescription

  /// - Parameters:
  ///   - header: what stands before the first checkpoint.
  ///   - own: what held at the checkpoint.
  /// - Throws: when the capture cannot be read.
  init(
    _ stream: StreamDescription, header: [GuestPart], own: [GuestPart], in capture: Capture
  ) throws(CaptureError) {
    self.capture = capture
    self.stream = stream
    if let tsc = own.last(where: { $0.kind == .tsc }) { try takeTSC(tsc.range) }
    switch stream.guest {
    case .pv:
      head.append(.written(.pvInfo(stream.guestBits == 32 ? .bits32 : .bits64)))
      head.append(.written(.staticDataEnd))
      for part in header { try takeFrameList(part) }
      takeVcpus(own)
    case .hvm:
      head.append(.written(.staticDataEnd))
      if let context = own.last(where: { $0.kind == .hvmContext }), !context.range.isEmpty {
        tail.append(.copied(WrittenRecord.hvmContext([]).type, head: [], context.range))
      }
      try takeParameters(own)
    }
  }

  /// A legacy chunk has mode, nanoseconds, frequency and incarnation, without gaps.
  private mutating func takeTSC(_ range: Range<UInt64>) throws(CaptureError) {
    let payload = try capture.bytes(at: range.lowerBound, count: 20)
    tail.append(
      .written(
        .tscInfo(
          mode: UInt32(payload.number(at: 0, bytes: 4)), kilohertz: UInt32(payload.number(at: 12, bytes: 4)),
          nanoseconds: payload.number(at: 4, bytes: 8), incarnation: UInt32(payload.number(at: 16, bytes: 4)))))
  }

  // MARK: PV

  private mutating func takeFrameList(_ part: GuestPart) throws(CaptureError) {
    guard case .frameList(_, let wordBytes) = part.kind, let slots = stream.p2mSize, slots > 0 else { return }
    let framesPerPage = UInt64(pageSize * 8 / (stream.guestBits ?? 64))
    let count = min((slots - 1) / framesPerPage + 1, UInt64(part.range.count / wordBytes))
    let words = try capture.bytes(at: part.range.lowerBound, count: Int(count) * wordBytes)
    let frames = stride(from: 0, to: words.count, by: wordBytes).map { words.number(at: $0, bytes: wordBytes) }
    head.append(.written(.p2mFrames(last: UInt32(clamping: slots - 1), frames)))
  }

  /// SHARED_INFO, and then the parts of each vCPU.
  private mutating func takeVcpus(_ parts: [GuestPart]) {
    let shared = WrittenRecord.sharedInfo([]).type
    for part in parts where part.kind == .sharedInfo { tail.append(.copied(shared, head: [], part.range)) }
    for part in parts {
      switch part.kind {
      case .vcpuContext(let id, _): tail.append(.vcpu(.vcpuBasic(UInt32(id), []), part.range))
      case .vcpuExtended(let id): tail.append(.vcpu(.vcpuExtended(UInt32(id), []), part.range))
      case .vcpuXSAVE(let id):
        // A receiver refuses less than two words.
        guard part.range.count >= 16 else { continue }
        tail.append(.vcpu(.vcpuXSAVE(UInt32(id), []), part.range))
      default: break
      }
    }
  }

  // MARK: HVM

  /// The parameters of the chunks and of the tail, in the order of the stream; of several the last counts.
  private mutating func takeParameters(_ parts: [GuestPart]) throws(CaptureError) {
    var parameters: [WrittenRecord.HVMParameterValue] = []
    for part in parts {
      guard case .hvmParameter(let number) = part.kind, part.range.count == 8 else { continue }
      let value = try capture.bytes(at: part.range.lowerBound, count: 8).number()
      parameters.removeAll { $0.number == number }
      parameters.append(WrittenRecord.HVMParameterValue(number, value))
    }
    tail.append(.written(.hvmParameters(parameters)))
  }
}
