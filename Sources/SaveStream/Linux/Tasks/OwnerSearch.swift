/// Finds the owners of all frames, in slices: the page tables of one process after the other.
package struct OwnerSearch {
  private let list: TaskList
  /// Roots of page tables that are to be gone through, with the processes that use them.
  private var waiting: [(root: UInt64, tgids: [UInt32])] = []
  private var current: (pages: UserPages, tgids: [UInt32])?
  private var owned: [(tgid: UInt32, frames: [Range<UInt64>])] = []
  /// Processes whose tables are not all there, or lead to no page.
  private var ownerless: Set<UInt32> = []
  private let rootCount: Int
  /// Tables that may still be gone through: those of all processes together are pages of the guest.
  private var tablesLeft: Int
  /// Stretches of frames that may still be found.
  private var rangesLeft: Int
  /// Puts together what was found, once all tables are gone through.
  private var maker: FrameOwnersMaker?
  /// Why some are missing; nil where none are.
  package private(set) var gap: LinuxGap?
  /// The owners, once all are known.
  package private(set) var owners: FrameOwners?

  private static let tablesInSlice = 16
  /// Processes that are named of those with pages without owner.
  private static let mostNamed = 4
  /// Stretches of frames that are kept: so many for a page of the guest, and never more than these.
  private static let rangesPerPage = 8
  private static let fewestRanges = 1 << 16
  private static let mostRanges = 1 << 23

  /// - Parameter list: one that is whole.
  /// - Throws: when the capture cannot be read.
  package init(_ list: TaskList) throws(CaptureError) {
    self.list = list
    let pages = list.kernel.reader.mostPages
    tablesLeft = pages * 2 + 1024
    rangesLeft = min(pages * Self.rangesPerPage + Self.fewestRanges, Self.mostRanges)
    let memory = list.kernel.memory
    var places: [UInt64: Int] = [:]
    for task in list.tasks {
      guard let mm = task.mm, let layout = list.layout else { continue }
      if let place = places[mm] {
        waiting[place].tgids.append(task.tgid)
      } else if let pgd = try memory.number(at: mm &+ layout.pgd), let root = try memory.physical(pgd) {
        places[mm] = waiting.count
        waiting.append((root >> 12, [task.tgid]))
      } else {
        ownerless.insert(task.tgid)
      }
    }
    rootCount = waiting.count
  }

  /// How much of the work is done, 0…1.
  package var part: Double { owners != nil ? 1 : 1 - Double(waiting.count + 1) / Double(rootCount + 1) }

  /// Goes through a slice of tables more. Returns whether all owners are known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard owners == nil else { return true }
    if maker != nil { return finish() }
    for _ in 0..<Self.tablesInSlice {
      if current == nil {
        guard let next = waiting.popLast(), tablesLeft > 0, rangesLeft > 0 else {
          maker = FrameOwnersMaker(owned)
          owned = []
          return false
        }
        let space = AddressSpace(root: next.root, levels: list.kernel.memory.space.levels)
        current = (UserPages(list.kernel.reader, space), next.tgids)
      }
      let isDone = try current?.pages.step() ?? true
      let isFull = (current?.pages.frames.count ?? 0) >= rangesLeft
      guard isDone || isFull || tablesLeft == 0, let walked = current else {
        tablesLeft -= 1
        continue
      }
      if isDone, walked.pages.isDamaged || walked.pages.frames.isEmpty { ownerless.formUnion(walked.tgids) }
      for tgid in Set(walked.tgids).sorted() where rangesLeft > 0 {
        owned.append((tgid, walked.pages.frames))
        rangesLeft -= walked.pages.frames.count
      }
      current = nil
    }
    return false
  }

  private mutating func finish() -> Bool {
    guard maker?.step() == true, let owners = maker?.owners else { return false }
    maker = nil
    if tablesLeft <= 0 || rangesLeft <= 0 || owners.isCut {
      gap = .damaged("the page tables of processes, which lead to more than the guest has,")
    } else if !ownerless.isEmpty {
      gap = .ownerless(named, others: ownerless.count - named.count)
    }
    self.owners = owners
    return true
  }

  /// The first few processes with pages without owner.
  private var named: [LinuxGap.Process] {
    ownerless.sorted().prefix(Self.mostNamed).map { tgid in
      let task = list.tasks.first { $0.pid == tgid } ?? list.tasks.first { $0.tgid == tgid }
      return LinuxGap.Process(tgid: tgid, comm: task?.comm ?? CaptureText([]))
    }
  }
}
