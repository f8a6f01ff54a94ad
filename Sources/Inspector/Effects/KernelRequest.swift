@_spi(Measuring) import SaveStream

/// A place of guest memory, by the kernel's own names for it.
package enum KernelTarget: Sendable, Equatable {
  /// The symbol with a name.
  case symbol(String)
  /// A virtual address, by the kernel's tables, or by those that a vCPU used.
  case address(UInt64, vcpu: Int?)
}

/// What a target leads to.
package struct KernelPlace: Sendable {
  package let target: KernelTarget
  package let checkpoint: Int
  package let outcome: Outcome

  package enum Outcome: Sendable, Equatable {
    /// The virtual address, the physical one that it leads to, and the symbol's other addresses where it has some.
    case found(address: UInt64, physical: UInt64, others: Int)
    /// Why it leads nowhere, as a sentence.
    case refused(String)
  }
}

/// What the guest's kernel knows of a page frame.
package struct KernelFrame: Sendable, Equatable {
  package let pfn: UInt64
  package let checkpoint: Int
  /// nil where there is no kernel.
  package var addresses: FrameAddresses?
  /// The symbol at the frame's start, where it is one of the image.
  var symbol: SymbolName?
  package var use: FrameUse?
  /// The processes that it belongs to, where that has been found out.
  var owners: [Owner] = []
  /// The level of the page table that it is, for a vCPU of an HVM guest.
  package var tableLevel: Int?

  struct Owner: Sendable, Equatable {
    let tgid: UInt32
    let name: CaptureText
  }
}

/// What the guest uses its page frames for, and whose they are.
package struct KernelFrames: Sendable {
  package let frames: UsedFrames
  /// Whether owners were asked for.
  let hasOwners: Bool
  /// Why owners are not known, or not all of them; nil where they are, or were not asked for.
  var ownerRemark: String?
}
