/// Looks for signs of a guest that is no Linux while its pages are gone over.
///
/// A page of a file may hold the same bytes as a kernel. So a sign counts where the tables of a vCPU have it at the
/// address that it names itself, or where it is a structure that no file has.
struct OtherGuestSearch {
  private let reader: GuestReader
  /// The page tables that vCPUs used, each once, and the first few: all of a guest's lead to its kernel.
  private let spaces: [AddressSpace]
  /// The first guest that a sign names.
  private(set) var found: OtherGuest?
  private var signs = ImageSigns()
  /// Executables and blocks of Windows that may still be looked into: a page may be full of them.
  private var looksLeft = 64
  private static let mostSpaces = 64

  /// The PFNs whose pages are looked at as a whole: those in which kernels are loaded.
  static let imagePFNs: Range<UInt64> = 0..<1 << 14

  /// Looks at what needs no page to be looked for.
  /// - Throws: when the capture cannot be read.
  init(_ reader: GuestReader) throws(CaptureError) {
    self.reader = reader
    spaces = try VcpuSpaces.read(reader.memory, at: reader.checkpoint).reduce(into: []) { spaces, vcpu in
      if spaces.count < Self.mostSpaces, !spaces.contains(vcpu.space) { spaces.append(vcpu.space) }
    }
    found = try OtherGuest(hypervisorInterfaceOf: reader.memory, at: reader.checkpoint)
    for space in spaces where found == nil {
      found = try WindowsSigns.version(in: KernelMemory(reader, space)).map { OtherGuest.windows($0) }
    }
  }

  /// Looks at the first 32 bytes of a page, and further where they begin right.
  /// - Returns: whether it looked further.
  /// - Throws: when the capture cannot be read.
  mutating func look(atHead head: [UInt8], of pfn: UInt64) throws(CaptureError) -> Bool {
    guard found == nil else { return false }
    if KernelExecutable.begins(head), looksLeft > 0 {
      looksLeft -= 1
      for space in spaces where found == nil {
        found = try KernelExecutable.guest(at: pfn, KernelMemory(reader, space))
      }
      return true
    }
    guard BSDMessages.begins(head) else { return false }
    found = try BSDMessages.guest(at: pfn, reader)
    return true
  }

  /// Looks at a whole page.
  /// - Throws: when the capture cannot be read.
  mutating func look(at page: [UInt8]) throws(CaptureError) {
    for base in signs.look(at: page) where looksLeft > 0 {
      looksLeft -= 1
      for space in spaces where found == nil {
        if try WindowsSigns.isKernel(at: base, in: KernelMemory(reader, space)) { found = .windows(nil) }
      }
    }
  }

  /// Ends the search: what an image says of itself counts where no Linux was come upon, which might have it as a file.
  mutating func finish() {
    if found == nil { found = signs.guest }
  }
}
