/// What a page is for, as the stream itself says.
package struct KnownPage: Sendable, Equatable {
  /// What it is for.
  package enum Role: Sendable, Equatable {
    /// What a PV guest was told when it started.
    case startInfo
    case xenstoreRing
    case consoleRing
    /// Requests of an HVM guest's vCPUs to its device model, and those that need no answer.
    case ioreq, bufferedIoreq
    /// One of the pages for further device models, from 0.
    case ioreqServer(Int)
    /// Maps memory to itself, for an HVM guest that has not turned paging on.
    case identityPageTable
    case vm86TaskState
    case generationID
    case pagingRing, accessRing, sharingRing
    /// The page table that cr3 of a vCPU leads to: its level, 2 to 4, and the bytes of an entry.
    case pageTable(vcpu: Int, level: Int, entryBytes: Int)
    /// The page table of a 64-bit PV vCPU's user mode.
    case userPageTable(vcpu: Int)
    /// A page of a PV vCPU's table of segment descriptors, from 0.
    case descriptorTable(vcpu: Int, Int)
    /// A page of a PV guest's own table of machine frames; the first PFN that it tells of.
    case p2m(from: UInt64)
  }

  /// Where the stream says so.
  package enum Source: Sendable, Equatable {
    case header
    /// A metadata chunk in the body of this checkpoint.
    case body(Int)
    /// The tail of this checkpoint.
    case tail(Int)
    /// The start info page as of this checkpoint.
    case startInfo(Int)
  }

  package let role: Role
  package let source: Source
}
