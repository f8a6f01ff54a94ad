/// The notes of an ELF core: an `NT_PRSTATUS` for each vCPU, what a Linux guest says of itself, by which drgn and crash
/// know the core for a kernel's, then a text that says where the core came from.
///
/// ```
/// u32 name length   u32 content length   u32 type   name, padded to 4   content, padded to 4
/// ```
struct CoreNotes {
  let registers: [VcpuRegisters]
  /// The guest's VMCOREINFO, without a NUL; nil where it is no Linux.
  let kernelDescription: [UInt8]?
  let text: String

  /// The type of a register note (`NT_PRSTATUS`, `elf.h`).
  static let registerType: UInt32 = 1
  /// The name and type of a kernel's description.
  static let descriptionName = "VMCOREINFO"
  static let descriptionType: UInt32 = 0
  /// The name and type of the text; the type is one that no reader takes for registers.
  static let textName = "savescope"
  static let textType: UInt32 = 0x5341_5645

  var bytes: [UInt8] {
    var notes = LittleEndianBytes()
    for registers in registers { Self.append("CORE", Self.registerType, Self.status(registers), to: &notes) }
    if let kernelDescription {
      Self.append(Self.descriptionName, Self.descriptionType, kernelDescription, to: &notes)
    }
    Self.append(Self.textName, Self.textType, FileNameText.bytes(of: text) + [0], to: &notes)
    return notes.bytes
  }

  private static func append(_ name: String, _ type: UInt32, _ content: [UInt8], to notes: inout LittleEndianBytes) {
    let name = Array(name.utf8) + [0]
    notes.append(UInt32(name.count))
    notes.append(UInt32(content.count))
    notes.append(type)
    for part in [name, content] {
      notes.append(bytes: part)
      notes.append(bytes: [UInt8](repeating: 0, count: (4 - part.count % 4) % 4))
    }
  }

  /// `struct elf_prstatus` of x86-64: signal and process numbers (112 bytes), 27 registers, and whether there are
  /// floating-point registers. A vCPU shows as a thread whose id is one more than its own: 0 is no thread.
  private static func status(_ registers: VcpuRegisters) -> [UInt8] {
    var status = LittleEndianBytes(zeros: 336)
    status.put(UInt32(clamping: registers.vcpu + 1), at: 32)
    for (place, register) in registers.values.enumerated() { status.put(register, at: 112 + place * 8) }
    return status.bytes
  }
}
