import ArgumentParser
import SaveStream

/// A page by an address that the guest itself uses.
struct VirtualAddressOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The page behind a virtual address: by the kernel's own tables of a Linux guest, or those of --vcpu.",
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
    return try tables(of: indexed, memory, at: checkpoint, watch).physical(address) >> 12
  }

  /// The page tables that addresses go by as of a checkpoint.
  /// - Throws: where nothing is known of any.
  func tables(
    of indexed: IndexedCapture, _ memory: GuestMemory, at checkpoint: Int, _ watch: ReportWatch
  ) throws -> Tables {
    let path = displayed(indexed.capture.path)
    guard let vcpu else {
      let kernel = try indexed.kernel(in: memory, at: checkpoint, watch)
      return Tables(path: path, checkpoint: checkpoint, reader: kernel.reader, space: { _ in kernel.memory.space })
    }
    let spaces = try VcpuSpaces.read(memory, at: checkpoint)
    let ofVcpu = spaces.first { $0.vcpu == Int(clamping: vcpu.value) }
    return Tables(path: path, checkpoint: checkpoint, reader: GuestReader(memory, at: checkpoint)) { address in
      guard let space = ofVcpu?.space(of: address) else {
        throw ProgramFailure(
          "\(path): nothing is known of page tables of vCPU \(vcpu.value) at checkpoint \(checkpoint), or they are not "
            + "those of a 64-bit guest")
      }
      return space
    }
  }

  /// Page tables that lead from virtual addresses to physical ones.
  struct Tables {
    let path: String
    let checkpoint: Int
    let reader: GuestReader
    let space: (UInt64) throws -> AddressSpace

    /// - Throws: where the tables do not lead anywhere.
    func physical(_ address: UInt64) throws -> UInt64 {
      let translation = try space(address).translate(address, reader)
      guard case .physical(let physical) = translation else {
        throw ProgramFailure(
          "\(path): \(NumberText.hex(address)) leads to no page at checkpoint \(checkpoint): "
            + LinuxText.words(for: translation))
      }
      return physical
    }
  }
}
