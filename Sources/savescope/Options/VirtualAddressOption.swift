import ArgumentParser
@_spi(Measuring) import SaveStream

/// A place of guest memory by an address that the guest itself uses.
struct VirtualAddressOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What lies behind a virtual address: by the kernel's own tables of a Linux guest, or those of --vcpu.",
      valueName: "address"))
  var va: NumberArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("With --va: by the page tables that this vCPU used, of any 64-bit guest.", valueName: "n"))
  var vcpu: NumberArgument?

  func validate() throws {
    guard vcpu == nil || va != nil else { throw ValidationError("--vcpu goes with --va.") }
  }

  /// The page behind the address as of a checkpoint.
  /// - Throws: where there is none, saying up to where the tables lead.
  func pfn(
    of indexed: IndexedCapture, _ memory: GuestMemory, at checkpoint: Int, _ watch: ReportWatch
  ) throws -> UInt64 {
    guard let address = va?.value else { throw ProgramFailure("--va is missing") }
    let (space, reader) = try space(of: address, indexed, memory, at: checkpoint, watch)
    let translation = try space.translate(address, reader)
    guard case .physical(let physical) = translation else {
      throw Self.failure(indexed, address, at: checkpoint, LinuxText.words(for: translation))
    }
    return physical >> 12
  }

  /// The page tables that give an address its meaning, and who reads them as of a checkpoint.
  /// - Throws: where there are none.
  func space(
    of address: UInt64, _ indexed: IndexedCapture, _ memory: GuestMemory, at checkpoint: Int, _ watch: ReportWatch
  ) throws -> (AddressSpace, GuestReader) {
    guard let vcpu else {
      let kernel = try indexed.kernel(in: memory, at: checkpoint, watch)
      return (kernel.memory.space, kernel.reader)
    }
    let spaces = try VcpuSpaces.read(memory, at: checkpoint)
    guard let found = spaces.first(where: { $0.vcpu == Int(clamping: vcpu.value) })?.space(of: address) else {
      throw ProgramFailure(
        "\(displayed(indexed.capture.path)): nothing is known of page tables of vCPU \(vcpu.value) at checkpoint "
          + "\(checkpoint), or they are not those of a 64-bit guest")
    }
    return (found, GuestReader(memory, at: checkpoint))
  }

  /// That an address leads nowhere, and why.
  static func failure(
    _ indexed: IndexedCapture, _ address: UInt64, at checkpoint: Int, _ why: String
  ) -> ProgramFailure {
    ProgramFailure(
      "\(displayed(indexed.capture.path)): \(NumberText.hex(address)) leads to no page at checkpoint \(checkpoint): \(why)"
    )
  }
}
