@_spi(Measuring) import SaveStream

/// A row of the list of vCPUs: one of them, or a return address on its stack.
enum VcpuRow: Sendable, Equatable {
  case vcpu(VcpuTrace)
  case returnAddress(CodeAddress)
  /// There are more return addresses.
  case more

  static func rows(_ traces: [VcpuTrace]) -> [VcpuRow] {
    traces.flatMap { trace in
      [.vcpu(trace)] + trace.returns.map { .returnAddress($0) } + (trace.isCut ? [.more] : [])
    }
  }

  /// What it names; nil for none.
  var address: CodeAddress? {
    switch self {
    case .vcpu(let trace): trace.place
    case .returnAddress(let address): address
    case .more: nil
    }
  }
}

extension CodeAddress {
  /// The symbol and what lies between, or the address where there is none.
  func text(unicode: Bool) -> String {
    symbol?.text(unicode: unicode) ?? NumberText.hex(address)
  }
}
