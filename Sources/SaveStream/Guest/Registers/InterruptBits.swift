/// The bits of interrupt controllers and of pending events in words.
enum InterruptBits {
  /// The APIC_BASE MSR.
  @Sendable static func apicBase(_ value: UInt64) -> String {
    let names = [8: "boot processor", 10: "x2APIC", 11: "enabled"]
    return NumberText.hex(value & ~0xfff) + " | " + FieldType.words(for: value & 0xfff, names)
  }

  /// An entry of a local vector table.
  @Sendable static func localVector(_ value: UInt64) -> String {
    var words = ["vector " + NumberText.hex(value & 0xff)]
    let delivery = deliveries[Int(value >> 8 & 7)]
    if delivery != deliveries[0] { words.append(delivery) }
    if value >> 17 & 3 == 1 { words.append("periodic") }
    if value >> 17 & 3 == 2 { words.append("TSC deadline") }
    if value >> 15 & 1 == 1 { words.append("level") }
    if value >> 16 & 1 == 1 { words.append("masked") }
    return words.joined(separator: " | ")
  }

  /// The spurious-interrupt vector register.
  @Sendable static func spuriousVector(_ value: UInt64) -> String {
    "vector " + NumberText.hex(value & 0xff) + (value >> 8 & 1 == 1 ? " | enabled" : " | disabled")
  }

  /// An entry of an I/O APIC's redirection table.
  @Sendable static func redirection(_ value: UInt64) -> String {
    var words = ["vector " + NumberText.hex(value & 0xff)]
    let delivery = deliveries[Int(value >> 8 & 7)]
    if delivery != deliveries[0] { words.append(delivery) }
    if value >> 11 & 1 == 1 { words.append("logical") }
    if value >> 12 & 1 == 1 { words.append("pending") }
    if value >> 13 & 1 == 1 { words.append("active low") }
    if value >> 14 & 1 == 1 { words.append("remote IRR") }
    if value >> 15 & 1 == 1 { words.append("level") }
    if value >> 16 & 1 == 1 { words.append("masked") }
    words.append("to \(value >> 56)")
    return words.joined(separator: " | ")
  }

  private static let deliveries = [
    "fixed", "lowest priority", "SMI", "delivery 3", "NMI", "INIT", "start-up", "ExtINT",
  ]

  /// An event that waits to be given to a vCPU.
  @Sendable static func pendingEvent(_ value: UInt64) -> String {
    guard value >> 31 & 1 == 1 else { return value == 0 ? "none" : "none valid" }
    let kinds = [
      0: "external interrupt", 2: "NMI", 3: "exception", 4: "software interrupt", 5: "privileged exception",
      6: "software exception",
    ]
    let kind = kinds[Int(value >> 8 & 7)] ?? "kind \(value >> 8 & 7)"
    let error = value >> 11 & 1 == 1 ? " | with error code" : ""
    return "vector " + NumberText.hex(value & 0xff) + " | " + kind + error
  }
}
