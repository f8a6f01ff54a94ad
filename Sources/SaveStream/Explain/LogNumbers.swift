/// What the numbers of a log line stand for, told by the words before them.
struct LogNumbers {
  private let tokens: [LogToken]
  /// Whether the line prints numbers in hex without `0x`.
  private let isHex: Bool
  private(set) var numbers: [LoggedNumber] = []

  /// - Parameter isHex: whether the line prints numbers in hex without `0x`.
  init(_ tokens: [LogToken], isHex: Bool) {
    self.tokens = tokens
    self.isHex = isHex
    for place in tokens.indices { explain(place) }
  }

  private func word(_ place: Int) -> String { tokens.indices.contains(place) ? tokens[place].word : "" }

  private func number(_ place: Int, hex: Bool? = nil) -> UInt64? {
    tokens.indices.contains(place) ? tokens[place].number(isHex: hex ?? isHex) : nil
  }

  /// Some tokens as they were written.
  private func text(_ places: ClosedRange<Int>) -> String {
    places.map { ($0 == places.lowerBound ? "" : tokens[$0].gap) + tokens[$0].text }.joined()
  }

  private mutating func add(
    _ places: ClosedRange<Int>, _ meaning: String, _ target: LoggedNumber.Target? = nil, rules: [FindingRule] = []
  ) {
    numbers.append(LoggedNumber(text: text(places), meaning: meaning, target: target, rules: rules))
  }

  private mutating func explain(_ place: Int) {
    let next = place + 1
    switch word(place) {
    case "pfn": explainPFN(place)
    case "nr", "p2m_size": explainSize(place)
    case "type", "typecode": explainType(place)
    case "expected" where word(place - 3) == "bad" && word(place - 2) == "type": explainPageType(next, from: place)
    case "entry": explainEntry(place)
    case "leaf", "subleaf": explainLeaf(place)
    case "msr": explainRegister(place)
    case "record": explainRecord(place)
    case "chunk", "exceeded": explainChunk(place)
    case "param": explainParameter(place)
    case "rc", "errno", "err": explainError(place)
    case "feat", "accum", "xcr0", "bv": explainComponents(place)
    default: explainBytes(place)
    }
  }

  // MARK: Pages

  private mutating func explainPFN(_ place: Int) {
    guard let pfn = number(place + 1), pfn < 1 << 52 else { return }
    let form = tokens[place + 1].word.hasPrefix("0x") ? "\(pfn) in decimal" : NumberText.hex(pfn) + " in hex"
    add(place...place + 1, "a page of the guest, \(form)", .page(pfn))
  }

  private mutating func explainSize(_ place: Int) {
    guard let size = number(place + 1) else { return }
    add(place...place + 1, "the guest's PFNs are below \(NumberText.hex(size)) (\(NumberText.grouped(size)))")
  }

  /// `type=b0000000` has the type in its upper four bits, `bad type 3` is the type, and a record's type is another
  /// thing.
  private mutating func explainType(_ place: Int) {
    let next = place + 1
    if ["strict", "zeroextended", "saw", "for"].contains(word(place - 1)) || word(place) == "typecode" {
      guard let type = number(next), let known = UInt16(exactly: type).flatMap(HVMRecordType.type) else { return }
      return add(place...next, "record \(known.name) of an HVM context")
    }
    explainPageType(next, from: place)
    // The type that was wanted follows in the same form.
    if number(next, hex: true) != nil, tokens[next].hexDigitCount == 8, tokens.indices.contains(next + 1),
      tokens[next + 1].hexDigitCount == 8, let wanted = number(next + 1, hex: true)
    {
      add(next + 1...next + 1, "the type that is wanted, \(PageType(rawValue: UInt8(wanted >> 28 & 0xf)).name)")
    }
  }

  private mutating func explainPageType(_ place: Int, from first: Int) {
    guard tokens.indices.contains(place) else { return }
    let isWord = tokens[place].hexDigitCount == 8 || tokens[place].word.hasPrefix("0x")
    guard let number = number(place, hex: isWord ? true : nil) else { return }
    guard number > 0xf else {
      return add(first...place, "page type \(PageType(rawValue: UInt8(number)).name)")
    }
    guard number <= UInt64(UInt32.max), number & 0x0fff_ffff == 0 else { return }
    add(first...place, "page type \(PageType(rawValue: UInt8(number >> 28)).name)")
  }

  // MARK: State of processors and devices

