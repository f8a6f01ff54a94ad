@_spi(Measuring) import SaveStream

/// Going to places of guest memory by the kernel's own names for them.
extension Inspector {
  /// `:sym NAME`; the refusal in words when it cannot be.
  mutating func enterSymbol(_ words: [String], _ effects: inout [Effect]) -> String? {
    guard words.count == 1, let name = words.first else {
      return "sym takes the name of a kernel symbol, as in sym init_task"
    }
    return look(for: .symbol(name), &effects)
  }

  /// `:va ADDRESS cpuN`; the refusal in words when it cannot be.
  mutating func enterAddress(_ words: [String], _ effects: inout [Effect]) -> String? {
    let refusal = "va takes an address, as in va 0xffffffff81000000, and cpu0 behind it for the tables of vCPU 0"
    guard (1...2).contains(words.count), let word = words.first,
      let (address, lacksSign) = GoTo.address(word[...])
    else {
      return words.first.flatMap { GoTo.meant($0[...]) }.map { "Hex has 0x in front: va \($0)" } ?? refusal
    }
    let hint = lacksSign ? "sixteen digits are taken as hex, which has 0x in front elsewhere" : nil
    guard words.count == 2 else { return look(for: .address(address, vcpu: nil), hint: hint, &effects) }
    let last = words[1].lowercased()
    guard last.hasPrefix("cpu"), let vcpu = Int(last.dropFirst(3)), vcpu >= 0 else { return refusal }
    return look(for: .address(address, vcpu: vcpu), hint: hint, &effects)
  }

  /// - Parameter hint: what is to be said of the address, once it has been found.
  private mutating func look(for target: KernelTarget, hint: String? = nil, _ effects: inout [Effect]) -> String? {
    guard !index.checkpoints.isEmpty, !index.entryRows.isEmpty else { return scene.noPages }
    let known = position.focus.checkpoint ?? focus.checkpoint ?? index.lastCompleteCheckpoint
    let request = WorkRequest.kernelPlace(target, checkpoint: known ?? 0)
    work.start(request)
    addressHint = hint
    effects.append(.work(request))
    return nil
  }

  /// Goes where a name or an address leads, or says why it leads nowhere.
  mutating func arrive(at place: KernelPlace, _ effects: inout [Effect]) {
    switch place.outcome {
    case .refused(let words): message = Message(shown(words), isTrouble: true)
    case .found(let address, let physical, let others):
      go(to: .memory(address: physical, count: 1, checkpoint: place.checkpoint), &effects)
      var words = NumberText.hex(address)
      if case .symbol(let name) = place.target { words = "\(shown(name)) is at \(words)" }
      words += ", in PFN \(NumberText.hex(physical >> 12))"
      if others > 0 { words += "; \(NumberText.counted(others, "other symbol")) of that name" }
      if let hint = addressHint { words += "; \(hint)" }
      message = Message(words)
    }
  }
}
