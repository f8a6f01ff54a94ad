/// What a guest uses its page frames for and whose they are, as of a checkpoint. A value: it does not change.
package struct UsedFrames: Sendable {
  /// nil where the kernel does not tell.
  package let uses: FrameUses?
  package let owners: FrameOwners
  /// The names of processes, by their thread group ids.
  package let names: [UInt32: CaptureText]

  package init(uses: FrameUses?, owners: FrameOwners = FrameOwners(), tasks: [KernelTask] = []) {
    self.uses = uses
    self.owners = owners
    let leaders = tasks.lazy.filter { $0.pid == $0.tgid }.map { ($0.tgid, $0.comm) }
    names = Dictionary(leaders, uniquingKeysWith: { first, _ in first })
  }

  /// A row with what is known of its frames.
  package func row<Row: FilterableRow>(_ row: Row, _ pfns: Range<UInt64>) -> UsedRow<Row> {
    UsedRow(row, uses: uses?.uses(in: pfns) ?? [], owners: owners.owners(in: pfns))
  }
}

extension GuestFrames {
  /// What was found out of all frames at once.
  package var used: UsedFrames { UsedFrames(uses: uses, owners: owners, tasks: tasks?.tasks ?? []) }
}