  private mutating func explainEntry(_ place: Int) {
    guard tokens.indices.contains(place + 2), tokens[place + 2].gap == "/",
      let type = number(place + 1).flatMap({ UInt16(exactly: $0) }),
      let instance = number(place + 2).flatMap({ UInt16(exactly: $0) })
    else { return }
    let name = HVMRecordType.type(type)?.name ?? "of an unknown type"
    add(
      place...place + 2, "record \(name) of the HVM context, instance \(instance)",
      .hvmRecord(type: type, instance: instance))
  }

  private mutating func explainLeaf(_ place: Int) {
    guard let leaf = number(place + 1, hex: true) else { return }
    guard leaf != Self.none else { return add(place...place + 1, "none") }
    guard word(place) == "leaf" else { return }
    let subleaf = word(place + 2) == "subleaf" ? number(place + 3, hex: true) : nil
    add(
      place...place + 1, "CPUID leaf \(NumberText.hex(leaf)), \(Self.subject(of: leaf))",
      .cpuidLeaf(leaf, subleaf: subleaf == Self.none ? nil : subleaf))
  }

  private static func subject(of leaf: UInt64) -> String {
    let meaning = leaf == 0 ? "highest basic leaf and vendor" : CPUIDLeaf.meaning(leaf, [0, 0, 0, 0])
    return meaning.isEmpty ? "without a name here" : meaning
  }

  private mutating func explainRegister(_ place: Int) {
    guard let register = number(place + 1, hex: true) else { return }
    guard register != Self.none else { return add(place...place + 1, "none") }
    let name = MSRName.name(register) ?? "a register without a name here"
    add(place...place + 1, "MSR \(NumberText.hex(register)), \(name)", .msr(register))
  }

  private mutating func explainComponents(_ place: Int) {
    guard let bits = number(place + 1), tokens[place + 1].gap == "=" else { return }
    let names: [String] = (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map {
      XsaveComponents.names[$0] ?? "bit \($0)"
    }
    let what = ["feat": "what the host had", "accum": "ever on", "xcr0": "on", "bv": "in the area"][word(place)] ?? ""
    add(place...place + 1, "XSAVE components \(what): \(names.isEmpty ? "none" : names.joined(separator: ", "))")
  }

  private mutating func explainParameter(_ place: Int) {
    guard let number = number(place + 1), let name = HVMParameter.name(Int(clamping: number)) else { return }
    add(place...place + 1, "HVM_PARAM_\(name)")
  }

  // MARK: Records and chunks

  private mutating func explainRecord(_ place: Int) {
    guard let type = number(place + 1), let code = UInt32(exactly: type) else { return }
    let name =
      word(place - 1) == "unrecognised"
      ? LibxlRecordType(rawValue: code).name.map { "record \($0) of libxl" }
      : MigrationRecordType(rawValue: code).name.map { "record \($0)" }
    add(place...place + 1, name ?? "a type that no Xen writes", rules: name == nil ? [.recordUnknown] : [])
  }

  /// `chunk -22`, `exceeded (1970103633)`.
  private mutating func explainChunk(_ place: Int) {
    guard let number = number(place + 1) else { return }
    if tokens[place + 1].isNegative, let id = Int32(exactly: number) {
      let name = LegacyChunkID(rawValue: -id).name.map { "chunk \($0)" } ?? "an id that no release writes"
      return add(place...place + 1, name)
    }
    if word(place) == "exceeded", MagicNumber(number, bytes: 4) == nil {
      add(place...place + 1, "entries of a batch, where 1,024 are allowed")
    }
  }

  private mutating func explainError(_ place: Int) {
    guard let number = number(place + 1), let words = ErrorNumber.words[number] else { return }
    add(place...place + 1, words)
  }

  /// A number that is text, or the first bytes of something that is known.
  private mutating func explainBytes(_ place: Int) {
    let token = tokens[place]
    let isFirst = token.word.hasPrefix("0x") && Self.wordsBeforeMagic.contains(word(place - 1))
    let digits = token.hexDigitCount
    guard var number = number(place), digits >= 8 || isFirst && token.isCut, !token.isNegative else { return }
    // What was left out stands behind the digits that are there.
    if isFirst, token.isCut, digits < 16 { number <<= UInt64(4 * (16 - digits)) }
    let count = isFirst && (token.isCut || digits > 8) || number > UInt64(UInt32.max) ? 8 : 4
    guard let magic = MagicNumber(number, bytes: count, isFirst: isFirst) else { return }
    add(place...place, magic.meaning, magic.isStream ? .streamStart : nil, rules: magic.rules)
  }

  /// Behind these stand the bytes that a stream was found to begin with.
  private static let wordsBeforeMagic: Set<String> = ["got", "marker", "ident", "id"]

  /// How Xen prints that there is no leaf, subleaf or MSR.
  private static let none: UInt64 = 0xffff_ffff
}
