import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope symbol FILE ADDR|NAME…`.
struct SymbolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "symbol",
    abstract: "Names kernel addresses of a Linux guest by its symbols, and symbols by their addresses.",
    discussion: """
      A line for each that is asked for: name+0xOFFSET for an address, the address for a name or for name+0xOFFSET \
      (several where several symbols have the name), ? for what the kernel's table does not have. Exit status: 1 where there was such a one, 2 for a \
      guest whose symbols cannot be read.
      """)

  @OptionGroup var capture: CaptureOptions

  @Argument(
    help: ArgumentHelp("An address (0x…, or 16 hex digits) or the name of a symbol.", valueName: "addr|name"))
  var wanted: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The guest as of this checkpoint (default: the last complete one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let indexed = try capture.indexBehindDamage(with: output)
    let watch = ReportWatch()
    let checkpoint = try indexed.checkpoint(checkpoint)
    let kernel = try indexed.kernel(in: indexed.memory(watch), at: checkpoint, watch)
    let lines: [String?] = try indexed.explained { try self.lines(KernelSymbols(kernel)) }
    try withStandardOutput { output in
      let style = self.output.style
      for line in lines { output.write(text: (line ?? style.severity(.warning, "?")) + "\n") }
    }
    try indexed.requireEnd()
    if lines.contains(nil) { throw ExitCode(1) }
  }

  private func lines(_ symbols: KernelSymbols) throws -> [String?] {
    let names = wanted.filter { Self.address($0) == nil }.map { Self.place($0).name }
    var search = SymbolSearch(names, in: symbols)
    let found = names.isEmpty ? [:] : try search.run()
    return try wanted.map { text -> String? in
      if let address = Self.address(text) { return try symbols.name(of: address)?.text() }
      let (name, offset) = Self.place(text)
      return found[name].map { $0.map { NumberText.hex($0 &+ offset) }.joined(separator: " ") }
    }
  }

  /// A name, and how far behind it: `name+0x8`, as addresses are named.
  private static func place(_ text: String) -> (name: String, offset: UInt64) {
    guard let plus = text.lastIndex(of: "+"), let offset = NumberArgument(argument: String(text[plus...].dropFirst()))
    else { return (text, 0) }
    return (String(text[..<plus]), offset.value)
  }

  /// The address that an argument is: with `0x` before it, or of the length that kernel addresses have.
  private static func address(_ text: String) -> UInt64? {
    if text.utf8.count == 16, let address = UInt64(text, radix: 16) { return address }
    return NumberArgument(argument: text)?.value
  }
}
