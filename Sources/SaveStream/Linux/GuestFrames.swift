/// What is known of the guest's page frames as of a checkpoint: what each is used for, and whose it is.
///
/// Not for use from two threads at once.
package final class GuestFrames {
  package let kernel: LinuxKernel
  /// The uses of all frames, where they were asked for; nil too where the kernel does not tell.
  package fileprivate(set) var uses: FrameUses?
  /// The processes, with which owners are told; nil where they cannot be read.
  package fileprivate(set) var tasks: TaskList?
  package fileprivate(set) var owners = FrameOwners()
  /// Why uses, and why owners, are not known or not all.
  package fileprivate(set) var useGap: LinuxGap?
  package fileprivate(set) var ownerGap: LinuxGap?
  private var lookup: UseLookup?

  fileprivate init(_ kernel: LinuxKernel) {
    self.kernel = kernel
    do {
      lookup = try UseLookup(kernel)
    } catch {
      useGap = error
    }
  }

  /// The use of a frame; nil where it is not known.
  /// - Throws: when the capture cannot be read.
  package func use(of pfn: UInt64) throws(CaptureError) -> FrameUse? {
    if let uses { return uses[pfn] }
    return try lookup?.use(of: pfn)
  }

  /// The uses of frames in a range, each once; of more than one frame only where all uses were asked for.
  /// - Throws: when the capture cannot be read.
  package func uses(in pfns: Range<UInt64>) throws(CaptureError) -> [FrameUse] {
    guard pfns.count == 1 else { return uses?.uses(in: pfns) ?? [] }
    guard let use = try use(of: pfns.lowerBound) else { return [] }
    return [use]
  }
}

/// Finds out what is known of the guest's frames as of a checkpoint, in slices of a few milliseconds.
package struct FrameSearch {
  private enum Stage {
    case kernel(KernelSearch)
    case uses(UseSearch)
    case tasks(TaskList)
    case owners(OwnerSearch)
    case done
  }

  private var stage: Stage
  private let wantsAllUses: Bool
  private let earlier: GuestFrames?
  /// What is known so far.
  private var frames: GuestFrames?
  /// The frames, or why nothing is known; nil while that is not known.
  package private(set) var result: Result<GuestFrames, LinuxGap>?
  /// Another guest's kernel that was come upon.
  package private(set) var other: OtherGuest?

  /// - Parameters:
  ///   - wantsAllUses: whether the uses of all frames are looked up at once, for those who ask for most of them.
  ///   - earlier: what is known of the same guest at another checkpoint, which spares most of the search.
  /// - Throws: when the capture cannot be read.
  package init(
    _ memory: GuestMemory, at checkpoint: Int, wantsAllUses: Bool, like earlier: GuestFrames? = nil
  ) throws(CaptureError) {
    stage = .kernel(try KernelSearch(memory, at: checkpoint, known: earlier?.kernel.pfn))
    self.wantsAllUses = wantsAllUses
    self.earlier = earlier
  }

  /// How much of the work is done, 0…1.
  package var part: Double {
    switch stage {
    case .kernel(let search): search.part * 0.2
    case .uses(let search): 0.2 + search.part * 0.4
    case .tasks: 0.6
    case .owners(let search): 0.8 + search.part * 0.2
    case .done: 1
    }
  }

  /// Goes a slice further. Returns whether the result is known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws -> Bool {
    switch stage {
    case .kernel(var search):
      let isDone = try search.step()
      stage = .kernel(search)
      if isDone, let found = search.result { try begin(found, search.other) }
    case .uses(var search):
      let isDone = try search.step()
      stage = .uses(search)
      if isDone { try endUses(search) }
    case .tasks(let list): try step(list)
    case .owners(var search):
      let isDone = try search.step()
      stage = .owners(search)
      if isDone { endOwners(search) }
    case .done: break
    }
    return result != nil
  }

  /// Goes to the end.
  /// - Throws: a `LinuxGap` where nothing is known, a `CaptureError` when the capture cannot be read.
  package mutating func run() throws -> GuestFrames {
    while true {
      if try step(), let result { return try result.get() }
    }
  }

  private mutating func begin(_ found: Result<LinuxKernel, LinuxGap>, _ other: OtherGuest?) throws {
    switch found {
    case .failure(let gap):
      self.other = other
      result = .failure(gap)
      stage = .done
    case .success(let kernel):
      let frames = GuestFrames(kernel)
      self.frames = frames
      if wantsAllUses, frames.useGap == nil { stage = .uses(try UseSearch(kernel)) } else { try beginTasks() }
    }
  }

  private mutating func endUses(_ search: UseSearch) throws {
    frames?.uses = search.result
    if search.isCut { frames?.useGap = .damaged("the map of page frames, which is larger than the guest,") }
    try beginTasks()
  }

  /// What keeps the tasks from being read is no reason to do without the uses.
  private mutating func beginTasks() throws {
    guard let frames else { return }
    do {
      stage = .tasks(try TaskList(frames.kernel, like: earlier?.tasks))
    } catch let gap as LinuxGap {
      end(withoutOwners: gap)
    }
  }

  private mutating func step(_ list: TaskList) throws {
    do {
      guard try list.step() else { return }
    } catch let gap as LinuxGap {
      return end(withoutOwners: gap)
    }
    frames?.tasks = list
    frames?.ownerGap = list.gap ?? list.doubt
    stage = .owners(try OwnerSearch(list))
  }

  private mutating func end(withoutOwners gap: LinuxGap) {
    frames?.ownerGap = gap
    finish()
  }

  private mutating func endOwners(_ search: OwnerSearch) {
    if let owners = search.owners { frames?.owners = owners }
    if let gap = search.gap { frames?.ownerGap = gap }
    finish()
  }

  private mutating func finish() {
    stage = .done
    if let frames { result = .success(frames) }
  }
}
