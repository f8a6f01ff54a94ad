/// A Linux kernel found in guest memory as of a checkpoint: what it says of itself, and its memory by its own
/// addresses.
///
/// Not for use from two threads at once.
package final class LinuxKernel {
  /// The PFN of the page with its description.
  package let pfn: UInt64
  package let info: Vmcoreinfo
  package let memory: KernelMemory

  /// Where kernels of x86-64 have their own image.
  static let imageBase: UInt64 = 0xffff_ffff_8000_0000

  package var reader: GuestReader { memory.reader }

  private init(pfn: UInt64, info: Vmcoreinfo, memory: KernelMemory) {
    self.pfn = pfn
    self.info = info
    self.memory = memory
  }

  /// Looks at a page.
  /// - Returns: the kernel whose description the page holds, or why it cannot be read; nil when it holds none.
  /// - Throws: when the capture cannot be read.
  static func read(
    pfn: UInt64, _ reader: GuestReader
  ) throws(CaptureError) -> Result<LinuxKernel, LinuxGap>? {
    guard let info = try info(at: pfn, reader) else { return nil }
    guard info.size("list_head") ?? 16 == 16 else { return .failure(.narrow(info.release)) }
    guard let space = try space(info, reader) else { return .failure(.tablesMissing(info.release)) }
    return .success(LinuxKernel(pfn: pfn, info: info, memory: KernelMemory(reader, space)))
  }

  /// The description in a page, and in those behind it as long as no NUL ends it.
  private static func info(at pfn: UInt64, _ reader: GuestReader) throws(CaptureError) -> Vmcoreinfo? {
    guard var text = try reader.page(pfn), text.starts(with: Vmcoreinfo.beginning) else { return nil }
    for next in 1..<UInt64(Vmcoreinfo.mostPages) {
      guard !text.contains(0), let more = try reader.page(pfn &+ next) else { break }
      text += more
    }
    return Vmcoreinfo(text)
  }

  /// The kernel's own tables, where they lead to themselves.
  private static func space(_ info: Vmcoreinfo, _ reader: GuestReader) throws(CaptureError) -> AddressSpace? {
    let names = ["swapper_pg_dir", "init_top_pgt", "init_level4_pgt"]
    guard let symbol = names.lazy.compactMap({ info.symbol($0) }).first, symbol >= imageBase else { return nil }
    let levels = info.number("pgtable_l5_enabled") == 1 ? 5 : 4
    for base in try physicalBases(info, reader) {
      let physical = (symbol &- imageBase) &+ base
      let space = AddressSpace(root: physical >> 12, levels: levels)
      if try space.translate(symbol, reader) == .physical(physical) { return space }
    }
    return nil
  }

  /// What may have to be added to the place of a symbol in the image for its physical address. Kernels before 4.10 name
  /// the address of that number only: then it is where it says so itself.
  private static func physicalBases(_ info: Vmcoreinfo, _ reader: GuestReader) throws(CaptureError) -> [UInt64] {
    if let base = info.number("phys_base") { return [UInt64(bitPattern: base)] }
    guard let symbol = info.symbol("phys_base"), symbol >= imageBase, symbol & 7 == 0 else { return [0] }
    var bases: [UInt64] = []
    for step in 0..<farthestBase {
      let base = step << 21
      let physical = (symbol &- imageBase) &+ base
      if try reader.word(Int(physical & 4095), ofPage: physical >> 12) == base { bases.append(base) }
    }
    return bases
  }

  /// Steps of 2 MiB, by which kernels are moved, within the room for their image.
  private static let farthestBase: UInt64 = 512
}

// MARK: What has to be there

extension LinuxKernel {
  /// The address of a symbol.
  /// - Throws: a `LinuxGap` where the description does not name it.
  func symbol(_ name: String) throws(LinuxGap) -> UInt64 {
    guard let address = info.symbol(name) else { throw .notDescribed(name) }
    return address
  }

  /// The place of a member of a structure.
  func offset(_ member: String) throws(LinuxGap) -> UInt64 {
    guard let offset = info.offset(member) else { throw .notDescribed(member) }
    return offset
  }

  /// The bytes of a structure.
  func size(_ structure: String) throws(LinuxGap) -> UInt64 {
    guard let size = info.size(structure) else { throw .notDescribed("the size of \(structure)") }
    return size
  }

  /// The number at an address.
  /// - Parameter what: what it is, for those who are told that it is not there.
  /// - Throws: a `LinuxGap` where it is not there, a `CaptureError` when the capture cannot be read.
  func number(at address: UInt64, bytes count: Int = 8, _ what: String) throws -> UInt64 {
    guard let number = try memory.number(at: address, bytes: count) else { throw LinuxGap.notThere(what, address) }
    return number
  }

  /// The number that a symbol is.
  /// - Throws: as `number(at:bytes:_:)`.
  func number(ofSymbol name: String, bytes count: Int = 8) throws -> UInt64 {
    try number(at: symbol(name), bytes: count, name)
  }
}
