@_spi(Measuring) import SaveStream

/// Finds where a name or an address of the guest's kernel leads.
struct KernelPlaceRun: WorkRun {
  private let request: WorkRequest
  private let target: KernelTarget
  private let study: GuestStudy
  private var names: SymbolSearch?

  init(_ request: WorkRequest, _ target: KernelTarget, _ study: GuestStudy) {
    self.request = request
    self.target = target
    self.study = study
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    switch target {
    case .symbol(let name):
      guard try study.step(to: .symbols) else { return progress(study.part(of: .symbols) / 2) }
      return try find(name)
    case .address(let address, let vcpu?):
      let spaces = try VcpuSpaces.read(study.memory, at: study.checkpoint)
      guard let found = spaces.first(where: { $0.vcpu == vcpu }) else {
        return refuse("Checkpoint \(study.checkpoint) has no vCPU \(vcpu) in 64-bit mode")
      }
      return try translate(address, by: found.space(of: address))
    case .address(let address, nil):
      guard try study.step(to: .kernel) else { return progress(study.part(of: .kernel)) }
      if let kernel = study.kernel { return try translate(address, by: kernel.memory.space) }
      let spaces = try VcpuSpaces.read(study.memory, at: study.checkpoint)
      guard let first = spaces.first else { return refuse(study.whyNoKernel) }
      return try translate(address, by: first.space(of: address))
    }
  }

  private mutating func find(_ name: String) throws(CaptureError) -> WorkProgress {
    guard let kernel = study.kernel else { return refuse(study.whyNoKernel) }
    guard let symbols = study.symbols else { return refuse("The guest's kernel has no table of its symbols") }
    if names == nil { names = SymbolSearch([name], in: symbols) }
    do {
      guard try names?.step() ?? true else { return progress(0.5 + (names?.part ?? 0) / 2) }
    } catch let error as CaptureError {
      throw error
    } catch {
      return refuse("The kernel's table of symbols is damaged")
    }
    let found = names?.found[name] ?? []
    guard let address = found.first else { return refuse("The guest's kernel has no symbol \(Settings.quoted(name))") }
    return try translate(address, by: kernel.memory.space, others: found.count - 1)
  }

  private func translate(
    _ address: UInt64, by space: AddressSpace, others: Int = 0
  ) throws(CaptureError) -> WorkProgress {
    let text = NumberText.hex(address)
    let reader = study.kernel?.reader ?? GuestReader(study.memory, at: study.checkpoint)
    switch try space.translate(address, reader) {
    case .physical(let physical): return answer(.found(address: address, physical: physical, others: others))
    case .notPresent(let level):
      return refuse("Nothing is mapped at \(text): its entry in the page table of level \(level) is not present")
    case .tableMissing(let level, let pfn):
      return refuse(
        "\(text) cannot be followed: its page table of level \(level), PFN \(NumberText.hex(pfn)), is not in the stream"
      )
    case .notCanonical: return refuse("\(text) is no address: its upper bits are not all alike")
    }
  }

  private func refuse(_ words: String) -> WorkProgress { answer(.refused(words)) }

  private func answer(_ outcome: KernelPlace.Outcome) -> WorkProgress {
    let place = KernelPlace(target: target, checkpoint: study.checkpoint, outcome: outcome)
    return WorkProgress(request: request, part: 1, isFinished: true, answer: .kernelPlace(place))
  }

  private func progress(_ part: Double) -> WorkProgress {
    WorkProgress(request: request, part: part, isFinished: false, answer: nil)
  }
}

/// Finds out what the guest's kernel knows of a page frame.
struct KernelFrameRun: WorkRun {
  private let request: WorkRequest
  private let pfn: UInt64
  private let study: GuestStudy
  private let depth: GuestStudy.Depth

  /// - Parameter depth: what is found out for it.
  init(_ request: WorkRequest, _ pfn: UInt64, _ study: GuestStudy, _ depth: GuestStudy.Depth) {
    self.request = request
    self.pfn = pfn
    self.study = study
    self.depth = depth
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    guard try study.step(to: depth) else {
      return WorkProgress(request: request, part: study.part(of: depth), isFinished: false, answer: nil)
    }
    return WorkProgress(request: request, part: 1, isFinished: true, answer: .kernelFrame(try study.frame(pfn)))
  }
}

/// Finds out what the guest uses its page frames for.
struct KernelUsesRun: WorkRun {
  private let request: WorkRequest
  private let study: GuestStudy
  private let depth: GuestStudy.Depth

  /// - Parameter depth: whether owners are wanted, too.
  init(_ request: WorkRequest, _ study: GuestStudy, _ depth: GuestStudy.Depth) {
    self.request = request
    self.study = study
    self.depth = depth
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try study.step(to: depth)
    return WorkProgress(
      request: request, part: study.part(of: depth), isFinished: isFinished,
      answer: isFinished ? .kernelUses(study.frames(to: depth), checkpoint: study.checkpoint) : nil)
  }
}

/// Names addresses of the guest's kernel.
struct KernelNamesRun: WorkRun {
  private let request: WorkRequest
  private let addresses: [UInt64]
  private let asker: ViewKind
  private let study: GuestStudy

  init(_ request: WorkRequest, _ addresses: [UInt64], _ asker: ViewKind, _ study: GuestStudy) {
    self.request = request
    self.addresses = addresses
    self.asker = asker
    self.study = study
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    guard try study.step(to: .symbols) else {
      return WorkProgress(request: request, part: study.part(of: .symbols), isFinished: false, answer: nil)
    }
    var names: [UInt64: SymbolName] = [:]
    for address in addresses { names[address] = try study.symbols?.nameIfKnown(of: address) }
    return WorkProgress(
      request: request, part: 1, isFinished: true, answer: .kernelNames(names, checkpoint: study.checkpoint, asker))
  }
}
