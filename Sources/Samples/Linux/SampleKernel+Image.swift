@_spi(Measuring) import SaveStream

/// What stands in the image of a made-up Linux kernel.
extension SampleKernel {
  /// Makes code, symbols, types and data.
  mutating func placeImage(_ random: inout SampleRandom, commandLine: String) {
    put(SampleLinuxCode.bytes(&random), at: SampleLinuxLayout.code.lowerBound << 12)
    put(SampleTask.types, at: SampleLinuxLayout.types << 12)
    placeData(commandLine)
    placeSymbols()
    name("_stext", at: SampleLinuxLayout.code.lowerBound << 12)
    name("init_top_pgt", at: rootPFN << 12)
    describe("BUILD-ID=\(Self.buildID)")
    describe("KERNELOFFSET=0")
  }

  private static let buildID = "5a5e5c0e00000000000000000000000000000610"

  private mutating func placeData(_ commandLine: String) {
    put(Array(commandLine.utf8), at: SampleLinuxLayout.commandLine)
    put(addressOf: SampleLinuxLayout.commandLine, at: SampleLinuxLayout.commandLinePointer)
    let pageFault = 14
    let gates = (0..<32).map { SampleLinuxCode.address(of: $0 == pageFault ? "asm_exc_page_fault" : "panic") }
    put(SampleKernelData.gates(gates), at: SampleLinuxLayout.gates)
    put(Array(SampleKernelData.descriptors().prefix(128)), at: SampleLinuxLayout.segments)
    // What Xen gives a PVH guest to start with (`struct hvm_start_info`): its magic number, and the command line behind
    // it.
    putPage(SampleLinuxLayout.startInfo)
    let start = SampleLinuxLayout.startInfo << 12
    put(0x336e_c578, at: start, bytes: 4)
    put(1, at: start + 4, bytes: 4)
    put(start + 0x100, at: start + 24)
    put(Array(commandLine.utf8), at: start + 0x100)
  }

  private mutating func placeSymbols() {
    let data = [
      ("__start_BTF", SampleLinuxLayout.types << 12),
      ("__stop_BTF", SampleLinuxLayout.types << 12 + UInt64(SampleTask.types.count)),
      ("init_task", SampleLinuxLayout.initTask), ("saved_command_line", SampleLinuxLayout.commandLinePointer),
      ("tick_next_period", SampleLinuxLayout.nextTick), ("__per_cpu_offset", SampleLinuxLayout.perCPUOffsets),
      ("prb", SampleLinuxLayout.logPointer), ("boot_command_line", SampleLinuxLayout.commandLine),
      ("idt_table", SampleLinuxLayout.gates), ("gdt_page", SampleLinuxLayout.segments),
      ("init_top_pgt", rootPFN << 12), ("printk_rb_static", SampleLinuxLayout.logRing),
      ("__log_buf", SampleLinuxLayout.logText << 12), ("_end", SampleLinuxLayout.image.upperBound << 12),
    ].map { ($0.0, address(of: $0.1)) }
    let functions = SampleLinuxCode.functions.map { ($0, SampleLinuxCode.address(of: $0)) }
    let symbols =
      [SampleSymbolTable.Symbol("current_task", offset: Int32(SampleLinuxLayout.currentTask))]
      + (functions + data).map { name, address in
        SampleSymbolTable.Symbol(name, offset: -1 - Int32(address - SampleLinuxLayout.imageAddress))
      }
    let page = SampleLinuxLayout.symbols << 12
    SampleSymbolTable(symbols, words: Self.words).put(
      in: &self,
      at: .init(
        count: page, base: page + 8, offsets: page + 0x500, names: page + 0x700, tokens: page + 0x210,
        index: page + 0x10),
      base: SampleLinuxLayout.imageAddress)
  }

  /// What many names have in common.
  private static let words: [UInt8: String] = [
    1: "xen", 2: "_page", 3: "cpu_", 4: "_thread", 5: "_command_line", 6: "init", 7: "stop",
  ]
}
